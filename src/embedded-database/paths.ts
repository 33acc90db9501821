import { type Doc, has, isDocument } from './bson-values.ts';
import type { CompareStrings } from './collation.ts';
import { fail } from './command-error.ts';
import { compareValues } from './compare-values.ts';

/** Where in an array a filter matched, for the positional operator `$`. */
export interface MatchState {
  position?: number;
}

export function isArrayIndex(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part);
}

/**
 * Whether `test` accepts any of the values that a dotted path leads to in a query: arrays on the way are entered,
 * by position or element by element. `leaf` says whether an array at the end is also tried element by element.
 */
export function anyValue(
  value: unknown,
  parts: readonly string[],
  at: number,
  leaf: boolean,
  test: (value: unknown) => boolean,
  state: MatchState,
): boolean {
  if (at === parts.length) {
    const position = leaf && Array.isArray(value) ? value.findIndex(test) : -1;
    if (position < 0) return test(value);
    state.position = position;
    return true;
  }
  const part = parts[at] as string;
  if (Array.isArray(value)) {
    const within = isArrayIndex(part) && Number(part) < value.length;
    if (within && anyValue(value[Number(part)], parts, at + 1, leaf, test, state)) return true;
    const inside = (element: unknown) =>
      isDocument(element) && anyValue(element, parts, at, leaf, test, state);
    const position = value.findIndex(inside);
    if (position >= 0) state.position = position;
    return position >= 0;
  }
  const next = isDocument(value) && has(value, part) ? value[part] : undefined;
  return anyValue(next, parts, at + 1, leaf, test, state);
}

interface Position {
  value: unknown;
  rest: readonly string[];
  done: boolean;
}

/**
 * The keys that a document has in an index over the given paths: one for each element where a path meets an
 * array. A missing value counts as null, an empty array as `undefined`. Two different arrays are refused.
 */
export function indexKeys(document: Doc, paths: readonly (readonly string[])[]): unknown[][] {
  return expand(paths.map((rest) => ({ value: document, rest, done: false })));
}

function expand(positions: Position[]): unknown[][] {
  let array: unknown[] | undefined;
  const here = positions.map((start) => {
    const position = descend(start);
    if (!position.done && Array.isArray(position.value)) {
      if (array !== undefined && array !== position.value) fail(171, 'cannot index parallel arrays');
      array = position.value;
    }
    return position;
  });
  if (array === undefined) return [here.map(({ value }) => value)];
  const elements: unknown[] = array.length === 0 ? [undefined] : array;
  return elements.flatMap((element) =>
    expand(
      here.map((position) => {
        if (position.done || position.value !== array) return { ...position, done: true };
        if (position.rest.length === 0) return { value: element, rest: [], done: true };
        return isDocument(element) ? { ...position, value: element } : { value: null, rest: [], done: true };
      }),
    ),
  );
}

/** Follows sub-documents and explicit array positions as far as they go. */
function descend(start: Position): Position {
  let { value, rest, done } = start;
  while (!done) {
    const part = rest[0];
    if (part === undefined) {
      if (Array.isArray(value)) return { value, rest, done };
      return { value: value === undefined ? null : value, rest, done: true };
    }
    if (Array.isArray(value)) {
      if (!isArrayIndex(part) || Number(part) >= value.length) return { value, rest, done };
      value = value[Number(part)];
    } else if (isDocument(value) && has(value, part)) value = value[part];
    else {
      value = null;
      done = true;
    }
    rest = rest.slice(1);
  }
  return { value, rest, done };
}

/** A sort pattern ready to compare documents: an array sorts by its least or its greatest element. */
export function compileSort(sort: Doc, collation?: CompareStrings): (a: Doc, b: Doc) => number {
  const fields = Object.entries(sort).map(([path, direction]) => ({
    path: path.split('.'),
    direction: sortDirection(direction),
  }));
  const keys = new WeakMap<Doc, unknown[]>();
  const keyOf = (document: Doc): unknown[] => {
    let key = keys.get(document);
    if (key === undefined) {
      key = fields.map(({ path, direction }) =>
        indexKeys(document, [path])
          .map(([value]) => value)
          .reduce((best, value) => (compareValues(value, best, collation) * direction < 0 ? value : best)),
      );
      keys.set(document, key);
    }
    return key;
  };
  return (a, b) => {
    const x = keyOf(a);
    const y = keyOf(b);
    for (let i = 0; i < fields.length; i++) {
      const order = compareValues(x[i], y[i], collation);
      if (order !== 0) return order * (fields[i] as { direction: number }).direction;
    }
    return 0;
  };
}

export function sortDirection(direction: unknown): 1 | -1 {
  const number = Number(String(direction));
  if (number === 1 || number === -1) return number;
  if (isDocument(direction))
    fail(238, `The embedded database does not support sorting by ${Object.keys(direction)[0]}`);
  fail(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
}
