import { ObjectId } from 'bson';
import { type Doc, deepCopy, has, isDocument, setField } from './bson-values.ts';
import { fail } from './command-error.ts';
import { identicalValues, valueKey } from './compare-values.ts';
import type { Scope } from './expression.ts';
import { compileFilter, type Predicate } from './filter.ts';
import { isOperatorDocument, isRegex } from './filter-operators.ts';
import { isArrayIndex, type MatchState } from './paths.ts';
import { compileReshape } from './reshape.ts';
import { applyOperator, isUpdateOperator } from './update-operators.ts';
import { writeTargets } from './update-paths.ts';

/** An update ready to be applied: gives the new document and leaves the old one as it is. */
export type Update = (document: Doc, state: MatchState, inserting: boolean) => Doc;

export interface CompiledUpdate {
  apply: Update;
  replacement: boolean;
}

/**
 * Turns an update into a function: a document of operators, a replacement, or a pipeline. An operator that is not
 * known, a path that conflicts with another, or a filter for an array that is not used is an error before
 * anything changes.
 */
export function compileUpdate(update: unknown, arrayFilters: unknown, scope: Scope): CompiledUpdate {
  if (Array.isArray(update)) {
    if (arrayFilters !== undefined) fail(9, 'Cannot specify arrayFilters with an aggregation pipeline');
    return { apply: compilePipeline(update, scope), replacement: false };
  }
  if (!isDocument(update)) fail(9, 'Update argument must be either an object or an array');
  const first = Object.keys(update)[0];
  if (first === undefined || !first.startsWith('$')) {
    if (arrayFilters !== undefined) fail(9, 'Cannot specify arrayFilters with a replacement');
    const dollar = Object.keys(update).find((field) => field.startsWith('$'));
    if (dollar !== undefined)
      fail(52, `The dollar ($) prefixed field '${dollar}' is not allowed in a replacement`);
    return { apply: (document) => withIdOf(document, deepCopy(update)), replacement: true };
  }
  return {
    apply: compileOperators(update, compileArrayFilters(update, arrayFilters, scope), scope),
    replacement: false,
  };
}

function compileOperators(update: Doc, filters: Map<string, Predicate>, scope: Scope): Update {
  const steps: { operator: string; path: string; argument: unknown }[] = [];
  const touched: string[] = [];
  for (const [operator, fields] of Object.entries(update)) {
    if (!isUpdateOperator(operator)) fail(9, `Unknown modifier: ${operator}`);
    if (!isDocument(fields)) fail(9, `Modifiers operate on fields, ${operator} has ${typeof fields} instead`);
    for (const [path, argument] of Object.entries(fields)) {
      if (path.split('.').includes('')) fail(56, `The update path '${path}' contains an empty field name`);
      steps.push({ operator, path, argument });
      touched.push(path);
      if (operator === '$rename') touched.push(String(argument));
    }
  }
  refuseConflicts(touched);
  steps.sort((a, b) => comparePaths(a.path, b.path));
  return (document, state, inserting) => {
    const result = deepCopy(document);
    for (const { operator, path, argument } of steps) {
      if (operator === '$setOnInsert' && !inserting) continue;
      for (const target of writeTargets(result, path, state, filters)) {
        applyOperator(operator, target, argument, result, scope);
      }
    }
    return result;
  };
}

/** MongoDB writes fields in the order of their names, array positions in that of their numbers. */
function comparePaths(a: string, b: string): number {
  const [x, y] = [a.split('.'), b.split('.')];
  const at = x.findIndex((part, i) => part !== y[i]);
  const [left = '', right = ''] = [x[at], y[at]];
  if (isArrayIndex(left) && isArrayIndex(right)) return Number(left) - Number(right);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Two operators may not touch the same field, nor one a part of what the other writes. */
function refuseConflicts(paths: string[]): void {
  const sorted = [...paths].sort();
  for (const path of sorted) {
    const conflict = sorted.find((other) => other.startsWith(`${path}.`));
    if (conflict !== undefined || sorted.indexOf(path) !== sorted.lastIndexOf(path))
      fail(40, `Updating the path '${conflict ?? path}' would create a conflict at '${path}'`);
  }
}

function compileArrayFilters(update: Doc, arrayFilters: unknown, scope: Scope): Map<string, Predicate> {
  const filters = new Map<string, Predicate>();
  if (arrayFilters === undefined) return filters;
  if (!Array.isArray(arrayFilters)) fail(14, 'arrayFilters has to be an array');
  const used = JSON.stringify(Object.values(update).map((fields) => Object.keys(Object(fields))));
  for (const filter of arrayFilters as unknown[]) {
    const names = new Set(isDocument(filter) ? identifiers(filter) : []);
    const [name] = names;
    if (!isDocument(filter) || name === undefined || names.size > 1)
      fail(9, 'an array filter needs a single top-level field name');
    if (filters.has(name)) fail(9, `Found multiple array filters for ${name}`);
    if (!used.includes(`$[${name}]`))
      fail(9, `The array filter for identifier '${name}' was not used in the update`);
    const predicate = compileFilter(filter, scope);
    filters.set(name, (element) => predicate({ [name]: element }, {}));
  }
  return filters;
}

/** The first parts of all paths in a filter, also those inside `$or` and its like. */
function identifiers(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    if (!key.startsWith('$')) return [key.split('.')[0] as string];
    return Array.isArray(value) ? value.filter(isDocument).flatMap(identifiers) : [];
  });
}

