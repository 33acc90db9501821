import { type Doc, has, isDocument } from './bson-values.ts';
import { type CompareStrings, compileCollation } from './collation.ts';
import { fail, refuse } from './command-error.ts';
import { operators } from './expression-operators.ts';
import { isNumeric, toDouble } from './numbers.ts';
import { fieldName } from './paths.ts';

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

/** Turns an aggregation expression into a function. An operator that is not known here is refused by name. */
export function compileExpression(expression: unknown): Evaluate {
  if (typeof expression === 'string' && expression.startsWith('$')) return compilePath(expression);
  if (Array.isArray(expression)) {
    const elements = expression.map(compileExpression);
    return (scope) => elements.map((element) => element(scope) ?? null);
  }
  if (!isDocument(expression)) return () => expression;
  const [first, ...others] = Object.keys(expression);
  if (first?.startsWith('$')) {
    if (others.length > 0) fail(15983, `An expression must have exactly one field: ${first},${others}`);
    const compile = operators[first] ?? refuse(`the expression ${first}`);
    return compile(expression[first], first);
  }
  const wrong = Object.keys(expression).find((key) => /^$|^\$|\./.test(key));
  if (wrong !== undefined)
    fail(16412, `A field name may not be empty, begin with '$' or contain '.': '${wrong}'`);
  const fields = compileVariables(expression);
  return (scope) =>
    Object.fromEntries(Object.entries(fields(scope)).filter(([, value]) => value !== undefined));
}

/** The variables of a `let`; one whose value is missing is a variable all the same. */
export function compileVariables(spec: Doc): (scope: Scope) => Doc {
  const compiled = Object.entries(spec).map(([name, value]) => [name, compileExpression(value)] as const);
  return (scope) => Object.fromEntries(compiled.map(([name, evaluate]) => [name, evaluate(scope)]));
}

function compilePath(text: string): Evaluate {
  const path = text.startsWith('$$') ? text.slice(2) : `CURRENT.${text.slice(1)}`;
  const [name = '', ...parts] = path.split('.');
  if (name === '' || !parts.every((part) => fieldName.test(part))) fail(15998, `Not a path: '${text}'`);
  if (name === 'ROOT' || name === 'CURRENT')
    return ({ root = fail(4890500, `There is no document for ${text}`) }) => readPath(root, parts, 0);
  if (name === 'REMOVE') return () => undefined;
  return ({ variables }) => {
    if (!has(variables, name)) fail(17276, `Use of undefined variable: ${name}`);
    return readPath(variables[name], parts, 0);
  };
}

/** A path inside an expression: arrays give the array of what their sub-documents have there, and no others. */
function readPath(value: unknown, parts: readonly string[], at: number): unknown {
  if (at === parts.length) return value;
  if (Array.isArray(value)) {
    const inside = value.filter(isDocument).map((element) => readPath(element, parts, at));
    return inside.filter((found) => found !== undefined);
  }
  const part = parts[at] as string;
  return isDocument(value) && has(value, part) ? readPath(value[part], parts, at + 1) : undefined;
}
