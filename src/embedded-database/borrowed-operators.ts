import { BSONRegExp } from 'bson';
import { Context, evalExpr, ProcessingMode } from 'mingo/core';
import * as mingo from 'mingo/operators/expression';
import { type Doc, isDocument } from './bson-values.ts';
import { CommandError, fail, refuse } from './command-error.ts';
import { isNumeric, isWhole, kindOf, toDouble } from './numbers.ts';
import { compileRegex } from './regular-expression.ts';

/** What runs code, and what would answer otherwise than MongoDB. */
const notLent =
  '$function $sampleRate $toHashedIndexKey $toDecimal $sortArray $minN $maxN $median $percentile $sigmoid'.split(
    ' ',
  );

/** Operators for any number of arguments; for the others a list of one is the same as its only element. */
const variadic =
  '$bitAnd $bitOr $bitXor $concat $concatArrays $mergeObjects $setEquals $setIntersection $setUnion'.split(
    ' ',
  );

const lent: Record<string, unknown> = Object.fromEntries(
  Object.entries(mingo).filter(([name]) => name.startsWith('$') && !notLent.includes(name)),
);

const options = {
  idKey: '_id',
  processingMode: ProcessingMode.CLONE_OFF,
  useStrictMode: true,
  scriptEnabled: false,
  failOnError: true,
  context: Context.init({ expression: lent as never }),
};

export function isBorrowed(operator: string): boolean {
  return Object.hasOwn(lent, operator);
}

/**
 * The expression operators that are mingo's: strings, calendars, sets and the rest of arrays and mathematics. They
 * get arguments that are already evaluated, as literals, so that none of mingo's own rules about paths apply.
 */
export function evaluateBorrowed(
  operator: string,
  argument: unknown,
  form: 'list' | 'names' | 'value',
): unknown {
  const literal = (value: unknown): unknown => ({ $literal: plain(operator, value) });
  const many = variadic.includes(operator);
  let wrapped: unknown;
  if (form === 'list') {
    const list = (argument as unknown[]).map(literal);
    wrapped = list.length === 1 && !many ? list[0] : list;
  } else if (many) wrapped = [literal(argument)];
  else if (form === 'value') wrapped = literal(argument);
  else {
    const entries = Object.entries(argument as Doc);
    wrapped = Object.fromEntries(entries.map(([name, value]) => [name, literal(value)]));
  }
  try {
    return evalExpr({}, { [operator]: wrapped } as never, options as never);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    fail(2, `${operator}: ${(error as Error).message}`);
  }
}

const comparing = /^\$(set(Union|Intersection|Difference|Equals|IsSubset)|indexOfArray)$/;

/** Numbers as mingo knows them; a number that a double cannot hold is refused rather than rounded. */
function plain(operator: string, value: unknown): unknown {
  if (value instanceof BSONRegExp) return compileRegex(value);
  if (Array.isArray(value)) {
    // Mingo finds documents equal whose fields stand in another order.
    if (comparing.test(operator) && value.some(isDocument)) refuse(`documents in ${operator}`);
    return value.map((element) => plain(operator, element));
  }
  if (isDocument(value))
    return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, plain(operator, inner)]));
  if (!isNumeric(value)) return value;
  const number = toDouble(value);
  if (!isWhole(value) || Math.abs(number) < 2 ** 53) return number;
  return refuse(`a ${kindOf(value)} of this size in ${operator}`);
}
