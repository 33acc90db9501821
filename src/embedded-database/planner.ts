import { BSONRegExp, ObjectId } from 'bson';
import { type Doc, isDocument } from './bson-values.ts';
import type { Collection } from './collection.ts';
import { fail } from './command-error.ts';
import {
  compareValues,
  equalValues,
  identicalValues,
  isNaNValue,
  rankOf,
  valueKey,
} from './compare-values.ts';
import { isOperatorDocument } from './filter-operators.ts';
import type { OrderedIndex } from './ordered-index.ts';
import { sortDirection } from './paths.ts';

/** How the records for a filter are found. They hold all that match; the filter itself still decides. */
export interface Plan {
  stage: 'COLLSCAN' | 'IXSCAN';
  index: OrderedIndex | undefined;
  /** Whether the records come in the order that was asked for. */
  sorted: boolean;
  records(): Iterable<number>;
}

/** What a filter says about one path: the values it may equal, or bounds. */
interface Constraint {
  points?: unknown[];
  low?: unknown;
  high?: unknown;
}

const maxRanges = 500;

/**
 * Chooses an index: as many leading fields as possible fixed by equality, then a range, then the sort order. With
 * no index that helps, or `{ $natural: 1 }`, it scans. A hint has to name an index that exists.
 */
export function planQuery(
  collection: Collection,
  filter: Doc,
  sort: Doc | undefined,
  hint: unknown,
  collated: boolean,
): Plan {
  const constraints = new Map<string, Constraint>();
  collect(filter, constraints);
  const direction = isDocument(hint) && '$natural' in hint ? hint['$natural'] : undefined;
  if (direction !== undefined)
    return { ...scan(collection, Number(direction) < 0), sorted: sort === undefined };
  if (hint !== undefined) {
    const index = hintedIndex(collection, hint);
    if (collated) return { ...scan(collection, false), sorted: sort === undefined };
    return candidate(index, constraints, sort).plan;
  }
  let best: { score: number; plan: Plan } | undefined;
  // Indexes are in binary order, so a collation cannot use them.
  for (const index of collated ? [] : collection.indexes) {
    if (!covers(index, filter, constraints)) continue;
    const next = candidate(index, constraints, sort);
    if (next.score > 0 && (best === undefined || next.score > best.score)) best = next;
  }
  return best?.plan ?? { ...scan(collection, false), sorted: sort === undefined };
}

function scan(collection: Collection, backward: boolean): Plan {
  const records = function* (): Generator<number> {
    const entries = backward ? collection.records.entriesReversed() : collection.records.entries();
    for (const [record] of entries) yield record;
  };
  return { stage: 'COLLSCAN', index: undefined, sorted: false, records };
}

export function hintedIndex(collection: Collection, hint: unknown): OrderedIndex {
  const index = collection.indexes.find(({ definition }) =>
    typeof hint === 'string' ? definition.name === hint : identicalValues(definition.key, hint),
  );
  if (index !== undefined) return index;
  fail(2, 'hint provided does not correspond to an existing index');
}

/** Gathers conditions that all have to hold and that an index can find. */
function collect(filter: Doc, constraints: Map<string, Constraint>): void {
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '$and') for (const branch of condition as Doc[]) collect(branch, constraints);
    else if (!key.startsWith('$')) collectField(key, condition, constraints);
  }
}

function collectField(path: string, condition: unknown, constraints: Map<string, Constraint>): void {
  const operators = isOperatorDocument(condition) ? condition : { $eq: condition };
  const constraint = constraints.get(path) ?? {};
  for (const [operator, operand] of Object.entries(operators)) {
    if (operator === '$eq' && isFindable(operand)) constraint.points ??= [operand];
    else if (operator === '$in' && Array.isArray(operand) && operand.every(isFindable))
      constraint.points ??= distinct(operand);
    else if ((operator === '$gt' || operator === '$gte') && isBound(operand)) constraint.low ??= operand;
    else if ((operator === '$lt' || operator === '$lte') && isBound(operand)) constraint.high ??= operand;
    else continue;
    constraints.set(path, constraint);
  }
}

function isFindable(value: unknown): boolean {
  return value !== undefined && !Array.isArray(value) && !(value instanceof BSONRegExp);
}

/** For each type whose order in an index is what comparison operators use: where its values begin and end. */
const extremes: Record<number, [least: unknown, most: unknown]> = {
  10: [Number.NaN, Number.POSITIVE_INFINITY],
  15: ['', {}],
  35: [new ObjectId('000000000000000000000000'), new ObjectId('ffffffffffffffffffffffff')],
  40: [false, true],
  45: [new Date(-8.64e15), new Date(8.64e15)],
};

function isBound(value: unknown): boolean {
  return value !== undefined && rankOf(value) in extremes && !isNaNValue(value);
}