function compilePipeline(stages: unknown[], scope: Scope): Update {
  const steps = stages.map((stage) => {
    const [[name, argument] = ['', undefined]] = isDocument(stage) ? Object.entries(stage) : [];
    return (
      compileReshape(name, argument, scope) ?? fail(72, `${name} is not allowed to be used within an update`)
    );
  });
  return (document) => withIdOf(document, deepCopy(steps.reduce((value, step) => step(value), document)));
}

/** A document that took another's place keeps the other's `_id`, in front. */
function withIdOf(old: Doc, document: Doc): Doc {
  return has(old, '_id') && !has(document, '_id') ? { _id: old['_id'], ...document } : document;
}

/** Refuses an update that would change `_id`, and says whether it changed anything at all. */
export function isChanged(before: Doc, after: Doc): boolean {
  checkSameId(before, after);
  return !identicalValues(before, after);
}

function checkSameId(before: Doc, after: Doc): void {
  if (has(after, '_id') && valueKey(before['_id']) === valueKey(after['_id'])) return;
  fail(66, `Performing an update on the path '_id' would modify the immutable field '_id'`);
}

/** The document an upsert inserts: what the filter says by equality, changed by the update, with an `_id` in front. */
export function upsertedDocument(filter: Doc, update: CompiledUpdate): Doc {
  const seed: Doc = {};
  if (!update.replacement) collectEqualities(filter, seed);
  else if ('_id' in filter && !isOperatorDocument(filter['_id'])) seed['_id'] = filter['_id'];
  else if (isOperatorDocument(filter['_id']) && '$eq' in filter['_id']) seed['_id'] = filter['_id']['$eq'];
  const result = update.apply(seed, {}, true);
  if (has(seed, '_id')) checkSameId(seed, result);
  return withId(result);
}

/** The document with its `_id` in front, or a new one. */
export function withId(document: Doc): Doc {
  const { _id = new ObjectId(), ...rest } = document;
  return Object.keys(document)[0] === '_id' ? document : { _id, ...rest };
}

function collectEqualities(filter: Doc, seed: Doc): void {
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '$and' || (key === '$or' && (condition as unknown[]).length === 1)) {
      for (const branch of condition as Doc[]) collectEqualities(branch, seed);
    }
    const value = key.startsWith('$') ? undefined : equalityOf(condition);
    if (value !== undefined) setSeed(seed, key.split('.'), value, key);
  }
}

function equalityOf(condition: unknown): unknown {
  if (isRegex(condition)) return undefined;
  if (!isOperatorDocument(condition)) return condition;
  if ('$eq' in condition) return condition['$eq'];
  const lists = [condition['$in'], condition['$all']];
  const single = lists.find(
    (list) => Array.isArray(list) && list.length === 1 && !isOperatorDocument(list[0]),
  );
  return (single as unknown[] | undefined)?.[0];
}

function setSeed(target: Doc, [part = '', ...rest]: readonly string[], value: unknown, path: string): void {
  const inner = has(target, part) ? target[part] : {};
  if (rest.length === 0 ? has(target, part) : !isDocument(inner))
    fail(54, `cannot infer query fields to set, path '${path}' is matched twice`);
  setField(target, part, rest.length === 0 ? deepCopy(value) : inner);
  if (rest.length > 0) setSeed(inner as Doc, rest, value, path);
}
