import { type Doc, has, isDocument, setField, typeName } from './bson-values.ts';
import type { CompareStrings } from './collation.ts';
import { fail, refuse } from './command-error.ts';
import { compareValues } from './compare-values.ts';

/** Where in an array a filter matched, for the positional operator `$`. */
export interface MatchState {
  position?: number;
}

export function isArrayIndex(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part);
}

/** What one part of a path leads to, the field of a document or a position of an array; `undefined` is nothing. */
export function child(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return isArrayIndex(part) ? value[Number(part)] : undefined;
  return isDocument(value) && has(value, part) ? value[part] : undefined;
}

/**
 * Whether `test` accepts any of the values that a dotted path leads to in a query: arrays on the way are entered,
 * by position or element by element. `leaf` says whether an array at the end is also tried element by element;
 * one that a position leads to never is.
 */
export function anyValue(
  value: unknown,
  parts: readonly string[],
  at: number,
  leaf: boolean,
  test: (value: unknown) => boolean,
  state: MatchState,
): boolean {
  const part = parts[at];
  if (part === undefined) return (leaf && anyElement(value, test, state)) || test(value);
  const next = child(value, part);
  if (!Array.isArray(value)) return anyValue(next, parts, at + 1, leaf, test, state);
  const isEnd = at + 1 === parts.length;
  const further = isDocument(next) || Array.isArray(next);
  const found = isEnd
    ? next !== undefined && test(next)
    : further && anyValue(next, parts, at + 1, leaf, test, state);
  if (found) return true;
  const inside = (element: unknown) => isDocument(element) && anyValue(element, parts, at, leaf, test, state);
  return anyElement(value, inside, state);
}

/** Whether a value is an array with an element that passes a test; notes the position of the first one. */
export function anyElement(value: unknown, test: (value: unknown) => boolean, state: MatchState): boolean {
  const position = Array.isArray(value) ? value.findIndex(test) : -1;
  if (position >= 0) state.position = position;
  return position >= 0;
}

/** Where a path ends, or the array it meets, with what is left of the path for the elements of that. */
type End = readonly [value: unknown, rest?: readonly string[]];

/**
 * The keys that a document has in an index or for a sort over the given paths: one for each element where paths
 * meet an array. A missing value counts as null, an empty array as `undefined`. Two different arrays are an error,
 * which has another code in a sort.
 */
export function keysOf(document: Doc, paths: readonly (readonly string[])[], code = 171): unknown[][] {
  const expand = (ends: End[]): unknown[][] => {
    const [met, ...others] = ends.filter(([, rest]) => rest !== undefined);
    if (met === undefined) return [ends.map(([value]) => value)];
    const [array] = met as [unknown[]];
    if (others.some(([other]) => other !== array)) fail(code, 'cannot index or sort by parallel arrays');
    const elements = array.length === 0 ? [undefined] : array;
    return elements.flatMap((element) => expand(ends.map((end) => (end[1] ? inside(element, end[1]) : end))));
  };
  return expand(paths.map((path) => follow(document, path)));
}

function inside(element: unknown, rest: readonly string[]): End {
  if (rest.length === 0) return [element];
  return isDocument(element) ? follow(element, rest) : [null];
}

/** An array that a position leads to is a value as any other. */
function follow(value: unknown, path: readonly string[]): End {
  const [part, ...rest] = path;
  if (part === undefined) return Array.isArray(value) ? [value, rest] : [value ?? null];
  const next = child(value, part);
  if (!Array.isArray(value)) return follow(next, rest);
  if (next === undefined) return [value, path];
  if (value.some((element) => isDocument(element) && has(element, part)))
    fail(16746, `Ambiguous field name found in array, field: '${part}'`);
  return rest.length === 0 ? [next] : follow(next, rest);
}

/** A sort pattern ready to compare documents: where there are arrays, by the first of their keys in its order. */
export function compileSort(sort: Doc, collation?: CompareStrings): (a: Doc, b: Doc) => number {
  const paths = Object.keys(sort).map((path) => path.split('.'));
  const signs = Object.values(sort).map(sortDirection);
  const compare = (a: unknown[], b: unknown[]) =>
    signs.reduce<number>((order, sign, i) => order || compareValues(a[i], b[i], collation) * sign, 0);
  const first = (a: unknown[], b: unknown[]) => (compare(a, b) <= 0 ? a : b);
  const keys = new WeakMap<Doc, unknown[]>();
  const keyOf = (document: Doc) => {
    const key = keys.get(document) ?? keysOf(document, paths, 2).reduce(first);
    keys.set(document, key);
    return key;
  };
  return (a, b) => compare(keyOf(a), keyOf(b));
}

export function sortDirection(direction: unknown): 1 | -1 {
  const number = Number(String(direction));
  if (number === 1 || number === -1) return number;
  if (isDocument(direction)) refuse(`sorting by ${Object.keys(direction)[0]}`);
  fail(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
}

/** Which elements an update's `$[name]` means. */
export type ArrayFilters = ReadonlyMap<string, (element: unknown) => boolean>;

/**
 * The plain paths that an update's path stands for in a document: `$` is the element that the query matched, `$[]`
 * every element, `$[name]` those that an array filter accepts.
 */
export function plainPaths(
  holder: unknown,
  [part, ...rest]: readonly string[],
  position?: number,
  filters?: ArrayFilters,
): string[][] {
  if (part === undefined) return [[]];
  const name = /^\$\[(.*)\]$/.exec(part)?.[1];
  const further = (key: string) =>
    plainPaths(child(holder, key), rest, position, filters).map((path) => [key, ...path]);
  if (part === '$')
    return further(String(position ?? fail(2, 'The positional operator did not find a match')));
  if (name === undefined) return further(part);
  if (!Array.isArray(holder)) fail(2, `${part} needs an array, and there is one of type ${typeName(holder)}`);
  const filter = filters?.get(name);
  return Object.keys(holder)
    .filter((key) => filter?.(holder[Number(key)]) ?? true)
    .flatMap(further);
}

/** A copy with another value where a plain path leads to. Where `change` gives `undefined` the value goes. */
export function changedAt(
  holder: unknown,
  [key = '', ...rest]: readonly string[],
  change: (present: unknown) => unknown,
): unknown {
  const present = child(holder, key);
  const next = rest.length > 0 ? changedAt(present, rest, change) : change(present);
  return Object.is(next, present) ? holder : withChild(holder, key, next);
}

const maxArrayPadding = 1_500_000;

function withChild(holder: unknown, key: string, value: unknown): unknown {
  if (Array.isArray(holder) && isArrayIndex(key)) {
    const missing = Number(key) - holder.length;
    if (missing > maxArrayPadding) fail(2, "can't backfill more than 1500000 elements");
    const copy = [...holder, ...Array(Math.max(0, missing)).fill(null)];
    // An element is emptied rather than taken out, so that the others keep their positions.
    copy[Number(key)] = value ?? null;
    return copy;
  }
  if (holder !== undefined && !isDocument(holder))
    fail(28, `Cannot create field '${key}' in the type ${typeName(holder)}`);
  const copy: Doc = { ...holder };
  if (value === undefined) delete copy[key];
  else setField(copy, key, value);
  return copy;
}
