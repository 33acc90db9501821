import { type Doc, isDocument, setField } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { compileExpression, type Evaluate, type Scope } from './expression.ts';
import { compileFilter } from './filter.ts';
import { isNumeric, toDouble } from './numbers.ts';
import type { MatchState } from './paths.ts';
import { withPath } from './reshape.ts';

/** What becomes of one field's value, `undefined` when it goes; or the rules for the fields inside it. */
type Rule = ((value: unknown, state: MatchState) => unknown) | Fields;
type Fields = Map<string, Rule>;

export type Project = (document: Doc, state: MatchState) => Doc;

const include: Rule = (value) => value;
const exclude: Rule = () => undefined;

/**
 * Turns a projection into a function. `find` also knows `$slice`, `$elemMatch` and the positional `$`, which an
 * aggregation's `$project` does not. Mixing inclusion and exclusion, or a path with a part of itself, is an error.
 */
export function compileProjection(spec: Doc, scope: Scope, find: boolean): Project {
  const fields: Fields = new Map();
  const computed: { parts: string[]; evaluate: Evaluate }[] = [];
  let inclusive: boolean | undefined;
  const note = (including: boolean, path: string): void => {
    if (inclusive === !including && including)
      fail(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
    if (inclusive === !including) fail(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
    inclusive = including;
  };
  const id = isFlag(spec['_id']) ? isKept(spec['_id']) : undefined;
  for (const [path, value] of flattenSpec(spec, false)) {
    if (path === '_id' && id !== undefined) continue;
    const parts = path.split('.');
    const operator = isDocument(value) ? Object.keys(value)[0] : undefined;
    const operand = isDocument(value) ? value[operator as string] : undefined;
    if (isFlag(value)) {
      note(isKept(value), path);
      if (parts.at(-1) === '$') {
        if (!find || !isKept(value)) fail(31395, 'positional projection cannot be used here');
        place(fields, parts.slice(0, -1), matchedElement, path);
      } else if (path.includes('$')) fail(16410, `FieldPath field names may not start with '$': ${path}`);
      else place(fields, parts, isKept(value) ? include : exclude, path);
    } else if (find && operator === '$meta') refuse('$meta');
    else if (find && operator === '$slice' && isNumeric(Array.isArray(operand) ? operand[0] : operand)) {
      place(fields, parts, sliceOf(operand), path);
    } else {
      note(true, path);
      if (find && operator === '$elemMatch') place(fields, parts, firstMatching(value as Doc, scope), path);
      else computed.push({ parts, evaluate: compileExpression(value) });
    }
  }
  // With nothing but `_id` and slices, it is `_id` alone that decides.
  const including = inclusive ?? (id === true && fields.size === 0);
  if (including && id !== false && spec['_id'] === undefined) {
    if (!fields.has('_id') && !computed.some(({ parts }) => parts[0] === '_id')) fields.set('_id', include);
  } else if (including === id) fields.set('_id', id ? include : exclude);
  return (document, state) => {
    const within = scope.within(document);
    const kept = apply(document, fields, including, state) as Doc;
    return computed.reduce<Doc>((result, { parts, evaluate }) => {
      const value = evaluate(within);
      return value === undefined ? result : (withPath(result, parts, value) as Doc);
    }, kept);
  };
}

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean' || isNumeric(value);
}

function isKept(value: unknown): boolean {
  return value === true || (isNumeric(value) && toDouble(value) !== 0);
}

/** Writes `{ a: { b: 1 } }` as `a.b`, leaving operators alone; `empty` says whether `{}` is a value. */
export function* flattenSpec(spec: Doc, empty: boolean, prefix = ''): Generator<[string, unknown]> {
  for (const [field, value] of Object.entries(spec)) {
    const path = prefix + field;
    if (field === '') fail(40352, 'FieldPath cannot be constructed with empty string');
    const [first] = isDocument(value) ? Object.keys(value) : ['$'];
    if (first === undefined && !empty)
      fail(51270, `An empty sub-projection is not a valid value, at ${path}`);
    if (first === undefined || first.startsWith('$')) yield [path, value];
    else yield* flattenSpec(value as Doc, empty, `${path}.`);
  }
}

function place(fields: Fields, [part = '', ...rest]: readonly string[], rule: Rule, path: string): void {
  const present = fields.get(part);
  if (present !== undefined && (rest.length === 0 || !(present instanceof Map)))
    fail(rest.length === 0 ? 31250 : 31249, `Path collision at ${path}`);
  if (rest.length === 0) {
    fields.set(part, rule);
    return;
  }
  const inner: Fields = present ?? new Map();
  fields.set(part, inner);
  place(inner, rest, rule, path);
}

function apply(value: unknown, fields: Fields, inclusive: boolean, state: MatchState): unknown {
  if (Array.isArray(value)) {
    const elements = value.map((element) => apply(element, fields, inclusive, state));
    return elements.filter((element) => element !== undefined);
  }
  if (!isDocument(value)) return inclusive ? undefined : value;
  const result: Doc = {};
  for (const [field, inner] of Object.entries(value)) {
    const rule = fields.get(field) ?? (inclusive ? exclude : include);
    const kept = rule instanceof Map ? apply(inner, rule, inclusive, state) : rule(inner, state);
    if (kept !== undefined) setField(result, field, kept);
  }
  return result;
}

const matchedElement: Rule = (value, { position }) => {
  if (!Array.isArray(value)) return value;
  if (position !== undefined) return value.slice(position, position + 1);
  return fail(51246, "positional operator '.$' couldn't find a matching element in the array");
};

function firstMatching(condition: Doc, scope: Scope): Rule {
  const matches = compileFilter({ element: condition }, scope);
  return (value) => {
    const found = Array.isArray(value)
      ? value.findIndex((element) => matches({ element: [element] }, {}))
      : -1;
    return found < 0 ? undefined : [(value as unknown[])[found]];
  };
}

function sliceOf(argument: unknown): Rule {
  const [first, second] = [argument].flat() as unknown[];
  if (!isNumeric(first) || (second !== undefined && (!isNumeric(second) || toDouble(second) <= 0)))
    fail(28724, 'Invalid $slice syntax');
  const [from, count] = [toDouble(first), second === undefined ? undefined : toDouble(second)];
  return (value) => {
    if (!Array.isArray(value)) return value;
    if (count === undefined) return from < 0 ? value.slice(from) : value.slice(0, from);
    const start = from < 0 ? Math.max(0, value.length + from) : from;
    return value.slice(start, start + count);
  };
}
