import { evaluateBorrowed, isBorrowed } from './borrowed-operators.ts';
import { type Doc, has, isDocument, setField } from './bson-values.ts';
import { type CompareStrings, compileCollation } from './collation.ts';
import { fail, refuse } from './command-error.ts';
import { eagerOperators } from './expression-operators.ts';
import { isNumeric, toDouble } from './numbers.ts';

type Variables = Readonly<Record<string, unknown>>;

/** What an expression can see: the document at hand, the variables around it, and an order of strings. */
export class Scope {
  readonly root: unknown;
  readonly variables: Variables;
  /** The order of strings, where it is not the binary one. */
  readonly collation: CompareStrings | undefined;

  constructor(root?: unknown, variables: Variables = {}, collation?: CompareStrings) {
    this.root = root;
    this.variables = variables;
    this.collation = collation;
  }

  within(root: unknown): Scope {
    return new Scope(root, this.variables, this.collation);
  }

  with(variables: Variables): Scope {
    return new Scope(this.root, { ...this.variables, ...variables }, this.collation);
  }

  /** For a command, or a part of one, that asks for an order of strings. */
  ordering(collation: unknown): Scope {
    return new Scope(this.root, this.variables, compileCollation(collation));
  }
}

/** An expression ready to be evaluated; `undefined` is a missing value. */
export type Evaluate = (scope: Scope) => unknown;

export function isTruthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumeric(value) || toDouble(value) !== 0;
}

/**
 * Turns an aggregation expression into a function. Comparison, arithmetic, conditions, arrays and conversions
 * are our own, so that every BSON type keeps its order and its kind; the others are borrowed from mingo. An
 * operator that is neither is refused by name.
 */
export function compileExpression(expression: unknown): Evaluate {
  if (typeof expression === 'string' && expression.startsWith('$')) return compilePath(expression);
  if (Array.isArray(expression)) {
    const elements = expression.map(compileExpression);
    return (scope) => elements.map((element) => element(scope) ?? null);
  }
  if (!isDocument(expression)) return () => expression;
  const [operator, ...others] = Object.keys(expression);
  if (operator?.startsWith('$')) {
    if (others.length > 0) fail(15983, `An expression must have exactly one field: ${operator},${others}`);
    return compileOperator(operator, expression[operator]);
  }
  const dotted = Object.keys(expression).find((key) => key.includes('.'));
  if (dotted !== undefined) fail(16412, `FieldPath field names may not contain '.', found ${dotted}`);
  return compileFields(expression);
}

function compileFields(fields: Doc): (scope: Scope) => Doc {
  const compiled = Object.entries(fields).map(([key, value]) => [key, compileExpression(value)] as const);
  return (scope) => {
    const result: Doc = {};
    for (const [key, evaluate] of compiled) {
      const value = evaluate(scope);
      if (value !== undefined) setField(result, key, value);
    }
    return result;
  };
}

/** The variables of a `let`; one whose value is missing is a variable all the same. */
export function compileVariables(spec: Doc): (scope: Scope) => Variables {
  const compiled = Object.entries(spec).map(([name, value]) => [name, compileExpression(value)] as const);
  return (scope) => Object.fromEntries(compiled.map(([name, evaluate]) => [name, evaluate(scope)]));
}

function compilePath(text: string): Evaluate {
  const variable = text.startsWith('$$');
  const parts = text.slice(variable ? 2 : 1).split('.');
  if (parts.includes('')) fail(15998, 'FieldPath field names may not be empty strings.');
  if (!variable) return (scope) => readPath(scope.root, parts, 0);
  const [name = '', ...rest] = parts;
  if (name === 'ROOT' || name === 'CURRENT') return (scope) => readPath(scope.root, rest, 0);
  if (name === 'REMOVE') return () => undefined;
  if (['CLUSTER_TIME', 'USER_ROLES', 'SEARCH_META'].includes(name)) refuse(`$$${name}`);
  return ({ variables }) => {
    if (!has(variables, name)) fail(17276, `Use of undefined variable: ${name}`);
    return readPath(variables[name], rest, 0);
  };
}

/** A path inside an expression: arrays give the array of what their sub-documents have there. */
export function readPath(value: unknown, parts: readonly string[], at: number): unknown {
  if (at === parts.length) return value;
  if (Array.isArray(value))
    return value.map((element) => readPath(element, parts, at)).filter((found) => found !== undefined);
  const part = parts[at] as string;
  return isDocument(value) && has(value, part) ? readPath(value[part], parts, at + 1) : undefined;
}

function compileOperator(operator: string, argument: unknown): Evaluate {
  if (Object.hasOwn(lazyOperators, operator)) return (lazyOperators[operator] as Lazy)(argument);
  const eager = Object.hasOwn(eagerOperators, operator) ? eagerOperators[operator] : undefined;
  if (eager !== undefined) {
    const list = expressions(argument);
    if (eager.takes !== undefined && list.length !== eager.takes)
      fail(16020, `${operator} takes exactly ${eager.takes} arguments, not ${list.length}`);
    return (scope) => eager.evaluate(list.map((evaluate) => evaluate(scope)));
  }
  if (!isBorrowed(operator)) fail(168, `Unrecognized expression '${operator}'`);
  // Written as a list, arguments come one by one; written as a document, by name; else there is one.
  if (Array.isArray(argument)) {
    const list = argument.map(compileExpression);
    return (scope) => {
      const values = list.map((evaluate) => evaluate(scope));
      return evaluateBorrowed(operator, values, 'list');
    };
  }
  const form = isDocument(argument) && !Object.keys(argument)[0]?.startsWith('$') ? 'names' : 'value';
  const evaluate = compileExpression(argument);
  return (scope) => evaluateBorrowed(operator, evaluate(scope), form);
}

