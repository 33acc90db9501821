import { ObjectId } from 'bson';
import type { Doc } from '#query-language/bson-values';
import { fail } from '#query-language/command-error';
import { compareValues, equalValues, identicalValues, rankOf } from '#query-language/compare-values';
import { isOperatorDocument, isRegex } from '#query-language/filter-operators';
import { sortDirection } from '#query-language/sort-keys';
import type { OrderedIndex } from './ordered-index.ts';

/** What a filter says about one path: the values it may equal, or bounds. */
interface Constraint {
  points?: unknown[];
  low?: unknown;
  high?: unknown;
}
type Constraints = Map<string, Constraint>;
type Plan = ReturnType<typeof planIndex>;
const sides: Record<string, 'low' | 'high'> = { $gt: 'low', $gte: 'low', $lt: 'high', $lte: 'high' };

/** The plan by the best index, or by the one that is hinted at, which has to exist; undefined when none helps. */
export function planQuery(indexes: OrderedIndex[], filter: Doc, sort: Doc, hint: unknown): Plan | undefined {
  const constraints = constraintsOf(filter);
  let best: Plan | undefined;
  for (const index of indexes) {
    const { name, key } = index.definition;
    const hinted = hint !== undefined && (name === hint || equalValues(key, hint));
    if (hint === undefined ? !implies(filter, constraints, index.filter) : !hinted) continue;
    const plan = planIndex(index, constraints, sort);
    if (hinted || plan.score > (best?.score ?? 0)) best = plan;
  }
  if (hint !== undefined && best === undefined)
    fail(2, 'hint provided does not correspond to an existing index');
  return best;
}

/** Gathers conditions that all have to hold and that an index can find. */
function constraintsOf(filter: Doc, constraints: Constraints = new Map()): Constraints {
  for (const [path, condition] of Object.entries(filter)) {
    if (path === '$and') for (const branch of condition as Doc[]) constraintsOf(branch, constraints);
    // A position in a path also leads to fields of that name, which are in no index.
    if (path.startsWith('$') || /\.\d/.test(path)) continue;
    const constraint = constraints.get(path) ?? {};
    constraints.set(path, constraint);
    const operators = isOperatorDocument(condition) ? condition : { $eq: condition };
    for (const [operator, operand] of Object.entries(operators)) {
      const points = operator === '$in' ? (operand as unknown[]) : [operand];
      const findable = !points.some((point) => Array.isArray(point) || isRegex(point));
      if (['$eq', '$in'].includes(operator) && findable) constraint.points ??= points;
      const side = sides[operator];
      if (side !== undefined && rankOf(operand) in extremes) constraint[side] ??= operand;
    }
  }
  return constraints;
}

/** By rank, for each type whose order in an index is what comparisons use: where its values begin and end. */
const extremes: Record<number, [least: unknown, most: unknown]> = {
  10: [Number.NaN, Number.POSITIVE_INFINITY],
  15: ['', {}],
  35: [new ObjectId('000000000000000000000000'), new ObjectId('ffffffffffffffffffffffff')],
  45: [new Date(-8.64e15), new Date(8.64e15)],
};

/** Whether a filter selects only what a sparse or partial index holds: it says the same, or of a field that it is. */
function implies(filter: Doc, constraints: Constraints, held: Doc): boolean {
  return Object.entries(held).every(([path, wanted]) => {
    if (path === '$or') return (wanted as Doc[]).some((part) => implies(filter, constraints, part));
    const { points, low, high } = constraints.get(path) ?? {};
    const exists = points?.every((point) => point !== null) ?? (low ?? high) !== undefined;
    return identicalValues(filter[path], wanted) || (exists && identicalValues(wanted, { $exists: true }));
  });
}

/**
 * How an index finds records, all that match and maybe more: as many leading fields as possible are fixed by
 * equality and the next one is bounded. The score says how much of the work the index does.
 */
function planIndex(index: OrderedIndex, constraints: Constraints, sort: Doc) {
  const { fields, directions, multikey, definition } = index;
  let prefixes: unknown[][] = [[]];
  let fixed = 0;
  for (; fixed < (multikey ? 1 : fields.length); fixed++) {
    const points = constraints.get(fields[fixed] as string)?.points;
    if (points === undefined || (prefixes.length > 1 && points.length > 1)) break;
    const inOrder = points.toSorted((a, b) => compareValues(a, b) * Number(directions[fixed]));
    prefixes = prefixes.flatMap((prefix) => inOrder.map((point) => [...prefix, point]));
  }
  const next = multikey && fixed > 0 ? undefined : constraints.get(fields[fixed] as string);
  const bounds = boundsOf(next ?? {}, multikey);
  if (directions[fixed] === -1) bounds?.reverse();
  const ordered = Object.keys(sort).length > 0;
  const turn = ordered && !multikey && prefixes.length === 1 ? turnOf(index, sort, fixed) : 0;
  const oneRecord = definition.unique && fixed === fields.length;
  return {
    sorted: !ordered || turn !== 0,
    score: fixed * 10 + (bounds ? 5 : 0) + (turn !== 0 ? 3 : 0) + (oneRecord ? 100 : 0),
    *records(): Generator<number> {
      const seen = new Set<number>();
      for (const prefix of prefixes) {
        const [low = prefix, high = prefix] = bounds?.map((bound) => [...prefix, bound]) ?? [];
        for (const record of index.range(low, high, turn === -1)) {
          if (seen.has(record)) continue;
          seen.add(record);
          yield record;
        }
      }
    },
  };
}

/** From where to where in one field of an index, among the values of the type that is compared with. */
function boundsOf({ low, high }: Constraint, multikey: boolean): unknown[] | undefined {
  const extreme = extremes[rankOf(low ?? high)];
  // In a multikey index different elements may satisfy the two bounds, so only one of them limits the scan.
  const other = multikey && low !== undefined ? undefined : high;
  return extreme && [low ?? extreme[0], other ?? extreme[1]];
}

/** 1 or -1 if an index is sorted forwards or backwards, its first `fixed` fields having one value each; else 0. */
function turnOf({ fields, directions }: OrderedIndex, sort: Doc, fixed: number): number {
  const turns = Object.entries(sort)
    .filter(([field]) => !fields.slice(0, fixed).includes(field))
    .map(([field, wanted], i) =>
      field === fields[fixed + i] ? sortDirection(wanted) * Number(directions[fixed + i]) : 0,
    );
  const [first = 1] = turns;
  return turns.every((turn) => turn === first) ? first : 0;
}
