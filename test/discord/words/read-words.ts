import type { Said } from './kindness.ts';

/** A list that refuses to stand where one text belongs. */
const listOf = (...items: string[]) =>
  Object.assign(items, {
    toString(): string {
      throw new TypeError('a list is not a text');
    },
  });

/** Arguments that words take: names and days as strings, counts, lists, and what is left open. */
const SAMPLES: readonly unknown[] = [
  'Ana',
  '2026-03-29',
  '2026-03',
  0,
  1,
  2,
  null,
  listOf('Ana', 'Ben'),
  listOf(),
];
const MOST_ARGUMENTS = 4;

/**
 * Every string that can be read in a locale: walks the object and calls every function with every
 * combination of sample arguments, so that each plural form and each branch is said. A combination of the
 * wrong types may throw; a function for which all of them throw is an error, because nobody read it.
 */
export function readWords(words: unknown, path = 'words'): Said[] {
  if (typeof words === 'string') return [{ path, text: words }];
  if (typeof words === 'function') return readFunction(words, path);
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([key, value]) => readWords(value, `${path}.${key}`));
}

function readFunction(say: object, path: string): Said[] {
  const call = say as (...given: unknown[]) => unknown;
  if (call.length > MOST_ARGUMENTS) throw new Error(`${path} takes more arguments than are tried`);
  const said = new Map<string, Said>();
  for (const given of combinations(call.length)) {
    try {
      for (const one of readWords(call(...given), `${path}()`)) said.set(`${one.path} ${one.text}`, one);
    } catch {
      // Not the types this function takes.
    }
  }
  if (said.size === 0) throw new Error(`${path} said nothing with any of the samples`);
  return [...said.values()];
}

function combinations(length: number): unknown[][] {
  return length === 0
    ? [[]]
    : combinations(length - 1).flatMap((given) => SAMPLES.map((sample) => [...given, sample]));
}
