import { worthOf } from './candidates.ts';
import { DUAL_UNIT, type Matching } from './matching-certificate.ts';
import { readSets } from './nested-sets.ts';
import type { ScoreTable } from './score-table.ts';
import { waitBonuses } from './tiered-graph.ts';

/**
 * How much more than the best matching of candidates one of all feasible pairs could weigh at most, judged by the
 * candidates alone (`bestCandidates`), without a look at any other pair. O(n d), d the depth of nested sets.
 *
 * Proof: a pair beyond candidates scores no more than the last candidate of either, and so no more than half of
 * both last ones together. Raise each member's dual by what their half is above their price; then the duals cover
 * all pairs, and the bound has grown by what was raised.
 *
 * Where one person is left over, nearly all stand in one odd set, and its dual pays for much of each pair within.
 * Take the smallest set that holds more than half, and those around it. For somebody in some of these counts what
 * they pay, less half of what all of them pay. For two people that adds up to no more than what the sets around
 * both pay: these are all that are around the one who is in fewer, and nobody is in more than all.
 */
export function gapBeyondCandidates(
  best: Float64Array,
  { members, size }: ScoreTable,
  { certificate }: Matching,
): number {
  const { vertexDuals, parent, setDuals } = certificate;
  const sets = readSets(size, parent, setDuals);
  if (typeof sets === 'string') throw new Error(sets);
  const { around, count, sum } = sets;
  let smallest = -1;
  count.forEach((held, set) => {
    if (2 * held > size && (smallest < 0 || held < count[smallest]!)) smallest = set;
  });
  const chain = new Set<number>();
  for (let set = smallest; set >= 0; set = around[set]!) chain.add(set);
  const all = smallest < 0 ? 0 : sum[smallest]!;
  const bonus = waitBonuses(members);
  const most = best.length / size;
  let gap = 0;
  for (let v = 0; v < size; v++) {
    const last = best[(v + 1) * most - 1]!;
    // Who has fewer candidates than there is room for has no pairs beyond them.
    if (last < 0) continue;
    let set = around[v]!;
    while (set >= 0 && !chain.has(set)) set = around[set]!;
    const paid = vertexDuals[v]! + (set < 0 ? 0 : sum[set]!) - all / 2;
    gap += Math.max(0, worthOf(last, size) / 2 + bonus[v]! - paid / DUAL_UNIT);
  }
  return gap;
}
