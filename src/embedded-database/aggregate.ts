import { type Doc, has, isDocument } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { compareValues } from './compare-values.ts';
import { compileExpression, readPath, type Scope } from './expression.ts';
import { compileFilter } from './filter.ts';
import { compileGroup } from './group.ts';
import { isNumeric, isWhole, toDouble } from './numbers.ts';
import { compileSort, indexKeys } from './paths.ts';
import { asDocument, compileReshape, removePath, withPath } from './reshape.ts';
import { isOutputStage, writeOutput } from './output-stages.ts';
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

/**
 * Runs an aggregation pipeline. A `$match`, `$sort` and `$limit` at its beginning are left to an index. A stage
 * that is not in the list below is refused by name.
 */
export function aggregateDocuments(pipeline: readonly Doc[], context: Pipeline): Doc[] {
  const stages = pipeline.map(single);
  const last = stages.at(-1);
  if (last !== undefined && isOutputStage(last[0])) {
    writeOutput(...last, aggregateDocuments(pipeline.slice(0, -1), context), context);
    return [];
  }
  if (context.scope.collation !== undefined) refuseUnderCollation(stages);
  if (context.namespace === undefined)
    return runStages(stages.slice(1), onDocuments(stages[0], context), context);
  let done = 0;
  const leading = (name: string): unknown => (stages[done]?.[0] === name ? stages[done++]?.[1] : undefined);
  const filter = asDocument('$match', leading('$match') ?? {});
  const sort = leading('$sort');
  const limit = leading('$limit');
  const found = select(context.unit.read(context.namespace), filter, {
    sort: sort === undefined ? undefined : sortPattern(sort),
    limit: limit === undefined ? undefined : amount('$limit', limit, 1),
    hint: context.hint,
    scope: context.scope,
  });
  return runStages(
    stages.slice(done),
    found.map(({ document }) => document),
    context,
  );
}

function runStages(stages: [string, unknown][], documents: Doc[], context: Pipeline): Doc[] {
  const compiled = stages.map(([name, argument]) => compileStage(name, argument, context));
  return compiled.reduce((rest, stage) => stage(rest), documents);
}

function onDocuments(stage: [string, unknown] | undefined, { scope }: Pipeline): Doc[] {
  if (stage?.[0] !== '$documents')
    refuse(`an aggregation over a database that begins with ${stage?.[0] ?? 'nothing'}`);
  const documents = compileExpression(stage[1])(scope);
  if (!Array.isArray(documents) || !documents.every(isDocument))
    fail(40324, '$documents needs an array of objects');
  return documents;
}

/** Stages that compare inside of expressions would not know of the collation. */
function refuseUnderCollation(stages: [string, unknown][]): void {
  for (const [name, argument] of stages) {
    const counts =
      name === '$group' &&
      isDocument(argument) &&
      !isDocument(argument['_id']) &&
      typeof argument['_id'] !== 'string';
    if (!counts && !['$match', '$sort', '$skip', '$limit', '$count', '$unset'].includes(name))
      refuse(`the stage ${name} under a collation`);
  }
}

function single(stage: Doc): [string, unknown] {
  const [entry, ...others] = Object.entries(stage);
  if (entry === undefined || others.length > 0) {
    fail(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  return entry;
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
    case '$count': {
      if (
        typeof argument !== 'string' ||
        argument === '' ||
        argument.startsWith('$') ||
        argument.includes('.')
      ) {
        fail(40156, 'the count field must be a non-empty string without $ and dots');
      }
      return (documents) => (documents.length === 0 ? [] : [{ [argument]: documents.length }]);
    }
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
      if (knownElsewhere.has(name)) refuse(`the stage ${name}`);
      fail(40324, `Unrecognized pipeline stage name: '${name}'`);
  }
}

const knownElsewhere = new Set(
  '$bucket $bucketAuto $changeStream $collStats $currentOp $densify $documents $facet $fill $geoNear $graphLookup $indexStats $listLocalSessions $listSessions $planCacheStats $redact $sample $search $setWindowFields $unionWith'.split(
    ' ',
  ),
);

function sortPattern(value: unknown): Doc {
  const sort = asDocument('$sort', value);
  if (Object.keys(sort).length === 0) fail(15976, '$sort stage must have at least one sort key');
  return sort;
}

function amount(stage: string, value: unknown, least: number): number {
  if (!isNumeric(value) || !isWhole(value) || toDouble(value) < least) {
    fail(15958, `the ${stage} must be a whole number, ${least} or more`);
  }
  return toDouble(value);
}

function compileUnwind(argument: unknown): Stage {
  const spec = isDocument(argument) ? argument : { path: argument };
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = spec as Record<string, unknown>;
  if (typeof path !== 'string' || !path.startsWith('$') || path.length < 2) {
    fail(28818, "path option to $unwind stage should be prefixed with a '$'");
  }
  const parts = path.slice(1).split('.');
  const place = (document: Doc, value: unknown, index: number | null): Doc => {
    const placed = value === undefined ? document : withPath(document, parts, value);
    if (typeof includeArrayIndex !== 'string') return placed as Doc;
    return withPath(placed, includeArrayIndex.split('.'), index) as Doc;
  };
  return (documents) =>
    documents.flatMap((document) => {
      const value = readPath(document, parts, 0);
      if (Array.isArray(value) && value.length > 0)
        return value.map((element, i) => place(document, element, i));
      if (value !== undefined && value !== null && !Array.isArray(value))
        return [place(document, value, null)];
      if (preserveNullAndEmptyArrays !== true) return [];
      return [place(Array.isArray(value) ? (removePath(document, parts) as Doc) : document, undefined, null)];
    });
}

function compileLookup(spec: Doc, context: Pipeline): Stage {
  const {
    from,
    localField,
    foreignField,
    as,
    let: variables = {},
    pipeline = [],
    ...rest
  } = spec as Record<string, unknown>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) fail(9, `unknown argument to $lookup: ${unknown}`);
  if (typeof from !== 'string' || typeof as !== 'string') fail(9, "$lookup needs 'from' and 'as'");
  const evaluated = Object.entries(variables as Doc).map(
    ([name, value]) => [name, compileExpression(value)] as const,
  );
  const joined = typeof localField === 'string' && typeof foreignField === 'string';
  if (!joined && !has(spec, 'pipeline'))
    fail(9, "$lookup needs 'localField' and 'foreignField' or a 'pipeline'");
  const namespace = `${context.database}.${from}`;
  return (documents) =>
    documents.map((document) => {
      const scope = context.scope.within(document);
      const inner = context.scope.with(
        Object.fromEntries(evaluated.map(([name, evaluate]) => [name, evaluate(scope)])),
      );
      const match: Doc[] = [];
      if (joined) {
        const keys = indexKeys(document, [localField.split('.')]).map(([key]) => key ?? null);
        match.push({ $match: { [foreignField]: { $in: keys } } });
      }
      const found = aggregateDocuments([...match, ...(pipeline as Doc[])], {
        ...context,
        hint: undefined,
        namespace,
        scope: inner,
      });
      return withPath(document, as.split('.'), found) as Doc;
    });
}
