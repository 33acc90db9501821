import { type Doc, has, isDocument } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { compareValues } from './compare-values.ts';
import { compileExpression, compileVariables, readPath, type Scope } from './expression.ts';
import { compileGroup } from './group.ts';
import { isNumeric, isWhole, toDouble } from './numbers.ts';
import { isOutputStage, writeOutput } from './output-stages.ts';
import { compileSort, indexKeys } from './paths.ts';
import { asDocument, compileReshape, removePath, withPath } from './reshape.ts';
import { compileFilter } from './filter.ts';
import { select } from './select.ts';
import type { DirectUnit, Unit } from './store.ts';

/** Where a pipeline runs. */
export interface Pipeline {
  unit: Unit;
  direct: DirectUnit | undefined;
  database: string;
  /** Missing when it runs on a whole database, which only has a beginning with `$documents`. */
  namespace: string | undefined;
  scope: Scope;
  hint?: unknown;
}

type Stage = (documents: Doc[]) => Doc[];

const knownElsewhere = (
  '$bucket $bucketAuto $changeStream $collStats $currentOp $densify $documents $facet $fill $geoNear ' +
  '$graphLookup $indexStats $listLocalSessions $listSessions $planCacheStats $redact $sample $search ' +
  '$setWindowFields $unionWith'
).split(' ');

/**
 * Runs an aggregation pipeline. A `$match`, `$sort` and `$limit` at its beginning are left to an index. A stage
 * that is not known here is refused by name.
 */
export function aggregateDocuments(pipeline: readonly Doc[], context: Pipeline): Doc[] {
  const stages = pipeline.map((stage) => {
    const [entry, ...others] = Object.entries(stage);
    if (entry !== undefined && others.length === 0) return entry;
    return fail(40323, 'A pipeline stage specification object must contain exactly one field.');
  });
  const [name, argument] = stages.at(-1) ?? [];
  if (isOutputStage(name)) {
    writeOutput(name, argument, aggregateDocuments(pipeline.slice(0, -1), context), context);
    return [];
  }
  if (context.scope.collation !== undefined) refuseUnderCollation(stages);
  const documents = firstDocuments(stages, context);
  const compiled = stages.map(([name, argument]) => compileStage(name, argument, context));
  return compiled.reduce((rest, stage) => stage(rest), documents);
}

/** What the pipeline begins with, found by an index where there is one; takes off the stages that it has done. */
function firstDocuments(stages: [string, unknown][], { namespace, unit, hint, scope }: Pipeline): Doc[] {
  const take = (name: string): unknown => (stages[0]?.[0] === name ? stages.shift()?.[1] : undefined);
  if (namespace === undefined) {
    const given = take('$documents');
    if (given === undefined)
      refuse(`an aggregation over a database that begins with ${stages[0]?.[0] ?? '{}'}`);
    const documents = compileExpression(given)(scope);
    if (Array.isArray(documents) && documents.every(isDocument)) return documents;
    return fail(40324, '$documents needs an array of objects');
  }
  const filter = asDocument('$match', take('$match') ?? {});
  const sort = take('$sort');
  const limit = take('$limit');
  const found = select(unit.read(namespace), filter, {
    sort: sort === undefined ? undefined : sortPattern(sort),
    limit: limit === undefined ? undefined : amount('$limit', limit, 1),
    hint,
    scope,
  });
  return found.map(({ document }) => document);
}

/** Stages that compare inside of expressions would not know of the collation. */
function refuseUnderCollation(stages: [string, unknown][]): void {
  for (const [name, argument] of stages) {
    if (['$match', '$sort', '$skip', '$limit', '$count', '$unset'].includes(name)) continue;
    const id = name === '$group' && isDocument(argument) ? argument['_id'] : '';
    if (typeof id === 'string' || isDocument(id)) refuse(`the stage ${name} under a collation`);
  }
}