function distinct(values: unknown[]): unknown[] {
  return [...new Map(values.map((value) => [valueKey(value), value])).values()];
}

/** Whether an index has every document that the filter can match. */
function covers(index: OrderedIndex, filter: Doc, constraints: Map<string, Constraint>): boolean {
  const { sparse, partialFilterExpression } = index.definition;
  if (sparse === true && !index.fields.some((field) => excludesNull(constraints.get(field)))) return false;
  return partialFilterExpression === undefined || implies(filter, constraints, partialFilterExpression);
}

function excludesNull(constraint: Constraint | undefined): boolean {
  if (constraint === undefined) return false;
  if (constraint.points !== undefined) return constraint.points.every((point) => point !== null);
  return constraint.low !== undefined || constraint.high !== undefined;
}

/** Whether a filter surely selects only what a partial index holds; in doubt it does not. */
function implies(filter: Doc, constraints: Map<string, Constraint>, partial: Doc): boolean {
  return Object.entries(partial).every(([path, wanted]) => {
    if (path === '$and') return (wanted as Doc[]).every((part) => implies(filter, constraints, part));
    if (path.startsWith('$')) return false;
    if (path in filter && identicalValues(filter[path], wanted)) return true;
    const points = constraints.get(path)?.points;
    const operators = isOperatorDocument(wanted) ? wanted : { $eq: wanted };
    return Object.entries(operators).every(([operator, operand]) => {
      if (operator === '$exists') return operand === true && excludesNull(constraints.get(path));
      if (points === undefined) return false;
      if (operator === '$eq') return points.every((point) => equalValues(point, operand));
      if (operator === '$in')
        return points.every((point) => (operand as unknown[]).some((value) => equalValues(point, value)));
      const signs: Record<string, number[]> = { $gt: [1], $gte: [0, 1], $lt: [-1], $lte: [-1, 0] };
      return points.every(
        (point) =>
          rankOf(point) === rankOf(operand) && signs[operator]?.includes(compareValues(point, operand)),
      );
    });
  });
}

function candidate(
  index: OrderedIndex,
  constraints: Map<string, Constraint>,
  sort: Doc | undefined,
): { score: number; plan: Plan } {
  const usable = index.multikey ? 1 : index.fields.length;
  let prefixes: unknown[][] = [[]];
  let fixed = 0;
  while (fixed < usable) {
    const points = constraints.get(index.fields[fixed] as string)?.points;
    if (points === undefined || (fixed > 0 && prefixes.length * points.length > maxRanges)) break;
    prefixes = prefixes.flatMap((prefix) => points.map((point) => [...prefix, point]));
    fixed++;
  }
  const range = fixed < usable ? constraints.get(index.fields[fixed] as string) : undefined;
  const bounded = range !== undefined && (range.low !== undefined || range.high !== undefined);
  const order = sort === undefined ? undefined : sortOrder(index, sort, prefixes.length === 1 ? fixed : 0);
  const sorted = order !== undefined && prefixes.length <= 1;
  const backward = order === 'backward';
  const descending = bounded && index.directions[fixed] === -1;
  const records = function* (): Generator<number> {
    const seen = index.multikey || prefixes.length > 1 ? new Set<number>() : undefined;
    for (const prefix of prefixes) {
      let low = prefix;
      let high = prefix;
      if (bounded) {
        const [least, most] = extremes[rankOf(range.low ?? range.high)] as [unknown, unknown];
        low = [...prefix, range.low ?? least];
        // In a multikey index different elements may satisfy the two bounds, so only one of them limits the scan.
        high = [...prefix, index.multikey && range.low !== undefined ? most : (range.high ?? most)];
      }
      for (const key of descending ? index.range(high, low, backward) : index.range(low, high, backward)) {
        if (seen?.has(key.record)) continue;
        seen?.add(key.record);
        yield key.record;
      }
    }
  };
  const score =
    fixed * 10 +
    (bounded ? 5 : 0) +
    (sorted ? 3 : 0) +
    (index.definition.unique === true && fixed === index.fields.length ? 100 : 0);
  return { score, plan: { stage: 'IXSCAN', index, sorted: sort === undefined || sorted, records } };
}

/** Whether an index gives a sort order, once its first `fixed` fields each have one value only. */
function sortOrder(index: OrderedIndex, sort: Doc, fixed: number): 'forward' | 'backward' | undefined {
  if (index.multikey) return undefined;
  const wanted = Object.entries(sort).filter(([field]) => !index.fields.slice(0, fixed).includes(field));
  let backward: boolean | undefined;
  for (const [i, [field, direction]] of wanted.entries()) {
    if (index.fields[fixed + i] !== field) return undefined;
    const opposite = sortDirection(direction) !== index.directions[fixed + i];
    if (backward !== undefined && backward !== opposite) return undefined;
    backward = opposite;
  }
  return backward === true ? 'backward' : 'forward';
}
