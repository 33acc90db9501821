import type { Binary, BSONRegExp, ObjectId, Timestamp } from 'bson';
import { encode, isDocument, typeName } from './bson-values.ts';
import type { CompareStrings } from './collation.ts';
import { compareNumbers, isNumeric, numberKey } from './numbers.ts';

/** The place of each type in BSON's order of types and, where that is something simpler, what values compare by. */
const types: Readonly<Record<string, readonly [rank: number, by?: (value: never) => unknown]>> = {
  missing: [0],
  null: [5],
  int: [10],
  long: [10],
  double: [10],
  string: [15],
  object: [20],
  array: [25],
  binData: [30, (binary: Binary) => [binary.length(), binary.sub_type, binary.toString('hex')]],
  objectId: [35, (id: ObjectId) => id.toHexString()],
  bool: [40, Number],
  date: [45, Number],
  timestamp: [47, ({ high, low }: Timestamp) => [high >>> 0, low >>> 0]],
  regex: [50, ({ pattern, options }: BSONRegExp) => [pattern, options]],
};

/** The names that `$type` knows. */
export const typeNames = Object.keys(types).filter((name) => name !== 'missing');

/** The place of a value's type in BSON's order of types; all kinds of number share one. */
export function rankOf(value: unknown): number {
  return types[typeName(value)]![0];
}

/**
 * MongoDB's total order over all BSON values: first by type, then by value; sub-documents compare field by field
 * in their order. Source: the manual's "Comparison/Sort Order". `undefined` (missing) stands below null.
 */
export function compareValues(a: unknown, b: unknown, strings: CompareStrings = compareStrings): number {
  if (typeof a === 'string' && typeof b === 'string') return strings(a, b);
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  const [rank, by] = types[typeName(a)]!;
  const order = rank - rankOf(b);
  if (order !== 0) return order;
  if (by !== undefined) return compareValues(by(a as never), by(b as never));
  return compareFields(Object.entries(a ?? {}), Object.entries(b ?? {}), strings);
}

export function equalValues(a: unknown, b: unknown): boolean {
  return a === b || compareValues(a, b) === 0;
}

type Fields = [name: string, value: unknown][];

/** By the first fields that differ, in their order; else the longer list is the greater. An array has positions. */
function compareFields(fields: Fields, others: Fields, strings: CompareStrings): number {
  for (let i = 0; i < fields.length && i < others.length; i++) {
    const [[name, value], [otherName, other]] = [fields[i]!, others[i]!];
    const byName = rankOf(value) - rankOf(other) || compareStrings(name, otherName);
    const order = byName || compareValues(value, other, strings);
    if (order !== 0) return order;
  }
  return fields.length - others.length;
}

/** UTF-8 byte order, which differs from JavaScript's only where there are surrogate pairs. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  if (surrogate.test(a) || surrogate.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}
const surrogate = /[\ud800-\udfff]/;

/** Whether two values would be the same bytes: also the same kinds of numbers and order of fields. */
export function identicalValues(a: unknown, b: unknown): boolean {
  return Buffer.compare(encode({ value: a }), encode({ value: b })) === 0;
}

/** Text that two values share exactly when `compareValues` finds them equal. */
export function valueKey(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (isNumeric(value)) return numberKey(value);
  if (Array.isArray(value)) return `[${value.map(valueKey).join()}]`;
  if (isDocument(value)) {
    const fields = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${valueKey(inner)}`);
    return `{${fields.join()}}`;
  }
  const type = typeName(value);
  const by = types[type]![1];
  return by === undefined ? type : `${type}${valueKey(by(value as never))}`;
}
