import { type Doc, has, isDocument } from './bson-values.ts';
import type { CompareStrings } from './collation.ts';
import { fail, refuse } from './command-error.ts';
import { compareValues } from './compare-values.ts';
import { isNumeric, toDouble } from './numbers.ts';
import { child, fieldName } from './paths.ts';

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
  if (!paths.flat().every((part) => fieldName.test(part))) fail(16410, 'no path to sort by');
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
  const number = isNumeric(direction) ? toDouble(direction) : undefined;
  if (number === 1 || number === -1) return number;
  if (isDocument(direction)) refuse(`sorting by ${Object.keys(direction)[0]}`);
  fail(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
}
