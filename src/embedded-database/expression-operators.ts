import { Long, ObjectId } from 'bson';
import { double, typeName } from './bson-values.ts';
import { fail } from './command-error.ts';
import { compareValues, equalValues } from './compare-values.ts';
import { isTruthy } from './expression.ts';
import {
  calculate,
  integer,
  isNumeric,
  type Numeric,
  type Operation,
  toBigInt,
  toDouble,
} from './numbers.ts';

/** An operator whose arguments are all evaluated before it. */
interface Eager {
  takes?: number;
  evaluate(args: unknown[]): unknown;
}

const isNull = (value: unknown): value is null | undefined => value === null || value === undefined;

function fixed(takes: number, evaluate: (...args: unknown[]) => unknown): Eager {
  return { takes, evaluate: (args) => evaluate(...args) };
}

function ordered(holds: (order: number) => boolean): Eager {
  return fixed(2, (a, b) => holds(compareValues(a, b)));
}

/** Calculates with two values; a date moves by milliseconds, and a long that is too small becomes a double. */
function arithmetic(operation: Operation, a: unknown, b: unknown): unknown {
  if (isNull(a) || isNull(b)) return null;
  if (a instanceof Date && b instanceof Date && operation === 'subtract') {
    return Long.fromNumber(a.getTime() - b.getTime());
  }
  if (b instanceof Date && operation === 'add') return arithmetic(operation, b, a);
  if (a instanceof Date && isNumeric(b) && (operation === 'add' || operation === 'subtract')) {
    return new Date(a.getTime() + (operation === 'add' ? 1 : -1) * toDouble(b));
  }
  if (!isNumeric(a) || !isNumeric(b)) {
    fail(14, `$${operation} does not support ${typeName(isNumeric(a) ? b : a)}`);
  }
  if ((operation === 'divide' || operation === 'mod') && toDouble(b) === 0) {
    fail(operation === 'divide' ? 2 : 16610, `can't $${operation} by zero`);
  }
  return calculate(operation, a, b) ?? calculate(operation, double(toDouble(a)) as Numeric, b);
}

function folded(operation: 'add' | 'multiply', start: number): Eager {
  return { evaluate: (args) => args.reduce((total, value) => arithmetic(operation, total, value), start) };
}

export function sumOf(values: unknown[]): unknown {
  return values.filter(isNumeric).reduce<unknown>((total, value) => arithmetic('add', total, value), 0);
}

export function averageOf(values: unknown[]): unknown {
  const numbers = values.filter(isNumeric);
  return numbers.length === 0 ? null : arithmetic('divide', sumOf(numbers), numbers.length);
}

/** The least (sign -1) or greatest (sign 1) value that is not null. */
export function extremeOf(values: unknown[], sign: 1 | -1): unknown {
  const known = values.filter((value) => !isNull(value));
  if (known.length === 0) return null;
  return known.reduce((best, value) => (compareValues(value, best) * sign > 0 ? value : best));
}

/** Works on its arguments, or on the elements of a single one that is an array. */
function listed(evaluate: (values: unknown[]) => unknown): Eager {
  return { evaluate: (args) => evaluate(args.length === 1 && Array.isArray(args[0]) ? args[0] : args) };
}

function toLong(value: unknown): unknown {
  if (isNull(value)) return null;
  if (value instanceof Date) return Long.fromNumber(value.getTime());
  if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) return Long.fromString(value);
  const whole = typeof value === 'boolean' ? BigInt(value) : isNumeric(value) ? toBigInt(value) : undefined;
  const long = whole === undefined ? undefined : integer(whole, 'long');
  if (long === undefined) fail(241, `Failed to convert ${typeName(value)} to long in $convert`);
  return long;
}

function toObjectId(value: unknown): unknown {
  if (isNull(value) || value instanceof ObjectId) return value ?? null;
  if (typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value)) return new ObjectId(value);
  fail(241, `Failed to convert ${typeName(value)} to objectId in $convert`);
}

function elementAt(operator: string, array: unknown, at: number): unknown {
  if (isNull(array)) return null;
  return Array.isArray(array)
    ? array.at(at)
    : fail(28689, `${operator} needs an array, not ${typeName(array)}`);
}

function inArray(value: unknown, array: unknown): boolean {
  if (!Array.isArray(array)) {
    fail(40081, `$in requires an array as a second argument, found: ${typeName(array)}`);
  }
  return array.some((entry) => equalValues(entry, value));
}

export const eagerOperators: Readonly<Record<string, Eager>> = {
  $eq: ordered((order) => order === 0),
  $ne: ordered((order) => order !== 0),
  $gt: ordered((order) => order > 0),
  $gte: ordered((order) => order >= 0),
  $lt: ordered((order) => order < 0),
  $lte: ordered((order) => order <= 0),
  $cmp: fixed(2, (a, b) => Math.sign(compareValues(a, b))),
  $not: fixed(1, (value) => !isTruthy(value)),
  $add: folded('add', 0),
  $multiply: folded('multiply', 1),
  $subtract: fixed(2, (a, b) => arithmetic('subtract', a, b)),
  $divide: fixed(2, (a, b) => arithmetic('divide', a, b)),
  $mod: fixed(2, (a, b) => arithmetic('mod', a, b)),
  $sum: listed(sumOf),
  $avg: listed(averageOf),
  $min: listed((values) => extremeOf(values, -1)),
  $max: listed((values) => extremeOf(values, 1)),
  $type: fixed(1, typeName),
  $isNumber: fixed(1, isNumeric),
  $in: fixed(2, inArray),
  $first: fixed(1, (array) => elementAt('$first', array, 0)),
  $last: fixed(1, (array) => elementAt('$last', array, -1)),
  $toLong: fixed(1, toLong),
  $toObjectId: fixed(1, toObjectId),
  $toDate: fixed(1, (value) => {
    if (value instanceof ObjectId) return value.getTimestamp();
    const time =
      typeof value === 'string'
        ? Date.parse(value)
        : isNumeric(value)
          ? toDouble(value)
          : Number(value ?? Number.NaN);
    if (isNull(value)) return null;
    if (Number.isNaN(time)) fail(241, `Failed to convert ${typeName(value)} to date in $convert`);
    return new Date(time);
  }),
  $toString: fixed(1, (value) => {
    if (isNull(value)) return null;
    if (value instanceof Date) return value.toISOString();
    if (!['string', 'bool', 'objectId'].includes(typeName(value)) && !isNumeric(value)) {
      fail(241, `Unsupported conversion from ${typeName(value)} to string in $convert`);
    }
    return String(value);
  }),
};
