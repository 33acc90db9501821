import { ObjectId } from 'bson';
import { type Doc, decode, encode, has, isDocument } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { compareValues, equalValues, identicalValues } from './compare-values.ts';
import type { Scope } from './expression.ts';
import { compileFilter, operatorsOf } from './filter.ts';
import { isOperatorDocument, isRegex } from './filter-operators.ts';
import { isArrayIndex, type MatchState } from './paths.ts';
import { compileReshape } from './reshape.ts';
import { updateOperators } from './update-operators.ts';
import { type ArrayFilters, changedAt, plainPaths } from './update-paths.ts';

/** An update ready to be applied: gives the new document and leaves the old one as it is. */
export interface CompiledUpdate {
  apply(document: Doc, state: MatchState, inserting: boolean): Doc;
  replacement: boolean;
}

/**
 * Turns an update into a function: a document of operators, a replacement, or a pipeline. An operator that is not
 * known, a path that conflicts with another, or a filter for an array that is not used is an error before
 * anything changes.
 */
export function compileUpdate(update: unknown, arrayFilters: unknown, scope: Scope): CompiledUpdate {
  if (isOperatorDocument(update))
    return { apply: compileOperators(update, arrayFilters, scope), replacement: false };
  if (arrayFilters !== undefined) fail(9, 'arrayFilters need an update made of operators');
  if (Array.isArray(update)) return { apply: compilePipeline(update, scope), replacement: false };
  if (!isDocument(update)) fail(9, 'Update argument must be either an object or an array');
  const dollar = Object.keys(update).find((field) => field.startsWith('$'));
  if (dollar !== undefined) fail(52, `The dollar ($) prefixed field '${dollar}' is not allowed`);
  return { apply: (document) => withId(update, document['_id']), replacement: true };
}

function compilePipeline(stages: unknown[], scope: Scope): CompiledUpdate['apply'] {
  if (scope.collation !== undefined) refuse('a pipeline under a collation');
  const steps = stages.map((stage) => {
    const [[name, argument] = ['', undefined]] = isDocument(stage) ? Object.entries(stage) : [];
    return compileReshape(name, argument, scope) ?? fail(72, `${name} is not allowed within an update`);
  });
  const reshape = (document: Doc) => steps.reduce((value, step) => step(value), document);
  // An index tells arrays apart by what they are, and here one may have come to stand in two places.
  return (document) => withId(decode(encode(reshape(document))), document['_id']);
}

const comparing = ['$addToSet', '$pullAll', '$min', '$max', '$push', '$pull'];

function compileOperators(update: Doc, arrayFilters: unknown, scope: Scope): CompiledUpdate['apply'] {
  const steps = Object.entries(update).flatMap(([operator, fields]) => {
    if (['$bit', '$rename', '$currentDate'].includes(operator)) refuse(operator);
    if (!Object.hasOwn(updateOperators, operator)) fail(9, `Unknown modifier: ${operator}`);
    if (scope.collation !== undefined && comparing.includes(operator))
      refuse(`${operator} under a collation`);
    if (!isDocument(fields)) fail(9, `Modifiers operate on fields, ${operator} has ${typeof fields} instead`);
    return Object.entries(fields).map(([path, argument]) => ({ operator, path: path.split('.'), argument }));
  });
  const paths = steps.map(({ path }) => path);
  for (const { operator, path, argument } of steps) {
    if (path.includes('')) fail(56, `The update path '${path.join('.')}' contains an empty field name`);
    if (path.indexOf('$') !== path.lastIndexOf('$'))
      fail(2, `Too many positional elements in '${path.join('.')}'`);
    if (path[0]?.startsWith('$') && operator !== '$unset')
      fail(52, `The dollar ($) prefixed field '${path[0]}' in '${path.join('.')}' is not allowed`);
    // What an operator cannot take is refused also where there is nothing to change.
    updateOperators[operator]!(undefined, argument, { operator, path: path.join('.'), scope });
  }
  refuseConflicts(paths);
  const filters = compileArrayFilters(paths.flat(), arrayFilters ?? [], scope);
  return (document, { position }, inserting) => {
    const changes = steps
      .filter(({ operator }) => inserting || operator !== '$setOnInsert')
      .flatMap((step) =>
        plainPaths(document, step.path, position, filters).map((path) => ({ ...step, path })),
      );
    refuseConflicts(changes.map(({ path }) => path));
    // MongoDB writes fields in the order of their names, array positions in that of their numbers.
    const order = (path: string[]) => path.map((part) => (isArrayIndex(part) ? Number(part) : part));
    changes.sort((a, b) => compareValues(order(a.path), order(b.path)));
    return changes.reduce((result, { operator, path, argument }) => {
      const place = { operator, path: path.join('.'), scope };
      const change = (present: unknown) => updateOperators[operator]!(present, argument, place);
      return changedAt(result, path, change, operator === '$unset') as Doc;
    }, document);
  };
}

