import { ObjectId } from 'bson';
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
import { isOperatorDocument, isRegex } from './filter-operators.ts';
import type { OrderedIndex } from './ordered-index.ts';
import { sortDirection } from './paths.ts';

/** How the records for a filter are found. They hold all that match; the filter itself still decides. */
export interface Plan {
  stage: 'COLLSCAN' | 'IXSCAN';
  index?: OrderedIndex;
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
type Constraints = Map<string, Constraint>;

const maxRanges = 500;

/**
 * Chooses an index: as many leading fields as possible fixed by equality, then a range, then the sort order. With
 * no index that helps, or `{ $natural: 1 }`, it scans. A hint has to name an index that exists. Indexes are in
 * binary order, so that nothing collated can use them.
 */
export function planQuery(
  collection: Collection,
  filter: Doc,
  sort: Doc | undefined,
  hint: unknown,
  collated: boolean,
): Plan {
  const constraints: Constraints = new Map();
  collect(filter, constraints);
  const natural = isDocument(hint) && '$natural' in hint ? Number(hint['$natural']) : undefined;
  const scan: Plan = {
    stage: 'COLLSCAN',
    sorted: sort === undefined,
    records: function* () {
      const { records } = collection;
      for (const [record] of natural === -1 ? records.entriesReversed() : records.entries()) yield record;
    },
  };
  if (natural !== undefined) return scan;
  const hinted = hint === undefined ? undefined : hintedIndex(collection, hint);
  if (collated) return scan;
  if (hinted !== undefined) return candidate(hinted, constraints, sort).plan;
  let best = { score: 0, plan: scan };
  for (const index of collection.indexes) {
    if (!covers(index, filter, constraints)) continue;
    const next = candidate(index, constraints, sort);
    if (next.score > best.score) best = next;
  }
  return best.plan;
}

function hintedIndex(collection: Collection, hint: unknown): OrderedIndex {
  const index = collection.indexes.find(({ definition: { name, key } }) =>
    typeof hint === 'string' ? name === hint : identicalValues(key, hint),
  );
  return index ?? fail(2, 'hint provided does not correspond to an existing index');
}

/** Gathers conditions that all have to hold and that an index can find. */
function collect(filter: Doc, constraints: Constraints): void {
  for (const [path, condition] of Object.entries(filter)) {
    if (path === '$and') for (const branch of condition as Doc[]) collect(branch, constraints);
    if (path.startsWith('$')) continue;
    const constraint = constraints.get(path) ?? {};
    const operators = isOperatorDocument(condition) ? condition : { $eq: condition };
    for (const [operator, operand] of Object.entries(operators)) {
      if (operator === '$eq' && isFindable(operand)) constraint.points ??= [operand];
      else if (operator === '$in' && Array.isArray(operand) && operand.every(isFindable))
        constraint.points ??= [...new Map(operand.map((value) => [valueKey(value), value])).values()];
      else if ((operator === '$gt' || operator === '$gte') && isBound(operand)) constraint.low ??= operand;
      else if ((operator === '$lt' || operator === '$lte') && isBound(operand)) constraint.high ??= operand;
    }
    constraints.set(path, constraint);
  }
}

function isFindable(value: unknown): boolean {
  return value !== undefined && !Array.isArray(value) && !isRegex(value);
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

/** Whether an index has every document that the filter can match. */
function covers(index: OrderedIndex, filter: Doc, constraints: Constraints): boolean {
  const { sparse, partialFilterExpression: partial } = index.definition;
  if (sparse === true && !index.fields.some((field) => excludesNull(constraints.get(field)))) return false;
  return partial === undefined || implies(filter, constraints, partial);
}

function excludesNull({ points, low, high }: Constraint = {}): boolean {
  if (points !== undefined) return points.every((point) => point !== null);
  return low !== undefined || high !== undefined;
}

const signs: Record<string, number[]> = { $gt: [1], $gte: [0, 1], $lt: [-1], $lte: [-1, 0] };

/** Whether a filter surely selects only what a partial index holds; in doubt it does not. */
function implies(filter: Doc, constraints: Constraints, partial: Doc): boolean {
  return Object.entries(partial).every(([path, wanted]) => {
    if (path === '$and') return (wanted as Doc[]).every((part) => implies(filter, constraints, part));
    if (path.startsWith('$')) return false;
    if (path in filter && identicalValues(filter[path], wanted)) return true;
    const points = constraints.get(path)?.points;
    const operators = isOperatorDocument(wanted) ? wanted : { $eq: wanted };
    return Object.entries(operators).every(([operator, operand]) => {
      if (operator === '$exists') return excludesNull(constraints.get(path));
      return points?.every((point) => {
        if (operator === '$eq') return equalValues(point, operand);
        if (operator === '$in') return (operand as unknown[]).some((value) => equalValues(point, value));
        const order = rankOf(point) === rankOf(operand) ? compareValues(point, operand) : Number.NaN;
        return signs[operator]?.includes(Math.sign(order));
      });
    });
  });
}

function candidate(
  index: OrderedIndex,
  constraints: Constraints,
  sort: Doc | undefined,
): { score: number; plan: Plan } {
  const usable = index.multikey ? 1 : index.fields.length;
  let prefixes: unknown[][] = [[]];
  let fixed = 0;
  for (; fixed < usable; fixed++) {
    const points = constraints.get(index.fields[fixed] as string)?.points;
    if (points === undefined || (fixed > 0 && prefixes.length * points.length > maxRanges)) break;
    prefixes = prefixes.flatMap((prefix) => points.map((point) => [...prefix, point]));
  }
  const { low, high } = (fixed < usable && constraints.get(index.fields[fixed] as string)) || {};
  const bounded = low !== undefined || high !== undefined;
  const [least, most] = bounded ? (extremes[rankOf(low ?? high)] as [unknown, unknown]) : [];
  // In a multikey index different elements may satisfy the two bounds, so only one of them limits the scan.
  const bounds = [low ?? least, index.multikey && low !== undefined ? most : (high ?? most)];
  if (bounded && index.directions[fixed] === -1) bounds.reverse();
  const order = sort && prefixes.length <= 1 ? sortOrder(index, sort, prefixes.length * fixed) : undefined;
  const records = function* (): Generator<number> {
    const seen = index.multikey || prefixes.length > 1 ? new Set<number>() : undefined;
    for (const prefix of prefixes) {
      const [first, last] = bounded ? bounds.map((bound) => [...prefix, bound]) : [prefix, prefix];
      for (const { record } of index.range(first ?? prefix, last ?? prefix, order === 'backward')) {
        if (seen?.has(record)) continue;
        seen?.add(record);
        yield record;
      }
    }
  };
  const unique = index.definition.unique === true && fixed === index.fields.length;
  const score = fixed * 10 + (bounded ? 5 : 0) + (order !== undefined ? 3 : 0) + (unique ? 100 : 0);
  return {
    score,
    plan: { stage: 'IXSCAN', index, sorted: sort === undefined || order !== undefined, records },
  };
}

/** Whether an index gives a sort order, once its first `fixed` fields each have one value only. */
function sortOrder(index: OrderedIndex, sort: Doc, fixed: number): 'forward' | 'backward' | undefined {
  if (index.multikey) return undefined;
  const wanted = Object.entries(sort).filter(([field]) => !index.fields.slice(0, fixed).includes(field));
  const turned = wanted.map(([field, direction], i) =>
    index.fields[fixed + i] === field
      ? sortDirection(direction) * (index.directions[fixed + i] as number)
      : 0,
  );
  if (turned.every((turn) => turn === 1)) return 'forward';
  return turned.every((turn) => turn === -1) ? 'backward' : undefined;
}
