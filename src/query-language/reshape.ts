import { type Doc, has, isDocument, setField, typeName } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { compileExpression, type Evaluate, type Scope } from './expression.ts';
import { typed } from './expression-operators.ts';
import { isNumeric, toDouble } from './numbers.ts';
import { fieldName } from './paths.ts';

/** Makes one document of another and leaves that one as it is. */
export type Reshape = (document: Doc) => Doc;

/** What becomes of a field: it is kept or not, computed, or its parts have rules of their own. */
type Rule = boolean | Evaluate | Shape;

/** Rules for the fields of a document by their paths, and whether all others are kept. */
export class Shape {
  readonly #others: boolean;
  readonly #rules = new Map<string, Rule>();
  /** Whether a part is computed, so that the whole is there even where nothing was. */
  #computes = false;

  constructor(others: boolean) {
    this.#others = others;
  }

  /** Gives a dotted path its rule. A path with two of them, or inside of another's, is an error. */
  set(path: string, rule: boolean | Evaluate, [part = '', ...rest] = path.split('.')): this {
    if (part === '$') refuse('the positional $ in a projection');
    if (!fieldName.test(part)) fail(16410, `A field may not be named '${part}', in ${path}`);
    const present = this.#rules.get(part);
    const inner = rest.length === 0 ? rule : (present ?? new Shape(this.#others));
    if (rest.length === 0 && present !== undefined) fail(31250, `Path collision at ${path}`);
    if (rest.length > 0 && !(inner instanceof Shape)) fail(31249, `Path collision at ${path}`);
    if (inner instanceof Shape) inner.set(path, rule, rest);
    this.#rules.set(part, inner);
    this.#computes ||= typeof rule === 'function';
    return this;
  }

  /** A copy in this shape, in arrays of each element; a scalar gives way to a document of computed parts. */
  apply(value: unknown, scope: Scope): unknown {
    if (Array.isArray(value))
      return value.map((element) => this.apply(element, scope)).filter((element) => element !== undefined);
    if (!isDocument(value) && !this.#computes) return this.#others ? value : undefined;
    const before = isDocument(value) ? value : {};
    const result: Doc = {};
    // Fields stay in their order; where all others go, what is computed comes after them.
    for (const [field, inner] of Object.entries(before)) {
      const rule = this.#rules.get(field) ?? this.#others;
      if (this.#others || (rule !== false && typeof rule !== 'function')) setField(result, field, inner);
    }
    for (const [field, rule] of this.#rules) {
      const inner = has(before, field) ? before[field] : undefined;
      let after = rule === true ? inner : undefined;
      if (rule instanceof Shape) after = rule.apply(inner, scope);
      else if (typeof rule === 'function') after = rule(scope);
      if (after === undefined) delete result[field];
      else setField(result, field, after);
    }
    return result;
  }
}

/** Turns a projection, of `find` or of an aggregation, into a function; it includes, excludes, or is empty. */
export function compileProjection(spec: Doc, scope: Scope): Reshape {
  const rules = [...flattenSpec(spec)].map(([path, value]) => {
    const flag = isNumeric(value) ? toDouble(value) !== 0 : value;
    if (typeof flag === 'boolean') return [path, flag] as const;
    if (scope.collation !== undefined) refuse('an expression under a collation');
    return [path, compileExpression(value)] as const;
  });
  const [first] = rules;
  if (first === undefined) return (document) => document;
  // `_id` may be kept or left out in both kinds, and decides where it is alone.
  const deciding = rules.filter(([path, rule]) => path !== '_id' || typeof rule === 'function');
  const including = (deciding[0] ?? first)[1] !== false;
  const mixed = deciding.find(([, rule]) => (rule !== false) !== including);
  if (mixed !== undefined)
    fail(including ? 31254 : 31253, `Cannot mix inclusion and exclusion in a projection, at ${mixed[0]}`);
  const shape = new Shape(!including);
  if (including && !rules.some(([path]) => path.split('.')[0] === '_id')) shape.set('_id', true);
  for (const [path, rule] of rules) shape.set(path, rule);
  return (document) => shape.apply(document, scope.within(document)) as Doc;
}

/** Writes `{ a: { b: 1 } }` as `a.b`, leaving operators alone. */
function* flattenSpec(spec: Doc, prefix = ''): Generator<[string, unknown]> {
  for (const [field, value] of Object.entries(spec)) {
    const path = prefix + field;
    const [first] = isDocument(value) ? Object.keys(value) : ['$'];
    if (first === undefined) refuse(`an empty object as a value, at ${path}`);
    if (first.startsWith('$')) yield [path, value];
    else yield* flattenSpec(value as Doc, `${path}.`);
  }
}

/** The stages that make one document of each, which updates have as well; undefined for any other stage. */
export function compileReshape(name: string, argument: unknown, scope: Scope): Reshape | undefined {
  switch (name) {
    case '$set':
    case '$addFields': {
      const shape = new Shape(true);
      const spec = typed<Doc>(argument, 'object', 15959, name);
      if (Object.keys(spec).length === 0) fail(40177, `${name} needs at least one field`);
      for (const [path, value] of flattenSpec(spec)) shape.set(path, compileExpression(value));
      return (document) => shape.apply(document, scope.within(document)) as Doc;
    }
    case '$project':
      if (isDocument(argument) && Object.keys(argument).length === 0) fail(51272, '$project needs a field');
      return compileProjection(typed<Doc>(argument, 'object', 15959, name), scope);
    case '$unset': {
      const paths = [argument].flat();
      const distinct = new Set(paths.filter((path) => typeof path === 'string'));
      if (distinct.size < Math.max(1, paths.length)) fail(31002, '$unset takes a path or several');
      return compileProjection(Object.fromEntries(paths.map((path) => [path, false])), scope);
    }
    case '$replaceWith':
    case '$replaceRoot': {
      const root =
        name === '$replaceRoot' ? typed<Doc>(argument, 'object', 15959, name)['newRoot'] : argument;
      const evaluate = compileExpression(root);
      return (document) => {
        const next = evaluate(scope.within(document));
        if (isDocument(next)) return next;
        fail(40228, `'newRoot' must evaluate to an object, not ${typeName(next)}`);
      };
    }
    default:
      return undefined;
  }
}
