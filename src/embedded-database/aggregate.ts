import { type Doc, isDocument } from '#query-language/bson-values';
import { fail, refuse } from '#query-language/command-error';
import { valueKey } from '#query-language/compare-values';
import { compileExpression, type Scope } from '#query-language/expression';
import { extreme, typed } from '#query-language/expression-operators';
import { compileFilter } from '#query-language/filter';
import { isNumeric, isWhole, type Numeric, sum, toDouble } from '#query-language/numbers';
import { compileReshape } from '#query-language/reshape';
import { compileSort } from '#query-language/sort-keys';
import { isOutputStage, writeOutput } from './output-stages.ts';
import { select } from './select.ts';
import type { Sessions } from './sessions.ts';
import type { Transaction } from './transaction.ts';

/** Where a pipeline runs. */
export interface Pipeline {
  unit: Transaction;
  /** The client's transaction that it is a part of, in which its last stage may not write. */
  transaction: Transaction | undefined;
  database: string;
  sessions: Sessions;
  /** Missing when it runs on a whole database, which only has a beginning with one of `sources`. */
  namespace: string | undefined;
  scope: Scope;
  hint?: unknown;
}

type Stage = (documents: Doc[]) => Doc[];
type Written = readonly [name: string, argument: unknown];

/** Runs an aggregation pipeline. A stage that is not known here is refused by name. */
export function aggregateDocuments(pipeline: readonly Doc[], context: Pipeline): Doc[] {
  const stages = pipeline.map((stage): Written => {
    const [entry, ...others] = Object.entries(stage);
    if (entry !== undefined && others.length === 0) return entry;
    return fail(40323, 'A pipeline stage specification object must contain exactly one field.');
  });
  const early = stages.slice(0, -1).find(([name]) => isOutputStage(name))?.[0];
  if (early !== undefined) fail(40601, `${early} can only be the final stage in the pipeline`);
  const [name, argument] = stages.at(-1) ?? [];
  if (isOutputStage(name))
    return writeOutput(name, argument, aggregateDocuments(pipeline.slice(0, -1), context), context);
  const source = stages.findLastIndex(([name]) => sources.includes(name));
  if (source !== (context.namespace === undefined ? 0 : -1))
    refuse(
      `an aggregation over a database that begins with ${stages[0]?.[0] ?? '{}'}, or one of ${sources} elsewhere`,
    );
  const compiled = stages.map(([name, argument]) => compileStage(name, argument, context));
  const { documents, done } = firstDocuments(stages, context);
  return compiled.slice(done).reduce((rest, stage) => stage(rest), documents);
}

/** What the pipeline begins with, by an index where there is one, and how many stages are done with that. */
function firstDocuments(stages: readonly Written[], context: Pipeline): { documents: Doc[]; done: number } {
  const { namespace, unit, hint, scope } = context;
  if (namespace === undefined) return { documents: [], done: 0 };
  let done = 0;
  const take = (name: string): unknown => (stages[done]?.[0] === name ? stages[done++]?.[1] : undefined);
  const [filter = {}, sort, most] = [take('$match'), take('$sort'), take('$limit')] as [Doc?, Doc?, Numeric?];
  const limit = most === undefined ? undefined : toDouble(most);
  const found = select(unit.read(namespace), filter, { sort, limit, hint, scope });
  return { documents: found.map(({ document }) => document), done };
}

/** Stages that documents come from, instead of from a collection. */
const sources = ['$documents', '$listLocalSessions'];

/** The stages that know of a collation, or compare nothing. */
const collated = ['$match', '$sort', '$skip', '$limit', '$count', '$unset'];

function compileStage(name: string, argument: unknown, { scope, sessions }: Pipeline): Stage {
  const id = name === '$group' && isDocument(argument) ? argument['_id'] : '';
  const compares = !collated.includes(name) && (typeof id === 'string' || isDocument(id));
  if (compares && scope.collation !== undefined) refuse(`the stage ${name} under a collation`);
  const reshape = compileReshape(name, argument, scope);
  if (reshape !== undefined) return (documents) => documents.map(reshape);
  switch (name) {
    case '$documents': {
      const documents = compileExpression(argument)(scope);
      if (Array.isArray(documents) && documents.every(isDocument)) return () => documents;
      return fail(40324, '$documents needs an array of objects');
    }
    case '$listLocalSessions':
      return () => sessions.list();
    case '$match': {
      const matches = compileFilter(typed<Doc>(argument, 'object', 15959, name), scope);
      return (documents) => documents.filter((document) => matches(document, {}));
    }
    case '$sort': {
      const sort = typed<Doc>(argument, 'object', 15959, name);
      if (Object.keys(sort).length === 0) fail(15976, '$sort stage must have at least one sort key');
      const compare = compileSort(sort, scope.collation);
      return (documents) => [...documents].sort(compare);
    }
    case '$limit':
    case '$skip': {
      const count = isNumeric(argument) && isWhole(argument) ? toDouble(argument) : -1;
      if (count < (name === '$limit' ? 1 : 0)) fail(15958, `invalid argument to ${name}`);
      return (documents) => (name === '$skip' ? documents.slice(count) : documents.slice(0, count));
    }
    case '$count':
      if (typeof argument !== 'string' || !/^[^$.][^.]*$/.test(argument)) fail(40156, 'a wrong $count');
      return ({ length }) => (length === 0 ? [] : [{ [argument]: length }]);
    case '$group':
      return compileGroup(typed<Doc>(argument, 'object', 15959, name), scope);
    default:
      return refuse(`the stage ${name}`);
  }
}

const present = (values: unknown[]): unknown[] => values.filter((value) => value !== undefined);

const accumulators: Readonly<Record<string, (values: unknown[]) => unknown>> = {
  $sum: (values) => sum(values.filter(isNumeric)),
  $min: extreme(1),
  $max: extreme(-1),
  $push: present,
  $addToSet: (values) => [...new Map(present(values).map((value) => [valueKey(value), value])).values()],
};

/** Documents with an equal `_id` become one, with what the accumulators make of them. */
function compileGroup(spec: Doc, scope: Scope): Stage {
  const { _id: idExpression, ...fields } = spec;
  if (!('_id' in spec)) fail(15955, 'a group specification must include an _id');
  const id = compileExpression(idExpression);
  const outputs = Object.entries(fields).map(([field, value]) => {
    const accumulator = typed<Doc>(value, 'object', 40234, field);
    const [[operator, argument] = ['', undefined], ...others] = Object.entries(accumulator);
    if (/^\$|\./.test(field)) fail(40235, `The field name '${field}' cannot contain '.' or begin with '$'`);
    if (Array.isArray(argument)) fail(40237, `The ${operator} accumulator is a unary operator`);
    if (!operator.startsWith('$') || others.length > 0) fail(40234, `${field} must be an accumulator`);
    const accumulate = accumulators[operator] ?? refuse(`the accumulator ${operator}`);
    const evaluate = compileExpression(argument);
    return [field, (members: Scope[]) => accumulate(members.map(evaluate))] as const;
  });
  return (documents) => {
    const groups = new Map<string, { _id: unknown; members: Scope[] }>();
    for (const document of documents) {
      const member = scope.within(document);
      const _id = id(member) ?? null;
      const key = valueKey(_id);
      const group = groups.get(key) ?? { _id, members: [] };
      groups.set(key, group);
      group.members.push(member);
    }
    return [...groups.values()].map(({ _id, members }) => ({
      _id,
      ...Object.fromEntries(outputs.map(([field, accumulate]) => [field, accumulate(members)])),
    }));
  };
}
