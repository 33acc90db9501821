import { type Doc, isDocument } from '#query-language/bson-values';
import { refuse } from '#query-language/command-error';
import { equalValues } from '#query-language/compare-values';
import type { Scope } from '#query-language/expression';
import { compileFilter } from '#query-language/filter';
import type { MatchState } from '#query-language/paths';
import { compileSort } from '#query-language/sort-keys';
import type { Collection } from './collection.ts';
import { planQuery } from './plan-query.ts';

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
}

/** The documents that match a filter, in order, by the best index there is. */
export function select(collection: Collection | undefined, filter: Doc, options: SelectOptions): Selection[] {
  const { scope, sort = {}, skip = 0, limit } = options;
  const hint = equalValues(options.hint, {}) ? undefined : options.hint;
  const matches = compileFilter(filter, scope);
  if ('$natural' in { ...sort, ...(isDocument(hint) && hint) }) refuse('$natural');
  const compare = compileSort(sort, scope.collation);
  if (collection === undefined) return [];
  const best = planQuery(collection.indexes, filter, sort, hint);
  // Indexes are in binary order, so that nothing collated can use them.
  const plan = scope.collation === undefined ? best : undefined;
  const sorted = plan?.sorted ?? Object.keys(sort).length === 0;
  const most = limit ? skip + limit : Number.POSITIVE_INFINITY;
  const found: Selection[] = [];
  for (const record of plan?.records() ?? collection.records.keys()) {
    if (sorted && found.length >= most) break;
    const document = collection.records.get(record) as Doc;
    const state: MatchState = {};
    if (matches(document, state)) found.push({ record, document, state });
  }
  if (!sorted) found.sort((a, b) => compare(a.document, b.document));
  return found.slice(skip, most);
}