function expressions(argument: unknown): Evaluate[] {
  return (Array.isArray(argument) ? argument : [argument]).map(compileExpression);
}

type Lazy = (argument: unknown) => Evaluate;

/** Operators that decide themselves when, or with which variables, an argument is evaluated. */
const lazyOperators: Record<string, Lazy> = {
  $literal: (argument) => () => argument,
  $expr: compileExpression,
  $and: (argument) => {
    const list = expressions(argument);
    return (scope) => list.every((evaluate) => isTruthy(evaluate(scope)));
  },
  $or: (argument) => {
    const list = expressions(argument);
    return (scope) => list.some((evaluate) => isTruthy(evaluate(scope)));
  },
  $cond: (argument) => {
    const list = isDocument(argument) ? [argument['if'], argument['then'], argument['else']] : argument;
    const [test, yes, no, ...others] = expressions(list);
    if (!test || !yes || !no || others.length > 0) fail(16020, '$cond takes exactly 3 arguments');
    return (scope) => (isTruthy(test(scope)) ? yes(scope) : no(scope));
  },
  $ifNull: (argument) => {
    const list = expressions(argument);
    if (list.length < 2) fail(1257300, '$ifNull needs at least two arguments');
    return (scope) => {
      let value: unknown;
      for (let i = 0; i < list.length && (value === undefined || value === null); i++)
        value = list[i]?.(scope);
      return value;
    };
  },
  $switch: (argument) => {
    const { branches, default: otherwise } = isDocument(argument) ? argument : ({} as Doc);
    if (!Array.isArray(branches)) fail(40060, '$switch requires branches');
    const cases = (branches as Doc[]).map((each) => [each['case'], each['then']].map(compileExpression));
    const last = otherwise === undefined ? undefined : compileExpression(otherwise);
    return (scope) => {
      const chosen = cases.find(([test]) => isTruthy(test?.(scope)))?.[1] ?? last;
      if (chosen !== undefined) return chosen(scope);
      fail(40066, '$switch has no matching branch and no default');
    };
  },
  $let: (argument) => {
    const { vars } = named('$let', argument, ['vars', 'in']);
    const { in: inside } = argument as Doc;
    if (!isDocument(vars)) fail(16876, "$let needs 'vars' and 'in'");
    const [variables, body] = [compileVariables(vars), compileExpression(inside)];
    return (scope) => body(scope.with(variables(scope)));
  },
  $map: (argument) => {
    const { in: inside, as = 'this' } = named('$map', argument, ['input', 'in'], ['as']);
    const each = compileExpression(inside);
    return overArray('$map', argument, (array, scope) =>
      array.map((element) => each(scope.with({ [String(as)]: element })) ?? null),
    );
  },
  $filter: (argument) => {
    const { cond, as = 'this', limit } = named('$filter', argument, ['input', 'cond'], ['as', 'limit']);
    const [test, most] = [compileExpression(cond), compileExpression(limit)];
    return overArray('$filter', argument, (array, scope) => {
      const kept = array.filter((element) => isTruthy(test(scope.with({ [String(as)]: element }))));
      const count = most(scope);
      return isNumeric(count) ? kept.slice(0, toDouble(count)) : kept;
    });
  },
  $reduce: (argument) => {
    const { initialValue, in: inside } = named('$reduce', argument, ['input', 'initialValue', 'in']);
    const [first, next] = [compileExpression(initialValue), compileExpression(inside)];
    return overArray('$reduce', argument, (array, scope) =>
      array.reduce<unknown>((value, element) => next(scope.with({ value, this: element })), first(scope)),
    );
  },
};

/** The arguments of an operator that takes them by name; unknown ones and missing ones are errors. */
function named(operator: string, argument: unknown, needed: string[], others: string[] = []): Doc {
  if (!isDocument(argument)) fail(9, `${operator} needs an object as its argument`);
  for (const name of Object.keys(argument))
    if (![...needed, ...others].includes(name)) fail(9, `Unrecognized parameter to ${operator}: ${name}`);
  for (const name of needed) if (!has(argument, name)) fail(9, `Missing '${name}' parameter to ${operator}`);
  return argument;
}

/** Works on the array that `input` gives; what is null stays so. */
function overArray(
  operator: string,
  argument: unknown,
  use: (array: unknown[], scope: Scope) => unknown,
): Evaluate {
  const input = compileExpression((argument as Doc)['input']);
  return (scope) => {
    const array = input(scope);
    if (array === null || array === undefined) return null;
    if (!Array.isArray(array)) fail(28689, `input to ${operator} must be an array`);
    return use(array, scope);
  };
}