function compileStage(name: string, argument: unknown, context: Pipeline): Stage {
  const { scope } = context;
  const reshape = compileReshape(name, argument, scope);
  if (reshape !== undefined) return (documents) => documents.map(reshape);
  switch (name) {
    case '$match': {
      const matches = compileFilter(asDocument(name, argument), scope);
      return (documents) => documents.filter((document) => matches(document, {}));
    }
    case '$sort': {
      const compare = compileSort(sortPattern(argument), scope.collation);
      return (documents) => [...documents].sort(compare);
    }
    case '$limit': {
      const limit = amount(name, argument, 1);
      return (documents) => documents.slice(0, limit);
    }
    case '$skip': {
      const skip = amount(name, argument, 0);
      return (documents) => documents.slice(skip);
    }
    case '$count':
      if (typeof argument !== 'string' || !/^[^$.][^.]*$/.test(argument))
        fail(40156, 'the count field must be a non-empty string without $ and dots');
      return ({ length }) => (length === 0 ? [] : [{ [argument]: length }]);
    case '$group':
      return compileGroup(asDocument(name, argument), scope);
    case '$sortByCount': {
      const group = compileGroup({ _id: argument, count: { $sum: 1 } }, scope);
      return (documents) => group(documents).sort((a, b) => compareValues(b['count'], a['count']));
    }
    case '$unwind':
      return compileUnwind(argument);
    case '$lookup':
      return compileLookup(asDocument(name, argument), context);
    default:
      if (isOutputStage(name)) fail(40601, `${name} can only be the final stage in the pipeline`);
      if (knownElsewhere.includes(name)) refuse(`the stage ${name}`);
      fail(40324, `Unrecognized pipeline stage name: '${name}'`);
  }
}

function sortPattern(value: unknown): Doc {
  const sort = asDocument('$sort', value);
  if (Object.keys(sort).length === 0) fail(15976, '$sort stage must have at least one sort key');
  return sort;
}

function amount(stage: string, value: unknown, least: number): number {
  if (isNumeric(value) && isWhole(value) && toDouble(value) >= least) return toDouble(value);
  fail(15958, `the ${stage} must be a whole number, ${least} or more`);
}

function compileUnwind(argument: unknown): Stage {
  const spec = isDocument(argument) ? argument : { path: argument };
  const { path, includeArrayIndex: indexPath, preserveNullAndEmptyArrays: preserve } = spec as Doc;
  if (typeof path !== 'string' || !/^\$./.test(path))
    fail(28818, "path option to $unwind stage should be prefixed with a '$'");
  const parts = path.slice(1).split('.');
  const numbered = (document: Doc, index: number | null): Doc =>
    typeof indexPath === 'string' ? (withPath(document, indexPath.split('.'), index) as Doc) : document;
  return (documents) =>
    documents.flatMap((document) => {
      const value = readPath(document, parts, 0);
      if (Array.isArray(value) && value.length > 0)
        return value.map((element, i) => numbered(withPath(document, parts, element) as Doc, i));
      if (value !== undefined && value !== null && !Array.isArray(value)) return [numbered(document, null)];
      if (preserve !== true) return [];
      return [numbered(Array.isArray(value) ? (removePath(document, parts) as Doc) : document, null)];
    });
}

function compileLookup(spec: Doc, context: Pipeline): Stage {
  const { from, localField, foreignField, as, let: given = {}, pipeline = [], ...rest } = spec;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) fail(9, `unknown argument to $lookup: ${unknown}`);
  if (typeof from !== 'string' || typeof as !== 'string') fail(9, "$lookup needs 'from' and 'as'");
  const joined = typeof localField === 'string' && typeof foreignField === 'string';
  if (!joined && !has(spec, 'pipeline'))
    fail(9, "$lookup needs 'localField' and 'foreignField' or a 'pipeline'");
  const variables = compileVariables(asDocument('let', given));
  const inner = { ...context, hint: undefined, namespace: `${context.database}.${from}` };
  return (documents) =>
    documents.map((document) => {
      const scope = context.scope.with(variables(context.scope.within(document)));
      const match: Doc[] = [];
      if (joined) {
        const $in = indexKeys(document, [localField.split('.')]).map(([key]) => key ?? null);
        match.push({ $match: { [foreignField]: { $in } } });
      }
      const found = aggregateDocuments([...match, ...(pipeline as Doc[])], { ...inner, scope });
      return withPath(document, as.split('.'), found) as Doc;
    });
}
