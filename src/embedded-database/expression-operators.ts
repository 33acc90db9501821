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
  if (a instanceof Date && b instanceof Date && operation === 'subtract')
    return Long.fromNumber(a.getTime() - b.getTime());
  if (b instanceof Date && operation === 'add') return arithmetic(operation, b, a);
  if (a instanceof Date && isNumeric(b) && (operation === 'add' || operation === 'subtract'))
    return new Date(a.getTime() + (operation === 'add' ? 1 : -1) * toDouble(b));
  if (!isNumeric(a) || !isNumeric(b))
    fail(14, `$${operation} does not support ${typeName(isNumeric(a) ? b : a)}`);
  if ((operation === 'divide' || operation === 'mod') && toDouble(b) === 0)
    fail(operation === 'divide' ? 2 : 16610, `can't $${operation} by zero`);
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

/** A conversion to another type, which leaves null as it is; what gives `undefined` cannot be converted. */
function conversion(to: string, convert: (value: unknown) => unknown): Eager {
  return fixed(1, (value) => {
    if (isNull(value)) return null;
    return convert(value) ?? fail(241, `Unsupported conversion from ${typeName(value)} to ${to} in $convert`);
  });
}

function toLong(value: unknown): unknown {
  if (value instanceof Date) return Long.fromNumber(value.getTime());
  if (typeof value === 'string') return /^[+-]?\d+$/.test(value) ? Long.fromString(value) : undefined;
  const whole = typeof value === 'boolean' ? BigInt(value) : isNumeric(value) ? toBigInt(value) : undefined;
  return whole === undefined ? undefined : integer(whole, 'long');
}

function toDate(value: unknown): unknown {
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Date) return value;
  const time =
    typeof value === 'string' ? Date.parse(value) : isNumeric(value) ? toDouble(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time);
}

function toText(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  const known = isNumeric(value) || ['string', 'bool', 'objectId'].includes(typeName(value));
  return known ? String(value) : undefined;
}

function toObjectId(value: unknown): unknown {
  if (value instanceof ObjectId) return value;
  return typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value) ? new ObjectId(value) : undefined;
}

function element(operator: string, at: number): Eager {
  return fixed(1, (array) => {
    if (isNull(array)) return null;
    return Array.isArray(array)
      ? array.at(at)
      : fail(28689, `${operator} needs an array, not ${typeName(array)}`);
  });
}

function inArray(value: unknown, array: unknown): boolean {
  if (Array.isArray(array)) return array.some((entry) => equalValues(entry, value));
  fail(40081, `$in requires an array as a second argument, found: ${typeName(array)}`);
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
  $first: element('$first', 0),
  $last: element('$last', -1),
  $toLong: conversion('long', toLong),
  $toObjectId: conversion('objectId', toObjectId),
  $toDate: conversion('date', toDate),
  $toString: conversion('string', toText),
};
