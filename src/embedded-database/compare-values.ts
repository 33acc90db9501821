import type { Binary, BSONRegExp, Long, ObjectId, Timestamp } from 'bson';
import { type Doc, encode, typeName } from './bson-values.ts';
import type { CompareStrings } from './collation.ts';
import { compareNumbers, isNumeric, type Numeric, numberKey, toDouble } from './numbers.ts';

const ranks: Record<string, number> = Object.fromEntries(
  (
    'minKey -1,missing 0,null 5,int 10,long 10,double 10,string 15,object 20,array 25,binData 30,objectId 35,' +
    'bool 40,date 45,timestamp 47,regex 50,maxKey 127'
  )
    .split(',')
    .map((entry) => entry.split(' '))
    .map(([name, rank]) => [name, Number(rank)]),
);

/** The place of a value's type in BSON's order of types; all kinds of number share one. */
export function rankOf(value: unknown): number {
  return ranks[typeName(value)] as number;
}

/**
 * MongoDB's total order over all BSON values: first by type, then by value; sub-documents compare field by field
 * in their order. Source: the manual's "Comparison/Sort Order". `undefined` (missing) stands below null.
 */
export function compareValues(a: unknown, b: unknown, strings: CompareStrings = compareStrings): number {
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b);
  if (typeof a === 'string' && typeof b === 'string') return strings(a, b);
  const rank = rankOf(a);
  const difference = rank - rankOf(b);
  if (difference !== 0) return difference < 0 ? -1 : 1;
  switch (rank) {
    case 10:
      return compareNumbers(a as Numeric, b as Numeric);
    case 20:
      return compareDocuments(a as Doc, b as Doc, strings);
    case 25:
      return compareArrays(a as unknown[], b as unknown[], strings);
    case 30:
      return compareBinaries(a as Binary, b as Binary);
    case 35:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case 40:
    case 45:
      return compareNumbers(Number(a), Number(b));
    case 47:
      return (a as Timestamp).comp(b as unknown as Long);
    case 50: {
      const [x, y] = [a as BSONRegExp, b as BSONRegExp];
      return compareStrings(x.pattern, y.pattern) || compareStrings(x.options, y.options);
    }
    default:
      return 0;
  }
}

export function equalValues(a: unknown, b: unknown): boolean {
  return a === b || compareValues(a, b) === 0;
}

/** Whether two values would be the same bytes: also the same kinds of numbers and order of fields. */
export function identicalValues(a: unknown, b: unknown): boolean {
  return Buffer.compare(encode({ value: a }), encode({ value: b })) === 0;
}

/** Text that two values share exactly when `compareValues` finds them equal. */
export function valueKey(value: unknown): string {
  const type = typeName(value);
  switch (type) {
    case 'int':
    case 'long':
    case 'double':
      return `n${numberKey(value as Numeric)}`;
    case 'string':
      return `s${JSON.stringify(value)}`;
    case 'array':
      return `[${(value as unknown[]).map(valueKey).join()}]`;
    case 'object': {
      const fields = Object.entries(value as Doc);
      return `{${fields.map(([field, inner]) => `${JSON.stringify(field)}:${valueKey(inner)}`).join()}}`;
    }
    case 'date':
      return `d${(value as Date).getTime()}`;
    case 'binData':
      return `b${(value as Binary).sub_type}:${(value as Binary).toString('base64')}`;
    case 'regex':
      return `r${JSON.stringify([(value as BSONRegExp).pattern, (value as BSONRegExp).options])}`;
    case 'objectId':
    case 'timestamp':
    case 'bool':
      return `${type}${String(value)}`;
    default:
      return type;
  }
}

/** UTF-8 byte order, which differs from JavaScript's only where surrogate pairs meet the end of the BMP. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const [surrogateX, surrogateY] = [(x & 0xf800) === 0xd800, (y & 0xf800) === 0xd800];
    if (surrogateX !== surrogateY) return surrogateX ? 1 : -1;
    return x < y ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

function compareDocuments(a: Doc, b: Doc, strings: CompareStrings): number {
  const [fields, others] = [Object.keys(a), Object.keys(b)];
  for (let i = 0; i < fields.length && i < others.length; i++) {
    const [field, other] = [fields[i] as string, others[i] as string];
    const order =
      Math.sign(rankOf(a[field]) - rankOf(b[other])) ||
      compareStrings(field, other) ||
      compareValues(a[field], b[other], strings);
    if (order !== 0) return order;
  }
  return Math.sign(fields.length - others.length);
}

function compareArrays(a: unknown[], b: unknown[], strings: CompareStrings): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareValues(a[i], b[i], strings);
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
}

function compareBinaries(a: Binary, b: Binary): number {
  return a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value());
}

export function isNaNValue(value: unknown): boolean {
  return isNumeric(value) && Number.isNaN(toDouble(value));
}
