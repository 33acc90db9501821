import { type Doc, isDocument, setField } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { compileExpression, type Evaluate, type Scope } from './expression.ts';
import { compileFilter, type Predicate } from './filter.ts';
import { isNumeric, toDouble } from './numbers.ts';
import type { MatchState } from './paths.ts';
import { withPath } from './reshape.ts';

/** What happens to one field: kept, left out, cut, or looked at deeper. */
type Rule =
  | { kind: 'include' | 'exclude' | 'positional' }
  | { kind: 'slice'; skip: number; limit: number | undefined }
  | { kind: 'elemMatch'; matches: Predicate }
  | { kind: 'tree'; fields: Map<string, Rule> };

interface Plan {
  inclusive: boolean;
  fields: Map<string, Rule>;
  computed: { parts: string[]; evaluate: Evaluate }[];
}

export type Project = (document: Doc, state: MatchState) => Doc;

/**
 * Turns a projection into a function. `find` also knows `$slice`, `$elemMatch` and the positional `$`, which an
 * aggregation's `$project` does not. Mixing inclusion and exclusion, or a path with a part of itself, is an error.
 */
export function compileProjection(spec: Doc, scope: Scope, find: boolean): Project {
  const plan: Plan = { inclusive: false, fields: new Map(), computed: [] };
  const id = spec['_id'];
  const modes = new Map<boolean, string>();
  const note = (inclusive: boolean, path: string): void => {
    const other = modes.get(!inclusive);
    if (other !== undefined) {
      const [code, doing, mode] = inclusive
        ? [31253, 'inclusion', 'exclusion']
        : [31254, 'exclusion', 'inclusion'];
      fail(code as number, `Cannot do ${doing} on field ${path} in ${mode} projection`);
    }
    modes.set(inclusive, path);
  };
  for (const [path, value] of flattenSpec(spec, false)) {
    if (path === '_id' && (typeof value === 'boolean' || isNumeric(value))) continue;
    addRule(plan, path, value, scope, find, note);
  }
  // With nothing but `_id` and slices, it is `_id` alone that decides.
  plan.inclusive = modes.size === 0 ? isKept(id) && plan.fields.size === 0 : modes.has(true);
  if (id !== undefined && (typeof id === 'boolean' || isNumeric(id))) {
    if (isKept(id) && plan.inclusive) plan.fields.set('_id', { kind: 'include' });
    if (!isKept(id) && !plan.inclusive) plan.fields.set('_id', { kind: 'exclude' });
  } else if (
    plan.inclusive &&
    !plan.fields.has('_id') &&
    !plan.computed.some(({ parts }) => parts[0] === '_id')
  ) {
    plan.fields.set('_id', { kind: 'include' });
  }
  return (document, state) => {
    const within = scope.within(document);
    const kept = apply(document, plan.fields, plan.inclusive, state) as Doc;
    return plan.computed.reduce<Doc>((result, { parts, evaluate }) => {
      const value = evaluate(within);
      return value === undefined ? result : (withPath(result, parts, value) as Doc);
    }, kept);
  };
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

function addRule(
  plan: Plan,
  path: string,
  value: unknown,
  scope: Scope,
  find: boolean,
  note: (inclusive: boolean, path: string) => void,
): void {
  if (typeof value === 'boolean' || isNumeric(value)) {
    const kept = isKept(value);
    note(kept, path);
    if (path.endsWith('.$')) {
      if (!find || !kept) fail(31395, 'positional projection cannot be used here');
      place(plan.fields, path.slice(0, -2).split('.'), { kind: 'positional' }, path);
      return;
    }
    if (path.includes('$')) fail(16410, `FieldPath field names may not start with '$': ${path}`);
    place(plan.fields, path.split('.'), { kind: kept ? 'include' : 'exclude' }, path);
    return;
  }
  const operator = isDocument(value) ? Object.keys(value)[0] : undefined;
  if (find && operator === '$meta') refuse('$meta');
  if (find && operator === '$slice' && !isExpressionSlice((value as Doc)['$slice'])) {
    place(plan.fields, path.split('.'), sliceRule((value as Doc)['$slice']), path);
    return;
  }
  note(true, path);
  if (find && operator === '$elemMatch') {
    const matches = compileFilter({ element: value }, scope);
    place(plan.fields, path.split('.'), { kind: 'elemMatch', matches }, path);
    return;
  }
  plan.computed.push({ parts: path.split('.'), evaluate: compileExpression(value) });
}

function isExpressionSlice(argument: unknown): boolean {
  return Array.isArray(argument) && !isNumeric(argument[0]);
}

function sliceRule(argument: unknown): Rule {
  const [first, second] = (Array.isArray(argument) ? argument : [argument]) as unknown[];
  if (!isNumeric(first) || (second !== undefined && (!isNumeric(second) || toDouble(second) <= 0))) {
    fail(28724, 'Invalid $slice syntax');
  }
  if (second !== undefined) return { kind: 'slice', skip: toDouble(first), limit: toDouble(second) };
  const count = toDouble(first);
  return count < 0
    ? { kind: 'slice', skip: count, limit: undefined }
    : { kind: 'slice', skip: 0, limit: count };
}

function place(fields: Map<string, Rule>, parts: readonly string[], rule: Rule, path: string): void {
  const [part = '', ...rest] = parts;
  const present = fields.get(part);
  if (rest.length === 0) {
    if (present !== undefined) fail(31250, `Path collision at ${path}`);
    fields.set(part, rule);
    return;
  }
  if (present !== undefined && present.kind !== 'tree') fail(31249, `Path collision at ${path}`);
  const tree = present ?? { kind: 'tree' as const, fields: new Map<string, Rule>() };
  fields.set(part, tree);
  place(tree.fields, rest, rule, path);
}

function apply(value: unknown, fields: Map<string, Rule>, inclusive: boolean, state: MatchState): unknown {
  if (Array.isArray(value)) {
    return value
      .map((element) => apply(element, fields, inclusive, state))
      .filter((element) => element !== undefined);
  }
  if (!isDocument(value)) return inclusive ? undefined : value;
  const result: Doc = {};
  for (const field of Object.keys(value)) {
    const rule = fields.get(field);
    const inner = value[field];
    const kept =
      rule === undefined ? (inclusive ? undefined : inner) : applyRule(rule, inner, inclusive, state);
    if (kept !== undefined) setField(result, field, kept);
  }
  return result;
}

function applyRule(rule: Rule, value: unknown, inclusive: boolean, state: MatchState): unknown {
  switch (rule.kind) {
    case 'include':
      return value;
    case 'exclude':
      return undefined;
    case 'tree':
      return apply(value, rule.fields, inclusive, state);
    case 'positional': {
      if (!Array.isArray(value)) return value;
      if (state.position === undefined) {
        fail(51246, "positional operator '.$' couldn't find a matching element in the array");
      }
      return value.slice(state.position, state.position + 1);
    }
    case 'elemMatch': {
      if (!Array.isArray(value)) return undefined;
      const position = value.findIndex((element) => rule.matches({ element: [element] }, {}));
      return position < 0 ? undefined : [value[position]];
    }
    case 'slice': {
      if (!Array.isArray(value)) return value;
      const start = rule.skip < 0 ? Math.max(0, value.length + rule.skip) : rule.skip;
      return value.slice(start, rule.limit === undefined ? undefined : start + rule.limit);
    }
  }
}