/** No path may be there twice, lead to a part of what another one means, or name fields where that has elements. */
function refuseConflicts(paths: readonly string[][], code = 40): void {
  const clash = (path: string[], other: string[]) => {
    const at = path.findIndex((part, i) => part !== other[i]);
    return at < 0 || (path[at]!.startsWith('$[') && other[at]?.startsWith('$[') === false);
  };
  const conflict = paths.find((path, i) => paths.some((other, j) => i !== j && clash(path, other)));
  if (conflict !== undefined) fail(code, `the path '${conflict.join('.')}' is in conflict with another one`);
}

function compileArrayFilters(parts: string[], arrayFilters: unknown, scope: Scope): ArrayFilters {
  if (!Array.isArray(arrayFilters) || !arrayFilters.every(isDocument))
    fail(14, 'arrayFilters has to be an array of objects');
  const filters = new Map<string, (element: unknown) => boolean>();
  for (const filter of arrayFilters) {
    const fields = fieldsIn(filter, () => true);
    const [name, ...others] = new Set(fields.map(([path]) => path.split('.')[0] as string));
    if (name === undefined || others.length > 0)
      fail(9, 'an array filter needs a single top-level field name');
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) fail(2, `An array filter cannot have the name '${name}'`);
    if (filters.has(name)) fail(9, `Found multiple array filters for ${name}`);
    if (!parts.includes(`$[${name}]`))
      fail(9, `The array filter for identifier '${name}' was not used in the update`);
    const predicate = compileFilter(filter, scope);
    filters.set(name, (element) => predicate({ [name]: element }, {}));
  }
  const missing = parts.find((part) => /^\$\[.+\]$/.test(part) && !filters.has(part.slice(2, -1)));
  if (missing !== undefined) fail(2, `No array filter found for identifier '${missing}'`);
  return filters;
}

/** The fields that a filter asks something of, with what it asks, also in the branches that are entered. */
function fieldsIn(filter: Doc, enters: (operator: string, branches: Doc[]) => boolean): [string, unknown][] {
  return Object.entries(filter).flatMap(([key, value]): [string, unknown][] => {
    if (!key.startsWith('$')) return [[key, value]];
    const branches = [value].flat().filter(isDocument);
    return enters(key, branches) ? branches.flatMap((branch) => fieldsIn(branch, enters)) : [];
  });
}

/** The document with its `_id` in front; where it has none it gets the one given, or a new one. */
export function withId(document: Doc, _id: unknown = new ObjectId()): Doc {
  return { _id, ...document };
}

/** Refuses an update that would change `_id`, and says whether it changed anything at all. */
export function isChanged(before: Doc, after: Doc): boolean {
  if (!has(after, '_id') || !equalValues(before['_id'], after['_id']))
    fail(66, `Performing an update on the path '_id' would modify the immutable field '_id'`);
  return !identicalValues(before, after);
}

/**
 * The document an upsert inserts: what the filter says by equality, of which a replacement takes only the `_id`,
 * changed by the update, with an `_id` in front.
 */
export function upsertedDocument(filter: Doc, { apply, replacement }: CompiledUpdate): Doc {
  const sure = (key: string, { length }: Doc[]) => key === '$and' || (key === '$or' && length === 1);
  const all = fieldsIn(filter, sure).flatMap(([path, condition]) =>
    equalitiesOf(condition).map((value) => [path.split('.'), value] as const),
  );
  const known = all.filter(([path]) => !replacement || path[0] === '_id');
  if (replacement && known.some(([path]) => path.length > 1)) fail(111, 'the _id has to be whole');
  const paths = known.map(([path]) => path);
  refuseConflicts(paths, 54);
  let seed: Doc = {};
  for (const [path, value] of known) seed = changedAt(seed, path, () => value) as Doc;
  const result = apply(seed, {}, true);
  if (has(seed, '_id')) isChanged(seed, result);
  return withId(result);
}

/** What a condition says that a field is. */
function equalitiesOf(condition: unknown): unknown[] {
  const { $in, $all, ...operators } = operatorsOf(condition) as { $in?: unknown[]; $all?: unknown[] };
  const listed = [...($in?.length === 1 ? $in : []), ...($all ?? [])];
  const values = listed.filter((value) => !isOperatorDocument(value) && !isRegex(value));
  return '$eq' in operators ? [operators.$eq, ...values] : values;
}
