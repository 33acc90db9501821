import { BSONRegExp, Decimal128, Long, ObjectId, Timestamp } from 'bson';
import { type Doc, deepCopy, double, isDocument, setField, typeName } from './bson-values.ts';
import { CommandError, refuse } from './command-error.ts';
import { compareValues, equalValues, rankOf, valueKey } from './compare-values.ts';
import { isTruthy } from './expression.ts';
import { compileRegex } from './filter-operators.ts';
import {
  asDecimal,
  calculate,
  integer,
  isNumeric,
  isWhole,
  kindOf,
  type Numeric,
  type Operation,
  toBigInt,
  toDouble,
} from './numbers.ts';

/** An operator whose arguments are all evaluated before it. */
interface Eager {
  takes?: readonly [least: number, most: number];
  evaluate(args: unknown[]): unknown;
}

const isNull = (value: unknown): value is null | undefined => value === null || value === undefined;

function fixed(count: number, evaluate: (...args: unknown[]) => unknown): Eager {
  return { takes: [count, count], evaluate: (args) => evaluate(...args) };
}

function ordered(holds: (order: number) => boolean): Eager {
  return fixed(2, (a, b) => holds(compareValues(a, b)));
}

function numberOf(operator: string, value: unknown): Numeric {
  if (!isNumeric(value))
    throw new CommandError(14, `${operator} only supports numeric types, not ${typeName(value)}`);
  return value;
}

/** Adds, subtracts or multiplies; a date moves by milliseconds, and a long that is too small becomes a double. */
export function arithmetic(operation: Operation, a: unknown, b: unknown): unknown {
  if (isNull(a) || isNull(b)) return null;
  if (operation === 'subtract' && a instanceof Date && b instanceof Date) {
    return Long.fromNumber(a.getTime() - b.getTime());
  }
  if (a instanceof Date && operation !== 'multiply' && operation !== 'divide' && operation !== 'mod') {
    const by = toDouble(numberOf(`$${operation}`, b));
    return new Date(a.getTime() + (operation === 'add' ? by : -by));
  }
  if (b instanceof Date && operation === 'add') return arithmetic(operation, b, a);
  const x = numberOf(`$${operation}`, a);
  const y = numberOf(`$${operation}`, b);
  if ((operation === 'divide' || operation === 'mod') && toDouble(y) === 0) {
    throw new CommandError(operation === 'divide' ? 2 : 16610, `can't $${operation} by zero`);
  }
  return calculate(operation, x, y) ?? calculate(operation, double(toDouble(x)) as Numeric, y);
}

function folded(operation: 'add' | 'multiply', start: number): Eager {
  return { evaluate: (args) => args.reduce((total, value) => arithmetic(operation, total, value), start) };
}

/** A function of one number; `whole` marks those that give a kind of number back as they got it. */
function unary(name: string, evaluate: (value: number) => number, whole = false): Eager {
  return fixed(1, (value) => {
    if (isNull(value)) return null;
    const number = numberOf(name, value);
    const kind = kindOf(number);
    if (kind === 'decimal') refuse(`${name} of a decimal`);
    if (!whole || kind === 'double') return double(evaluate(toDouble(number)));
    if (name === '$abs') return integer(BigInt(String(number).replace('-', '')), kind);
    return number;
  });
}

/** Rounds half to even, or cuts off, at a number of decimal places. */
function atPlace(name: string, cut: (value: number) => number): Eager {
  return {
    takes: [1, 2],
    evaluate: ([value, place = 0]) => {
      if (isNull(value)) return null;
      const number = numberOf(name, value);
      const digits = toDouble(numberOf(name, place));
      if (kindOf(number) === 'decimal') refuse(`${name} of a decimal`);
      if (kindOf(number) !== 'double' && digits >= 0) return number;
      // Shifting the exponent in text avoids the error that multiplying by a power of ten makes.
      const moved = cut(Number(`${toDouble(number)}e${digits}`));
      const result = Number(`${moved}e${-digits}`);
      return kindOf(number) === 'double' ? double(result) : integer(BigInt(result), kindOf(number));
    },
  };
}

function halfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function arrayOf(operator: string, value: unknown): unknown[] {
  if (!Array.isArray(value))
    throw new CommandError(
      17053,
      `The argument to ${operator} must be an array, but was of type: ${typeName(value)}`,
    );
  return value;
}

function element(operator: string, array: unknown, index: unknown): unknown {
  if (isNull(array) || isNull(index)) return null;
  const at = toDouble(numberOf(operator, index));
  return arrayOf(operator, array).at(at);
}

function sets(operator: string, combine: (keys: Map<string, unknown>[]) => unknown): Eager {
  return {
    evaluate: (args) => {
      if (args.some(isNull)) return null;
      return combine(
        args.map((set) => new Map(arrayOf(operator, set).map((value) => [valueKey(value), value]))),
      );
    },
  };
}

function text(operator: string, value: unknown): string {
  if (isNull(value)) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return value;
  if (isNumeric(value)) return String(value);
  throw new CommandError(16007, `${operator} requires a string, not ${typeName(value)}`);
}

/** The numbers among the arguments, or among the elements of a single array argument. */
function listed(args: unknown[]): unknown[] {
  return args.length === 1 && Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
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

export function mergeObjects(values: unknown[]): Doc {
  const result: Doc = {};
  for (const value of values) {
    if (isNull(value)) continue;
    if (!isDocument(value))
      throw new CommandError(
        40400,
        `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`,
      );
    for (const [field, inner] of Object.entries(value)) setField(result, field, inner);
  }
  return result;
}

function match(argument: unknown): RegExpExecArray | null {
  if (!isDocument(argument))
    throw new CommandError(51103, '$regexMatch expects an object of named arguments');
  const { input, regex, options = '' } = argument as { input?: unknown; regex?: unknown; options?: unknown };
  if (isNull(input) || isNull(regex)) return null;
  const flags = String(isNull(options) ? '' : options);
  const compiled =
    regex instanceof BSONRegExp
      ? compileRegex(new BSONRegExp(regex.pattern, flags || regex.options))
      : compileRegex(new BSONRegExp(text('$regexMatch', regex), flags));
  return compiled.exec(text('$regexMatch', input));
}

const wholeLimits: Record<string, readonly [number, number]> = {
  int: [-(2 ** 31), 2 ** 31],
  long: [-(2 ** 63), 2 ** 63],
};

/** Converts as `$toInt`, `$toLong`, ... do; what cannot be converted is an error, never a guess. */
export function convert(to: string, value: unknown): unknown {
  if (isNull(value)) return null;
  const from = typeName(value);
  const fail = (): never => {
    throw new CommandError(241, `Unsupported conversion from ${from} to ${to} in $convert`);
  };
  if (to === 'string') {
    if (value instanceof Date) return value.toISOString();
    return ['object', 'array', 'binData', 'regex'].includes(from) ? fail() : String(value);
  }
  if (to === 'bool')
    return isNumeric(value) ? toDouble(value) !== 0 : typeof value === 'boolean' ? value : true;
  if (to === 'objectId') {
    if (from === 'objectId') return value;
    return typeof value === 'string' && ObjectId.isValid(value) && value.length === 24
      ? new ObjectId(value)
      : fail();
  }
  if (to === 'date') {
    if (value instanceof Date) return value;
    if (value instanceof ObjectId) return value.getTimestamp();
    if (value instanceof Timestamp) return new Date(value.getHighBits() * 1000);
    const time =
      isNumeric(value) && from !== 'int'
        ? Math.trunc(toDouble(value))
        : typeof value === 'string'
          ? Date.parse(value)
          : Number.NaN;
    return Number.isNaN(time) ? fail() : new Date(time);
  }
  let number: Numeric;
  if (typeof value === 'boolean') number = value ? 1 : 0;
  else if (value instanceof Date && to !== 'int') number = Long.fromNumber(value.getTime());
  else if (isNumeric(value)) number = value;
  else if (typeof value === 'string' && to === 'decimal') return Decimal128.fromString(value);
  else if (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) {
    if (to !== 'double' && !/^[+-]?\d+$/.test(value)) fail();
    number = to === 'long' ? Long.fromString(value) : (double(Number(value)) as Numeric);
  } else return fail();
  if (to === 'double') return double(toDouble(number));
  if (to === 'decimal') return asDecimal(number);
  const [least, below] = wholeLimits[to] as readonly [number, number];
  const whole = toDouble(number);
  if (!(whole >= least && whole < below)) {
    throw new CommandError(241, 'Conversion would overflow target type in $convert with no onError value');
  }
  return integer(toBigInt(number) as bigint, to as 'int' | 'long');
}

function converting(to: string): Eager {
  return fixed(1, (value) => convert(to, value));
}

const calendar: Record<string, number> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};

