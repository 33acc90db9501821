import { Double } from 'bson';
import { double, typeName } from './bson-values.ts';

/** The arithmetic of BSON's ints, longs and doubles, which keeps the wider kind of its operands. */
export type Numeric = number | Double | bigint;

export function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Double;
}

/** What JavaScript compares by value, a number with a bigint as well. */
function exact(value: Numeric): number | bigint {
  return value instanceof Double ? value.value : value;
}

/** The nearest double. */
export function toDouble(value: Numeric): number {
  return Number(exact(value));
}

/** Whether the value is a whole number that a long can hold. */
export function isWhole(value: Numeric): boolean {
  const number = exact(value);
  return typeof number === 'bigint' || (Number.isInteger(number) && Math.abs(number) < 2 ** 63);
}

/** By value, whatever the kinds; NaN stands below every other number and equals itself. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  const [x, y] = [exact(a), exact(b)];
  if (x < y) return -1;
  if (x > y) return 1;
  return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
}

/** Text that is the same for equal numbers of any kind. */
export function numberKey(value: Numeric): string {
  const number = exact(value);
  return String(Number.isInteger(number) ? BigInt(number) : number);
}

/**
 * Adds any number of values in the widest of their kinds: whole numbers exactly, doubles with what each addition
 * rounds away (Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", 1974).
 */
export function sum(values: readonly Numeric[]): Numeric {
  const doubles = values.filter((value) => typeName(value) === 'double');
  const others = values.filter((value) => typeName(value) !== 'double');
  const whole = others.reduce<bigint>((total, value) => total + BigInt(exact(value)), 0n);
  const isLong = others.some((value) => typeof value === 'bigint');
  if (doubles.length === 0) return fitting(whole, isLong) ?? Number(whole);
  let [high, low] = [Number(whole), Number(whole - BigInt(Number(whole)))];
  for (const value of doubles.map(toDouble)) {
    const next = high + value;
    low += Math.abs(high) < Math.abs(value) ? value - next + high : high - next + value;
    high = next;
  }
  return double(Number.isFinite(high) ? high + low : high) as Numeric;
}

/** A whole number as an int, unless it has to be a long; `undefined` if it is too large even for that. */
function fitting(whole: bigint, long: boolean): Numeric | undefined {
  if (!long && BigInt.asIntN(32, whole) === whole) return Number(whole);
  return BigInt.asIntN(64, whole) === whole ? whole : undefined;
}

/** JavaScript's own operators, which take two numbers as well as two bigints. */
const operations = {
  add: (a: number, b: number) => a + b,
  subtract: (a: number, b: number) => a - b,
  multiply: (a: number, b: number) => a * b,
};
export type Operation = keyof typeof operations;

/**
 * Computes `a` and `b` in the wider of their kinds. An int grows into a long when it must; a long that is too small
 * gives `undefined`, which an update reports and an expression turns into a double.
 */
export function calculate(operation: Operation, a: Numeric, b: Numeric): Numeric | undefined {
  const operate = operations[operation];
  const kinds = [typeName(a), typeName(b)];
  if (kinds.includes('double')) return double(operate(toDouble(a), toDouble(b))) as Numeric;
  const [x, y] = [a, b].map((value) => BigInt(exact(value))) as unknown as [number, number];
  return fitting(BigInt(operate(x, y)), kinds.includes('long'));
}
