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
  const part = parts[at];
  if (part === undefined) return (leaf && anyElement(value, test, state)) || test(value);
  const next = child(value, part);
  if (!Array.isArray(value)) return anyValue(next, parts, at + 1, leaf, test, state);
  if (next !== undefined && anyValue(next, parts, at + 1, leaf, test, state)) return true;
  const inside = (element: unknown) => isDocument(element) && anyValue(element, parts, at, leaf, test, state);
  return anyElement(value, inside, state);
}

/** Whether a value is an array with an element that passes a test; notes the position of the first one. */
export function anyElement(value: unknown, test: (value: unknown) => boolean, state: MatchState): boolean {
  const position = Array.isArray(value) ? value.findIndex(test) : -1;
  if (position >= 0) state.position = position;
  return position >= 0;
}

/**
 * The keys that a document has in an index over the given paths: one for each element where a path meets an
 * array. A missing value counts as null, an empty array as `undefined`. Two different arrays are refused.
 */
export function indexKeys(document: Doc, paths: readonly (readonly string[])[]): unknown[][] {
  const entries = paths.map((path) => entriesAt(document, path));
  const [several, ...others] = entries.filter(({ array }) => array !== undefined);
  if (several === undefined) return [entries.map(({ values }) => values[0])];
  if (others.some(({ array }) => array !== several.array)) fail(171, 'cannot index parallel arrays');
  if (others.some(({ values }) => values.length !== several.values.length))
    refuse('an index over several fields where an array is in an array');
  return several.values.map((_, i) => entries.map(({ values, array }) => values[array ? i : 0]));
}

/** The values that a path leads to, and the first array on the way, of whose elements they are. */
function entriesAt(value: unknown, path: readonly string[], at = 0): { values: unknown[]; array?: unknown } {
  const part = path[at];
  const next = part === undefined ? undefined : child(value, part);
  if (Array.isArray(value) && next === undefined) {
    const inside = (element: unknown): unknown[] => {
      if (part === undefined) return [element];
      return isDocument(element) ? entriesAt(element, path, at).values : [null];
    };
    return { values: (value.length === 0 ? [undefined] : value).flatMap(inside), array: value };
  }
  return part === undefined ? { values: [value ?? null] } : entriesAt(next, path, at + 1);
}

/** A sort pattern ready to compare documents: an array sorts by its least or its greatest element. */
export function compileSort(sort: Doc, collation?: CompareStrings): (a: Doc, b: Doc) => number {
  const orders = Object.entries(sort).map(([path, direction]) => {
    const [parts, sign] = [path.split('.'), sortDirection(direction)];
    const compare = (x: unknown, y: unknown) => compareValues(x, y, collation) * sign;
    const first = (x: unknown, y: unknown) => (compare(x, y) <= 0 ? x : y);
    const keyOf = (document: Doc) => entriesAt(document, parts).values.reduce(first);
    return (a: Doc, b: Doc) => compare(keyOf(a), keyOf(b));
  });
  return (a, b) => orders.reduce((order, next) => order || next(a, b), 0);
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
 * A copy with other values where an update's path leads to: `$` is the element that the query matched, `$[]` every
 * element, `$[name]` those that an array filter accepts. Where `change` gives `undefined` the value goes.
 */
export function changedAt(
  holder: unknown,
  [part = '', ...rest]: readonly string[],
  change: (present: unknown) => unknown,
  position?: number,
  filters?: ArrayFilters,
): unknown {
  return keysFor(holder, part, position, filters).reduce((result, key) => {
    const present = child(result, key);
    const next = rest.length > 0 ? changedAt(present, rest, change, position, filters) : change(present);
    return Object.is(next, present) ? result : withChild(result, key, next);
  }, holder);
}

/** The fields or positions that one part of an update's path means in the value it meets. */
function keysFor(holder: unknown, part: string, position?: number, filters?: ArrayFilters): string[] {
  if (part === '$') return [String(position ?? fail(2, 'The positional operator did not find a match'))];
  const name = /^\$\[(.*)\]$/.exec(part)?.[1];
  if (name === undefined) return [part];
  if (!Array.isArray(holder)) fail(2, `${part} needs an array, and there is one of type ${typeName(holder)}`);
  const filter = name === '' ? () => true : filters?.get(name);
  if (filter === undefined) fail(2, `No array filter found for identifier '${name}'`);
  return Object.keys(holder).filter((key) => filter(holder[Number(key)]));
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
