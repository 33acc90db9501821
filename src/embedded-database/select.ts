import { type Doc, isDocument } from './bson-values.ts';
import type { Collection } from './collection.ts';
import type { Scope } from './expression.ts';
import { compileFilter } from './filter.ts';
import { compileSort, type MatchState } from './paths.ts';
import { type Plan, planQuery } from './planner.ts';

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
  explain?: ((plan: Plan, examined: number) => void) | undefined;
}

/** The documents that match a filter, in order, by the best index there is. */
export function select(collection: Collection | undefined, filter: Doc, options: SelectOptions): Selection[] {
  const matches = compileFilter(filter, options.scope);
  let { sort, hint } = options;
  if (sort !== undefined && Object.keys(sort).length === 0) sort = undefined;
  if (sort !== undefined && '$natural' in sort) {
    hint = { $natural: sort['$natural'] };
    sort = undefined;
  }
  const compare = sort === undefined ? undefined : compileSort(sort, options.scope.collation);
  if (collection === undefined) return [];
  const wanted = hint === '' || isEmpty(hint) ? undefined : hint;
  const plan = planQuery(collection, filter, sort, wanted, options.scope.collation !== undefined);
  const skip = options.skip ?? 0;
  const most = options.limit ? skip + options.limit : Number.POSITIVE_INFINITY;
  const sortAfterwards = compare !== undefined && !plan.sorted;
  const found: Selection[] = [];
  let examined = 0;
  for (const record of plan.records()) {
    if (!sortAfterwards && found.length >= most) break;
    const document = collection.records.get(record) as Doc;
    const state: MatchState = {};
    examined++;
    if (matches(document, state)) found.push({ record, document, state });
  }
  options.explain?.(plan, examined);
  if (sortAfterwards) found.sort((a, b) => compare(a.document, b.document));
  return skip > 0 || most < found.length ? found.slice(skip, most) : found;
}

function isEmpty(hint: unknown): boolean {
  return isDocument(hint) && Object.keys(hint).length === 0;
}
