import { Context, evalExpr, ProcessingMode } from 'mingo/core';
import * as mingo from 'mingo/operators/expression';
import { isDocument } from './bson-values.ts';
import { CommandError, fail, refuse } from './command-error.ts';
import { isNumeric, isWhole, kindOf, toDouble } from './numbers.ts';

/**
 * The expression operators that are mingo's: strings, calendars, sets and the rest of arrays and mathematics. They
 * get arguments that are already evaluated, as literals, so that none of mingo's own rules about paths apply. What
 * runs code, and what would answer wrongly, is left out.
 */
const { $function: _function, $sampleRate, $toHashedIndexKey, $toDecimal, ...lent } = mingo;
const operators: Record<string, unknown> = lent;

const options = {
  idKey: '_id',
  processingMode: ProcessingMode.CLONE_OFF,
  useStrictMode: true,
  scriptEnabled: false,
  failOnError: true,
  context: Context.init({ expression: lent as never }),
};

export function isBorrowed(operator: string): boolean {
  return Object.hasOwn(operators, operator) && operator.startsWith('$');
}

export function evaluateBorrowed(operator: string, argument: unknown): unknown {
  const literal = (value: unknown): unknown => ({ $literal: plain(operator, value) });
  let wrapped = literal(argument);
  if (Array.isArray(argument)) wrapped = argument.map(literal);
  else if (isDocument(argument) && takesNames.has(operator)) {
    wrapped = Object.fromEntries(Object.entries(argument).map(([name, value]) => [name, literal(value)]));
  }
  try {
    return evalExpr({}, { [operator]: wrapped } as never, options as never);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    fail(2, `${operator}: ${(error as Error).message}`);
  }
}

/** Operators whose argument is a set of named arguments rather than a value. */
const takesNames = new Set([
  '$trim',
  '$ltrim',
  '$rtrim',
  '$regexMatch',
  '$regexFind',
  '$regexFindAll',
  '$replaceOne',
  '$replaceAll',
  '$getField',
  '$setField',
  '$unsetField',
  '$sortArray',
  '$zip',
  '$convert',
  '$dateAdd',
  '$dateSubtract',
  '$dateDiff',
  '$dateTrunc',
  '$dateToString',
  '$dateFromString',
  '$dateFromParts',
  '$dateToParts',
  '$year',
  '$month',
  '$week',
  '$hour',
  '$minute',
  '$second',
  '$millisecond',
  '$dayOfMonth',
  '$dayOfWeek',
  '$dayOfYear',
  '$isoWeek',
  '$isoWeekYear',
  '$isoDayOfWeek',
  '$firstN',
  '$lastN',
  '$minN',
  '$maxN',
]);

/** Numbers as mingo knows them; a number that a double cannot hold is refused rather than rounded. */
function plain(operator: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => plain(operator, element));
  if (isDocument(value)) {
    return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, plain(operator, inner)]));
  }
  if (!isNumeric(value)) return value;
  const number = toDouble(value);
  const exact = kindOf(value) !== 'decimal' && (!isWhole(value) || Math.abs(number) < 2 ** 53);
  return exact ? number : refuse(`a ${kindOf(value)} of this size in ${operator}`);
}