/** Moves a date by an amount of a unit; months and years and time zones are left to mingo's calendar. */
export function movedDate(argument: unknown, sign: 1 | -1): Date | null | undefined {
  const { startDate, unit, amount, timezone } = argument as Record<string, unknown>;
  if (isNull(startDate) || isNull(unit) || isNull(amount)) return null;
  const size = calendar[String(unit)];
  if (size === undefined || timezone !== undefined || !(startDate instanceof Date)) return undefined;
  if (!isNumeric(amount) || !isWhole(amount))
    throw new CommandError(5166405, '$dateAdd expects an integer amount');
  return new Date(startDate.getTime() + sign * size * toDouble(amount));
}

export const eagerOperators: Record<string, Eager> = {
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
  $abs: unary('$abs', Math.abs, true),
  $ceil: unary('$ceil', Math.ceil, true),
  $floor: unary('$floor', Math.floor, true),
  $round: atPlace('$round', halfToEven),
  $trunc: atPlace('$trunc', Math.trunc),
  $sqrt: unary('$sqrt', Math.sqrt),
  $exp: unary('$exp', Math.exp),
  $ln: unary('$ln', Math.log),
  $log10: unary('$log10', Math.log10),
  $pow: fixed(2, (a, b) => {
    if (isNull(a) || isNull(b)) return null;
    const result = toDouble(numberOf('$pow', a)) ** toDouble(numberOf('$pow', b));
    return typeName(a) === 'int' && typeName(b) === 'int' && Number.isSafeInteger(result)
      ? integer(BigInt(result))
      : double(result);
  }),
  $rand: { evaluate: () => Math.random() },
  $sum: { evaluate: (args) => sumOf(listed(args)) },
  $avg: { evaluate: (args) => averageOf(listed(args)) },
  $min: { evaluate: (args) => extremeOf(listed(args), -1) },
  $max: { evaluate: (args) => extremeOf(listed(args), 1) },
  $type: fixed(1, typeName),
  $isNumber: fixed(1, isNumeric),
  $toString: converting('string'),
  $toInt: converting('int'),
  $toLong: converting('long'),
  $toDouble: converting('double'),
  $toDecimal: converting('decimal'),
  $toBool: converting('bool'),
  $toDate: converting('date'),
  $toObjectId: converting('objectId'),
  $isArray: fixed(1, Array.isArray),
  $size: fixed(1, (array) => arrayOf('$size', array).length),
  $in: fixed(2, (value, array) => arrayOf('$in', array).some((entry) => equalValues(entry, value))),
  $indexOfArray: fixed(2, (array, value) =>
    isNull(array) ? null : arrayOf('$indexOfArray', array).findIndex((entry) => equalValues(entry, value)),
  ),
  $arrayElemAt: fixed(2, (array, index) => element('$arrayElemAt', array, index)),
  $first: fixed(1, (array) => element('$first', array, 0)),
  $last: fixed(1, (array) => element('$last', array, -1)),
  $concatArrays: {
    evaluate: (args) => (args.some(isNull) ? null : args.flatMap((array) => arrayOf('$concatArrays', array))),
  },
  $reverseArray: fixed(1, (array) => (isNull(array) ? null : [...arrayOf('$reverseArray', array)].reverse())),
  $slice: {
    takes: [2, 3],
    evaluate: ([array, from, count]) => {
      if (isNull(array) || isNull(from)) return null;
      const list = arrayOf('$slice', array);
      const start = toDouble(numberOf('$slice', from));
      if (count === undefined) return start < 0 ? list.slice(start) : list.slice(0, start);
      const first = start < 0 ? Math.max(0, list.length + start) : start;
      return list.slice(first, first + toDouble(numberOf('$slice', count)));
    },
  },
  $range: {
    takes: [2, 3],
    evaluate: (args) => {
      const [start, end, step = 1] = args.map((value) => toDouble(numberOf('$range', value))) as [
        number,
        number,
        number?,
      ];
      if (step === 0) throw new CommandError(34449, '$range requires a non-zero step value');
      const count = Math.max(0, Math.ceil((end - start) / step));
      return Array.from({ length: count }, (_, i) => start + i * step);
    },
  },
  $setUnion: sets('$setUnion', (all) => [...new Map(all.flatMap((set) => [...set])).values()]),
  $setIntersection: sets('$setIntersection', ([first, ...rest]) =>
    [...(first ?? [])].filter(([key]) => rest.every((set) => set.has(key))).map(([, value]) => value),
  ),
  $setDifference: sets('$setDifference', ([a, b]) =>
    [...(a ?? [])].filter(([key]) => !b?.has(key)).map(([, value]) => value),
  ),
  $setIsSubset: sets('$setIsSubset', ([a, b]) => [...(a ?? [])].every(([key]) => b?.has(key))),
  $setEquals: sets('$setEquals', ([first, ...rest]) =>
    rest.every((set) => set.size === first?.size && [...set.keys()].every((key) => first.has(key))),
  ),
  $allElementsTrue: fixed(1, (array) => arrayOf('$allElementsTrue', array).every(isTruthy)),
  $anyElementTrue: fixed(1, (array) => arrayOf('$anyElementTrue', array).some(isTruthy)),
  $mergeObjects: { evaluate: (args) => mergeObjects(listed(args)) },
  $objectToArray: fixed(1, (value) => {
    if (isNull(value)) return null;
    if (!isDocument(value)) throw new CommandError(40390, '$objectToArray requires a document input');
    return Object.entries(value).map(([k, v]) => ({ k, v }));
  }),
  $arrayToObject: fixed(1, (array) => {
    if (isNull(array)) return null;
    const result: Doc = {};
    for (const entry of arrayOf('$arrayToObject', array)) {
      const [k, v] = Array.isArray(entry) ? (entry as unknown[]) : [(entry as Doc)['k'], (entry as Doc)['v']];
      setField(result, String(k), v);
    }
    return result;
  }),
  $getField: fixed(1, (argument) => {
    const { field, input } = argument as { field?: unknown; input?: unknown };
    if (typeof field !== 'string') return refuse("$getField without 'field' and 'input'");
    return isDocument(input) ? input[field] : undefined;
  }),
  $setField: fixed(1, (argument) => {
    const { field, input, value } = argument as { field?: unknown; input?: unknown; value?: unknown };
    if (isNull(input)) return null;
    const result = deepCopy(input) as Doc;
    if (value === undefined) delete result[String(field)];
    else setField(result, String(field), value);
    return result;
  }),
  $concat: {
    evaluate: (args) => (args.some(isNull) ? null : args.map((value) => concatenable(value)).join('')),
  },
  $toLower: fixed(1, (value) => text('$toLower', value).toLowerCase()),
  $toUpper: fixed(1, (value) => text('$toUpper', value).toUpperCase()),
  $strcasecmp: fixed(2, (a, b) =>
    compareValues(text('$strcasecmp', a).toUpperCase(), text('$strcasecmp', b).toUpperCase()),
  ),
  $regexMatch: fixed(1, (argument) => match(argument) !== null),
};

function concatenable(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new CommandError(
    16702,
    `$concat only supports strings, not ${rankOf(value) === 10 ? 'numbers' : typeName(value)}`,
  );
}
