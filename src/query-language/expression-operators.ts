import { type Doc, double, has, isDocument, typeName, validDate } from './bson-values.ts';
import { fail } from './command-error.ts';
import { compareValues } from './compare-values.ts';
import { compileExpression, type Evaluate, isTruthy, type Scope } from './expression.ts';
import { calculate, isNumeric, type Numeric, toDouble } from './numbers.ts';

/** Makes a function of what stands behind an operator. */
type Compile = (argument: unknown, operator: string) => Evaluate;

const isNull = (value: unknown): value is null | undefined => value === null || value === undefined;

type Lazy = (scope: Scope, args: Evaluate[], operator: string) => unknown;
type Eager = (args: unknown[], operator: string) => unknown;

const many = Number.POSITIVE_INFINITY;

/** An operator that decides itself which of its arguments to evaluate, with bounds on their number. */
function lazy(evaluate: Lazy, least = 0, most = least || many): Compile {
  return (argument, operator) => {
    const args = (Array.isArray(argument) ? argument : [argument]).map(compileExpression);
    if (args.length >= least && args.length <= most) return (scope) => evaluate(scope, args, operator);
    fail(16020, `${operator} does not take ${args.length} arguments`);
  };
}

/** An operator whose arguments are all evaluated before it. */
function eager(evaluate: Eager, takes?: number): Compile {
  return lazy((scope, args, operator) => {
    const values = args.map((arg) => arg(scope));
    return evaluate(values, operator);
  }, takes);
}

function ordered(holds: (order: number) => boolean): Compile {
  return eager(([a, b]) => holds(compareValues(a, b)), 2);
}

/** The value, which has to be of a type as `$type` tells it. */
export function typed<T>(value: unknown, type: string, code: number, who: string): T {
  if (typeName(value) === type) return value as T;
  fail(code, `${who} needs a value of type ${type}, not ${typeName(value)}`);
}

/** What an operator takes by name, in the order of the names; it has to be all of them and no other. */
function named(operator: string, argument: unknown, names: string[]): unknown[] {
  const given = typed<Doc>(argument, 'object', 9, operator);
  const missing = names.find((name) => !has(given, name));
  const wrong = missing ?? Object.keys(given).find((name) => !names.includes(name));
  if (wrong !== undefined) fail(9, `Missing or unrecognized parameter to ${operator}: ${wrong}`);
  return names.map((name) => given[name]);
}

/** Calculates with two values; a date moves by milliseconds, and a long that is too small becomes a double. */
export function arithmetic(operation: 'add' | 'subtract', a: unknown, b: unknown): unknown {
  if (isNull(a) || isNull(b)) return null;
  if (a instanceof Date && b instanceof Date && operation === 'subtract')
    return BigInt(a.getTime() - b.getTime());
  if (b instanceof Date && !(a instanceof Date) && operation === 'add') return arithmetic(operation, b, a);
  if (a instanceof Date && isNumeric(b)) {
    const by = toDouble(b) * (operation === 'add' ? 1 : -1);
    return validDate(new Date(a.getTime() + Math.sign(by) * Math.round(Math.abs(by))));
  }
  if (!isNumeric(a) || !isNumeric(b))
    fail(14, `$${operation} does not support ${typeName(isNumeric(a) ? b : a)}`);
  return calculate(operation, a, b) ?? calculate(operation, double(toDouble(a)) as Numeric, b);
}

/** Makes a function that gives the least or the greatest of the values that are not null. */
export function extreme(sign: 1 | -1): (values: unknown[]) => unknown {
  return (values) =>
    values.filter((value) => !isNull(value)).sort((a, b) => compareValues(a, b) * sign)[0] ?? null;
}

const choose = lazy((scope, [test, yes, no]) => (isTruthy(test?.(scope)) ? yes : no)?.(scope), 3);

/**
 * Every operator of expressions that there is. They are written out rather than taken from a library, so that
 * every BSON type keeps its order and its kind, and null and missing values stay apart.
 */
export const operators: Readonly<Record<string, Compile>> = {
  $literal: (argument) => () => argument,
  $eq: ordered((order) => order === 0),
  $ne: ordered((order) => order !== 0),
  $gt: ordered((order) => order > 0),
  $gte: ordered((order) => order >= 0),
  $lt: ordered((order) => order < 0),
  $lte: ordered((order) => order <= 0),
  $and: lazy((scope, args) => args.every((evaluate) => isTruthy(evaluate(scope)))),
  $or: lazy((scope, args) => args.some((evaluate) => isTruthy(evaluate(scope)))),
  $not: eager(([value]) => !isTruthy(value), 1),
  $cond: (argument, operator) =>
    choose(isDocument(argument) ? named(operator, argument, ['if', 'then', 'else']) : argument, operator),
  $ifNull: lazy((scope, args) => args.reduce<unknown>((value, next) => value ?? next(scope), null), 2, many),
  $add: eager((args) => args.reduce((total, value) => arithmetic('add', total, value), 0)),
  $subtract: eager(([a, b]) => arithmetic('subtract', a, b), 2),
  // A single argument that is an array stands for its elements.
  $max: eager((args) => extreme(-1)(args.length === 1 && Array.isArray(args[0]) ? args[0] : args)),
  $type: eager(([value]) => typeName(value), 1),
  $setField: (argument, operator) => {
    const [field, ...others] = named(operator, argument, ['field', 'input', 'value']);
    const name = isDocument(field) ? field['$literal'] : field;
    if (typeof name !== 'string' || (name === field && name.startsWith('$')))
      fail(4161106, `${operator} requires 'field' to be a constant string`);
    const setField = eager(([input, value]) => {
      if (isNull(input)) return null;
      const result = { ...typed<Doc>(input, 'object', 4161105, operator), [name]: value };
      if (value === undefined) delete result[name];
      return result;
    });
    return setField(others, operator);
  },
};
