import { FULL_SCORE } from './compatibility.ts';
import type { PoolMember } from './pool-member.ts';
import type { WeightedGraph } from './weighted-graph.ts';

/** Two members by their place in the pool. */
export type ScoredPair = { a: number; b: number; score: number };

/** Pairs in a list, or in a `PairList` where there are very many. */
export type ScoredPairs = Iterable<ScoredPair> & { readonly length: number };

/**
 * The worth of being matched at all: 1 step for those who waited least, one more for each longer wait in the
 * pool, and a step is more than all scores of a round together.
 *
 * That is enough to match as many people as possible and, among such rounds, the longest waiting first (one
 * of them before any number who waited less): the sets of people that a matching can cover are the independent
 * sets of a matroid (Edmonds and Fulkerson 1965), where weights that only grow with the wait already pick the
 * largest set that is also the best from the longest wait down. So the steps need not grow like powers, and the
 * numbers stay far below 2^53.
 */
export function waitBonuses(
  members: readonly Pick<PoolMember, 'roundsWaited'>[],
  mostScore: number = FULL_SCORE,
): Float64Array {
  const waits = [...new Set(members.map((member) => member.roundsWaited))].sort((a, b) => a - b);
  const tier = new Map(waits.map((wait, i) => [wait, i + 1]));
  const step = waitStep(members.length, mostScore);
  return Float64Array.from(members, (member) => step * tier.get(member.roundsWaited)!);
}

/** What one person more, or one longer wait, weighs at least: more than all scores of a round together. */
export function waitStep(size: number, mostScore: number = FULL_SCORE): number {
  return mostScore * Math.floor(size / 2) + 1;
}

/**
 * By how much more a round can score, when its weight is at most `gap` below the best. Null when that is enough
 * to match somebody more or somebody who waited longer. Otherwise the best round has the same bonuses, for it
 * cannot make up for a step with less than no score; so it matches no others by number and wait, and what it
 * weighs more is score.
 */
export function gapOfScore(gap: number, score: number, size: number): number | null {
  return gap + score < waitStep(size) ? gap : null;
}

/** The graph of a round: each pair weighs its score, at most `mostScore`, and the bonuses of both. */
export function tieredGraph(
  members: readonly Pick<PoolMember, 'roundsWaited'>[],
  pairs: ScoredPairs,
  mostScore: number = FULL_SCORE,
): WeightedGraph {
  const bonus = waitBonuses(members, mostScore);
  const ends = new Int32Array(2 * pairs.length);
  const weights = new Float64Array(pairs.length);
  let e = 0;
  for (const { a, b, score } of pairs) {
    ends[2 * e] = a;
    ends[2 * e + 1] = b;
    weights[e++] = score + bonus[a]! + bonus[b]!;
  }
  return { size: members.length, ends, weights };
}
