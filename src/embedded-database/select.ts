import { type Doc, isDocument } from './bson-values.ts';
import type { Collection } from './collection.ts';
import type { Scope } from './expression.ts';
import { compileFilter } from './filter.ts';
import { compileSort, type MatchState } from './paths.ts';
import { planQuery } from './planner.ts';

export interface Selection {
  record: number;
  document: Doc;
  state: MatchState;
}

export interface SelectOptions {
  sort?: Doc | undefined;
  skip?: number | undefined;
  limit?: number | undefined;
  hint?: unknown;
  scope: Scope;
  /** Told how the records were found and how many documents were looked at. */
  explain?: Doc | undefined;
}

/** The documents that match a filter, in order, by the best index there is. */
export function select(collection: Collection | undefined, filter: Doc, options: SelectOptions): Selection[] {
  const { scope, skip = 0, limit } = options;
  const matches = compileFilter(filter, scope);
  let sort = isEmpty(options.sort) ? undefined : options.sort;
  let hint = isEmpty(options.hint) ? undefined : options.hint;
  if (sort !== undefined && '$natural' in sort) {
    hint = { $natural: sort['$natural'] };
    sort = undefined;
  }
  const compare = sort === undefined ? undefined : compileSort(sort, scope.collation);
  if (collection === undefined) return [];
  const plan = planQuery(collection, filter, sort, hint, scope.collation !== undefined);
  const most = limit ? skip + limit : Number.POSITIVE_INFINITY;
  const sortAfterwards = compare !== undefined && !plan.sorted;
  const found: Selection[] = [];
  let totalDocsExamined = 0;
  for (const record of plan.records()) {
    if (!sortAfterwards && found.length >= most) break;
    const document = collection.records.get(record) as Doc;
    const state: MatchState = {};
    totalDocsExamined++;
    if (matches(document, state)) found.push({ record, document, state });
  }
  if (options.explain !== undefined) {
    const { stage, index, sorted } = plan;
    const inputStage = { stage, ...(index && { indexName: index.definition.name }) };
    Object.assign(options.explain, {
      plan: sorted ? inputStage : { stage: 'SORT', inputStage },
      totalDocsExamined,
    });
  }
  if (sortAfterwards) found.sort((a, b) => compare(a.document, b.document));
  return skip > 0 || most < found.length ? found.slice(skip, most) : found;
}

function isEmpty(given: unknown): boolean {
  return given === '' || (isDocument(given) && Object.keys(given).length === 0);
}
