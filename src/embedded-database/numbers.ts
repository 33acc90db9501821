import { Decimal128, Double, Long } from 'bson';
import { double, typeName } from './bson-values.ts';
import { refuse } from './command-error.ts';

/** The arithmetic of BSON's four kinds of number, which keeps the wider kind of its operands. */
export type Numeric = number | Double | Long | Decimal128;
export type NumberKind = 'int' | 'long' | 'double' | 'decimal';

/** An exact decimal: coefficient times ten to the exponent. */
interface Exact {
  coefficient: bigint;
  exponent: number;
}

const width: Record<NumberKind, number> = { int: 0, long: 1, double: 2, decimal: 3 };

export function isNumeric(value: unknown): value is Numeric {
  return (
    typeof value === 'number' ||
    value instanceof Double ||
    value instanceof Decimal128 ||
    (value instanceof Long && typeName(value) === 'long')
  );
}

export function kindOf(value: Numeric): NumberKind {
  return typeName(value) as NumberKind;
}

/** The nearest double. */
export function toDouble(value: Numeric): number {
  if (typeof value === 'number') return value;
  if (value instanceof Double) return value.value;
  if (value instanceof Long) return value.toNumber();
  return Number(value.toString());
}

/** An integer as an int if it fits, else as a long; undefined when even that is too small. */
export function integer(value: bigint, atLeast: NumberKind = 'int'): Numeric | undefined {
  if (atLeast === 'int' && value >= -(2n ** 31n) && value < 2n ** 31n) return Number(value);
  if (value >= -(2n ** 63n) && value < 2n ** 63n) return Long.fromBigInt(value);
  return undefined;
}

export function toBigInt(value: Numeric): bigint | undefined {
  if (value instanceof Long) return value.toBigInt();
  const exact = exactOf(value);
  if (exact === undefined) return undefined;
  if (exact.exponent >= 0) return exact.coefficient * 10n ** BigInt(exact.exponent);
  const scale = 10n ** BigInt(-exact.exponent);
  return exact.coefficient / scale;
}

/** Whether the value is a whole number that a long can hold. */
export function isWhole(value: Numeric): boolean {
  if (value instanceof Long) return true;
  const number = toDouble(value);
  return Number.isInteger(number) && Math.abs(number) < 2 ** 63;
}

export function compareNumbers(a: Numeric, b: Numeric): number {
  if (typeof a === 'number' && typeof b === 'number') return compareDoubles(a, b);
  const x = toDouble(a);
  const y = toDouble(b);
  if (!Number.isFinite(x) || !Number.isFinite(y) || Math.abs(x - y) > Math.abs(x) * 1e-12) {
    return compareDoubles(x, y);
  }
  const p = exactOf(a) as Exact;
  const q = exactOf(b) as Exact;
  const least = Math.min(p.exponent, q.exponent);
  const left = p.coefficient * 10n ** BigInt(p.exponent - least);
  const right = q.coefficient * 10n ** BigInt(q.exponent - least);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** NaN stands below every other number and equals itself. */
function compareDoubles(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1;
}

/** Text that is the same for equal numbers of any kind. */
export function numberKey(value: Numeric): string {
  const number = toDouble(value);
  if (typeof value === 'number' || value instanceof Double) return String(number === 0 ? 0 : number);
  if (!Number.isFinite(number) || compareNumbers(value, number) === 0)
    return String(number === 0 ? 0 : number);
  const { coefficient, exponent } = exactOf(value) as Exact;
  const digits = coefficient.toString().replace(/0+$/, '');
  return `${digits}e${exponent + coefficient.toString().length - digits.length}`;
}

export type Operation = 'add' | 'subtract' | 'multiply' | 'divide' | 'mod';

/**
 * Computes `a` and `b` in the wider of their kinds; decimals, which nobody here calculates with, are refused. An int grows into a long when it must; a long that is too
 * small gives `undefined`, which an update reports and an expression turns into a double.
 */
export function calculate(operation: Operation, a: Numeric, b: Numeric): Numeric | undefined {
  const kindA = kindOf(a);
  const kindB = kindOf(b);
  const kind = width[kindA] >= width[kindB] ? kindA : kindB;
  if (kind === 'decimal') refuse('arithmetic with decimals');
  if (kind === 'double' || operation === 'divide') {
    return double(doubleOperation(operation, toDouble(a), toDouble(b))) as Numeric;
  }
  const x = toBigInt(a) as bigint;
  const y = toBigInt(b) as bigint;
  const result =
    operation === 'add' ? x + y : operation === 'subtract' ? x - y : operation === 'mod' ? x % y : x * y;
  return integer(result, kind);
}

function doubleOperation(operation: Operation, a: number, b: number): number {
  switch (operation) {
    case 'add':
      return a + b;
    case 'subtract':
      return a - b;
    case 'multiply':
      return a * b;
    case 'divide':
      return a / b;
    case 'mod':
      return a % b;
  }
}

function exactOf(value: Numeric): Exact | undefined {
  if (value instanceof Long) return { coefficient: value.toBigInt(), exponent: 0 };
  if (value instanceof Decimal128) {
    const parts = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/.exec(value.toString());
    if (parts === null) return undefined;
    const [, sign, whole, fraction = '', power = '0'] = parts;
    return { coefficient: BigInt(`${sign}${whole}${fraction}`), exponent: Number(power) - fraction.length };
  }
  let number = toDouble(value);
  if (!Number.isFinite(number)) return undefined;
  let halvings = 0;
  while (!Number.isInteger(number)) {
    number *= 2;
    halvings++;
  }
  // A double is an integer over a power of two, and 1 / 2^n is 5^n / 10^n.
  return { coefficient: BigInt(number) * 5n ** BigInt(halvings), exponent: -halvings };
}
