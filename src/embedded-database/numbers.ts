import { Double, Long } from 'bson';
import { double, typeName } from './bson-values.ts';

/** The arithmetic of BSON's ints, longs and doubles, which keeps the wider kind of its operands. */
export type Numeric = number | Double | Long;
export type NumberKind = 'int' | 'long' | 'double';

export function isNumeric(value: unknown): value is Numeric {
  if (typeof value === 'number' || value instanceof Double) return true;
  // A Timestamp is a kind of Long to JavaScript only.
  return value instanceof Long && typeName(value) === 'long';
}

export function kindOf(value: Numeric): NumberKind {
  return typeName(value) as NumberKind;
}

/** The nearest double. */
export function toDouble(value: Numeric): number {
  if (typeof value === 'number') return value;
  return value instanceof Double ? value.value : value.toNumber();
}

/** An integer as an int if it fits, else as a long; undefined when even that is too small. */
export function integer(value: bigint, atLeast: NumberKind = 'int'): Numeric | undefined {
  if (atLeast === 'int' && BigInt.asIntN(32, value) === value) return Number(value);
  return BigInt.asIntN(64, value) === value ? Long.fromBigInt(value) : undefined;
}

/** The whole part; undefined for what is not finite. */
export function toBigInt(value: Numeric): bigint | undefined {
  if (value instanceof Long) return value.toBigInt();
  const whole = Math.trunc(toDouble(value));
  return Number.isFinite(whole) ? BigInt(whole) : undefined;
}

/** Whether the value is a whole number that a long can hold. */
export function isWhole(value: Numeric): boolean {
  if (value instanceof Long) return true;
  const number = toDouble(value);
  return Number.isInteger(number) && Math.abs(number) < 2 ** 63;
}

/** By value, whatever the kinds; NaN stands below every other number and equals itself. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  const [x, y] = [toDouble(a), toDouble(b)];
  if (x !== y || (!(a instanceof Long) && !(b instanceof Long))) {
    if (x < y) return -1;
    if (x > y) return 1;
    return x === y ? 0 : Number(Number.isNaN(y)) - Number(Number.isNaN(x));
  }
  // Equal as doubles, and one is a long, so that both are whole.
  const [p, q] = [toBigInt(a) as bigint, toBigInt(b) as bigint];
  return p < q ? -1 : p > q ? 1 : 0;
}

/** Text that is the same for equal numbers of any kind. */
export function numberKey(value: Numeric): string {
  if (value instanceof Long) return value.toString();
  const number = toDouble(value);
  return Number.isSafeInteger(number) || !Number.isInteger(number)
    ? String(number === 0 ? 0 : number)
    : BigInt(number).toString();
}

const doubles = {
  add: (a: number, b: number) => a + b,
  subtract: (a: number, b: number) => a - b,
  multiply: (a: number, b: number) => a * b,
  divide: (a: number, b: number) => a / b,
  mod: (a: number, b: number) => a % b,
};
const integers = {
  add: (a: bigint, b: bigint) => a + b,
  subtract: (a: bigint, b: bigint) => a - b,
  multiply: (a: bigint, b: bigint) => a * b,
  mod: (a: bigint, b: bigint) => a % b,
};
export type Operation = keyof typeof doubles;

/**
 * Computes `a` and `b` in the wider of their kinds. An int grows into a long when it must; a long that is too small
 * gives `undefined`, which an update reports and an expression turns into a double.
 */
export function calculate(operation: Operation, a: Numeric, b: Numeric): Numeric | undefined {
  const kinds = [kindOf(a), kindOf(b)];
  if (operation === 'divide' || kinds.includes('double'))
    return double(doubles[operation](toDouble(a), toDouble(b))) as Numeric;
  const result = integers[operation](toBigInt(a) as bigint, toBigInt(b) as bigint);
  return integer(result, kinds.includes('long') ? 'long' : 'int');
}
