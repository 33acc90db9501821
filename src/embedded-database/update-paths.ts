import { type Doc, has, isDocument, setField, typeName } from './bson-values.ts';
import { fail } from './command-error.ts';
import type { Predicate } from './filter.ts';
import { isArrayIndex, type MatchState } from './paths.ts';

/** One place in a document that an update operator writes to. */
export interface Target {
  /** The dotted path with positions filled in. */
  path: string;
  /** The value there; `undefined` when there is none. */
  get(): unknown;
  /** Sets the value, making the sub-documents on the way. */
  set(value: unknown): void;
  remove(): void;
}

const maxArrayPadding = 1_500_000;

/**
 * The places that an update path means in a document: the element a filter matched for `$`, every element for
 * `$[]`, those that an array filter accepts for `$[name]`.
 */
export function writeTargets(
  document: Doc,
  path: string,
  state: MatchState,
  filters: ReadonlyMap<string, Predicate>,
): Target[] {
  if (!path.includes('$')) return [target(document, path.split('.'))];
  let places: { value: unknown; parts: string[] }[] = [{ value: document, parts: [] }];
  for (const part of path.split('.')) {
    places = places.flatMap(({ value, parts }) =>
      keysFor(part, value, parts, state, filters, path).map((key) => ({
        value: step(value, key),
        parts: [...parts, key],
      })),
    );
  }
  return places.map(({ parts }) => target(document, parts));
}

/** The fields or positions that one part of a path means in the value it meets. */
function keysFor(
  part: string,
  value: unknown,
  before: string[],
  { position }: MatchState,
  filters: ReadonlyMap<string, Predicate>,
  path: string,
): string[] {
  if (part === '$') {
    if (position === undefined)
      fail(2, 'The positional operator did not find the match needed from the query.');
    return [String(position)];
  }
  const name = /^\$\[(.*)\]$/.exec(part)?.[1];
  if (name === undefined) {
    if (before.length === 0 && part.startsWith('$'))
      fail(52, `The dollar ($) prefixed field '${part}' in '${path}' is not allowed`);
    return [part];
  }
  const here = before.join('.');
  if (value === undefined) fail(2, `The path '${here}' must exist to apply array updates`);
  if (!Array.isArray(value)) fail(2, `Cannot apply array updates to non-array element ${here}`);
  const filter = filters.get(name);
  if (name !== '' && filter === undefined)
    fail(2, `No array filter found for identifier '${name}' in path '${path}'`);
  return [...value.keys()].filter((i) => filter === undefined || filter(value[i], {})).map(String);
}

function step(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return isArrayIndex(part) ? value[Number(part)] : undefined;
  return isDocument(value) && has(value, part) ? value[part] : undefined;
}

function target(document: Doc, parts: readonly string[]): Target {
  const path = parts.join('.');
  const [way, last] = [parts.slice(0, -1), parts.at(-1) as string];
  return {
    path,
    get: () => parts.reduce(step, document as unknown),
    set: (value) => {
      const holder = way.reduce<unknown>((outer, part) => {
        const inner = step(outer, part);
        return inner === undefined ? put(outer, part, {}, path) : inner;
      }, document);
      put(holder, last, value, path);
    },
    remove: () => {
      const holder = way.reduce(step, document as unknown);
      if (isDocument(holder)) delete holder[last];
      // An element is emptied rather than taken out, so that the others keep their positions.
      else if (Array.isArray(holder) && step(holder, last) !== undefined) holder[Number(last)] = null;
    },
  };
}

function put(holder: unknown, part: string, value: unknown, path: string): unknown {
  if (Array.isArray(holder)) {
    if (!isArrayIndex(part)) fail(28, `Cannot create field '${part}' in element of an array, at '${path}'`);
    const at = Number(part);
    if (at - holder.length > maxArrayPadding) fail(2, "can't backfill more than 1500000 elements");
    while (holder.length < at) holder.push(null);
    holder[at] = value;
  } else if (isDocument(holder)) setField(holder, part, value);
  else fail(28, `Cannot create field '${part}' in a ${typeName(holder)}, at '${path}'`);
  return value;
}
