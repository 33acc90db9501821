import { Context, evalExpr, ProcessingMode } from 'mingo/core';
import * as dates from 'mingo/operators/expression/date';
import { $literal } from 'mingo/operators/expression';
import * as strings from 'mingo/operators/expression/string';
import { isDocument } from './bson-values.ts';
import { CommandError, refuse } from './command-error.ts';
import { isNumeric, toDouble } from './numbers.ts';

/**
 * Expression operators on strings and calendars, as mingo has them. They get arguments that are already
 * evaluated, as literals, so that none of mingo's own rules about paths and types apply. Concatenation,
 * case and the operators with regular expressions are our own, because there mingo is lenient.
 */
const operators: Record<string, unknown> = { ...strings, ...dates };
const own = ['$concat', '$toLower', '$toUpper', '$regexMatch', '$regexFind', '$regexFindAll', '$strcasecmp'];
export const borrowedOperators: ReadonlySet<string> = new Set(
  Object.keys(operators).filter((name) => name.startsWith('$') && !own.includes(name)),
);

const options = {
  idKey: '_id',
  processingMode: ProcessingMode.CLONE_OFF,
  useStrictMode: true,
  scriptEnabled: false,
  failOnError: true,
  context: Context.init({ expression: { ...strings, ...dates, $literal } as never }),
};

export function evaluateBorrowed(operator: string, argument: unknown): unknown {
  try {
    return evalExpr({}, { [operator]: literals(operator, argument) } as never, options as never);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(2, `${operator}: ${(error as Error).message}`);
  }
}

function literals(operator: string, argument: unknown): unknown {
  if (Array.isArray(argument)) return argument.map((value) => literal(operator, value));
  if (!isDocument(argument)) return literal(operator, argument);
  return Object.fromEntries(
    Object.entries(argument).map(([name, value]) => [name, literal(operator, value)]),
  );
}

function literal(operator: string, value: unknown): unknown {
  if (value === undefined) return { $literal: null };
  if (isNumeric(value)) return { $literal: toDouble(value) };
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || value instanceof Date) {
    return { $literal: value };
  }
  return refuse(`this kind of argument to ${operator}`);
}
