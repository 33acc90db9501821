import { type Doc, has, isDocument, setField } from './bson-values.ts';
import { type CompareStrings, compileCollation } from './collation.ts';
import { fail, refuse } from './command-error.ts';
import { isNumeric, toDouble } from './numbers.ts';
import { evaluateBorrowed, isBorrowed } from './borrowed-operators.ts';
import { eagerOperators } from './expression-operators.ts';

/** What an expression can see: the document at hand and the variables around it. */
export class Scope {
  readonly root: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The order of strings, where it is not the binary one. */
  readonly collation: CompareStrings | undefined;

  constructor(
    root: unknown,
    variables: Readonly<Record<string, unknown>>,
    collation: CompareStrings | undefined = undefined,
  ) {
    this.root = root;
    this.variables = variables;
    this.collation = collation;
  }

  within(root: unknown): Scope {
    return new Scope(root, this.variables, this.collation);
  }

  with(variables: Readonly<Record<string, unknown>>): Scope {
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
  const keys = Object.keys(expression);
  const operator = keys[0];
  if (operator?.startsWith('$')) {
    if (keys.length > 1) {
      fail(15983, `An expression must have exactly one field: ${keys.join()}`);
    }
    return compileOperator(operator, expression[operator]);
  }
  const fields = keys.map((key) => {
    if (key.includes('.')) fail(16412, `FieldPath field names may not contain '.', found ${key}`);
    return [key, compileExpression(expression[key])] as const;
  });
  return (scope) => {
    const result: Doc = {};
    for (const [key, evaluate] of fields) {
      const value = evaluate(scope);
      if (value !== undefined) setField(result, key, value);
    }
    return result;
  };
}

function compilePath(text: string): Evaluate {
  if (!text.startsWith('$$')) {
    const parts = pathParts(text.slice(1));
    return (scope) => readPath(scope.root, parts, 0);
  }
  const [name = '', ...rest] = pathParts(text.slice(2));
  if (name === 'ROOT' || name === 'CURRENT') return (scope) => readPath(scope.root, rest, 0);
  if (name === 'REMOVE') return () => undefined;
  if (['CLUSTER_TIME', 'USER_ROLES', 'SEARCH_META'].includes(name)) refuse(`$$${name}`);
  return (scope) => {
    if (!has(scope.variables, name)) fail(17276, `Use of undefined variable: ${name}`);
    return readPath(scope.variables[name], rest, 0);
  };
}

function pathParts(path: string): string[] {
  const parts = path.split('.');
  if (parts.includes('')) fail(15998, 'FieldPath field names may not be empty strings.');
  return parts;
}

/** A path inside an expression: arrays give the array of what their sub-documents have there. */
export function readPath(value: unknown, parts: readonly string[], at: number): unknown {
  if (at === parts.length) return value;
  if (Array.isArray(value)) {
    return value.flatMap((element: unknown) => {
      const found = readPath(element, parts, at);
      return found === undefined ? [] : [found];
    });
  }
  const part = parts[at] as string;
  return isDocument(value) && has(value, part) ? readPath(value[part], parts, at + 1) : undefined;
}

function compileOperator(operator: string, argument: unknown): Evaluate {
  const lazy = lazyOperators[operator];
  if (lazy !== undefined) return lazy(argument);
  const eager = eagerOperators[operator];
  if (eager !== undefined) {
    const list = expressions(argument);
    if (eager.takes !== undefined && list.length !== eager.takes) {
      fail(16020, `${operator} takes exactly ${eager.takes} arguments, not ${list.length}`);
    }
    return (scope) => eager.evaluate(list.map((evaluate) => evaluate(scope)));
  }
  if (isBorrowed(operator)) {
    // Written as a list, arguments come one by one; written as a document, by name; else there is one.
    if (Array.isArray(argument)) {
      const list = argument.map(compileExpression);
      return (scope) =>
        evaluateBorrowed(
          operator,
          list.map((evaluate) => evaluate(scope)),
          'list',
        );
    }
    const named = isDocument(argument) && !Object.keys(argument)[0]?.startsWith('$');
    const evaluate = compileExpression(argument);
    return (scope) => evaluateBorrowed(operator, evaluate(scope), named ? 'names' : 'value');
  }
  fail(168, `Unrecognized expression '${operator}'`);
}

/** Operators that decide themselves when, or with which variables, an argument is evaluated. */
const lazyOperators: Record<string, (argument: unknown) => Evaluate> = {
  $literal: (argument) => () => argument,
  $expr: (argument) => compileExpression(argument),
  $and: (argument) => {
    const list = expressions(argument);
    return (scope) => list.every((evaluate) => isTruthy(evaluate(scope)));
  },
  $or: (argument) => {
    const list = expressions(argument);
    return (scope) => list.some((evaluate) => isTruthy(evaluate(scope)));
  },
  $cond: (argument) => {
    const named = isDocument(argument) ? [argument['if'], argument['then'], argument['else']] : argument;
    const list = expressions(named);
    if (list.length !== 3) fail(16020, '$cond takes exactly 3 arguments');
    const [test, yes, no] = list as [Evaluate, Evaluate, Evaluate];
    return (scope) => (isTruthy(test(scope)) ? yes(scope) : no(scope));
  },
  $ifNull: (argument) => {
    const list = expressions(argument);
    if (list.length < 2) fail(1257300, '$ifNull needs at least two arguments');
    return (scope) => {
      let value: unknown;
      for (const evaluate of list) {
        value = evaluate(scope);
        if (value !== undefined && value !== null) break;
      }
      return value;
    };
  },
  $switch: (argument) => {
    const { branches, default: otherwise } = (isDocument(argument) ? argument : {}) as Record<
      string,
      unknown
    >;
    if (!Array.isArray(branches)) fail(40060, '$switch requires branches');
    const cases = (branches as Doc[]).map((branch) =>
      [branch['case'], branch['then']].map(compileExpression),
    );
    const last = otherwise === undefined ? undefined : compileExpression(otherwise);
    return (scope) => {
      const chosen = cases.find(([test]) => isTruthy(test?.(scope)))?.[1] ?? last;
      if (chosen !== undefined) return chosen(scope);
      fail(40066, '$switch has no matching branch and no default');
    };
  },
  $let: (argument) => {
    const { vars, in: inside } = (isDocument(argument) ? argument : {}) as { vars?: unknown; in?: unknown };
    if (!isDocument(vars) || inside === undefined) fail(16876, "$let needs 'vars' and 'in'");
    const variables = Object.entries(vars).map(([name, value]) => [name, compileExpression(value)] as const);
    const body = compileExpression(inside);
    return (scope) =>
      body(scope.with(Object.fromEntries(variables.map(([name, evaluate]) => [name, evaluate(scope)]))));
  },
  $map: (argument) => {
    const part = namedArguments('$map', argument, ['input', 'as', 'in'], ['input', 'in']);
    const as = variableName(argument);
    return overArray('$map', part['input'] as Evaluate, (array, scope) =>
      array.map((element) => (part['in'] as Evaluate)(scope.with({ [as]: element })) ?? null),
    );
  },
  $filter: (argument) => {
    const part = namedArguments('$filter', argument, ['input', 'as', 'cond', 'limit'], ['input', 'cond']);
    const as = variableName(argument);
    return overArray('$filter', part['input'] as Evaluate, (array, scope) => {
      const kept = array.filter((element) =>
        isTruthy((part['cond'] as Evaluate)(scope.with({ [as]: element }))),
      );
      const limit = part['limit']?.(scope);
      return isNumeric(limit) ? kept.slice(0, toDouble(limit)) : kept;
    });
  },
  $reduce: (argument) => {
    const part = namedArguments(
      '$reduce',
      argument,
      ['input', 'initialValue', 'in'],
      ['input', 'initialValue', 'in'],
    );
    return overArray('$reduce', part['input'] as Evaluate, (array, scope) =>
      array.reduce<unknown>(
        (value, element) => (part['in'] as Evaluate)(scope.with({ value, this: element })),
        (part['initialValue'] as Evaluate)(scope),
      ),
    );
  },
};

function expressions(argument: unknown): Evaluate[] {
  return (Array.isArray(argument) ? argument : [argument]).map(compileExpression);
}

/** The arguments of an operator that takes them by name; unknown ones and missing ones are errors. */
function namedArguments(
  operator: string,
  argument: unknown,
  known: string[],
  needed: string[],
): Record<string, Evaluate> {
  if (!isDocument(argument)) fail(9, `${operator} needs an object as its argument`);
  for (const name of Object.keys(argument)) {
    if (!known.includes(name)) fail(9, `Unrecognized parameter to ${operator}: ${name}`);
  }
  for (const name of needed) {
    if (!has(argument, name)) fail(9, `Missing '${name}' parameter to ${operator}`);
  }
  return Object.fromEntries(
    Object.entries(argument).map(([name, value]) => [name, compileExpression(value)]),
  );
}

function variableName(argument: unknown): string {
  const { as = 'this' } = argument as { as?: unknown };
  if (typeof as !== 'string' || as === '') fail(9, "'as' has to be a name");
  return as;
}

function overArray(
  operator: string,
  input: Evaluate,
  use: (array: unknown[], scope: Scope) => unknown,
): Evaluate {
  return (scope) => {
    const array = input(scope);
    if (array === null || array === undefined) return null;
    if (!Array.isArray(array)) fail(28689, `input to ${operator} must be an array`);
    return use(array, scope);
  };
}
