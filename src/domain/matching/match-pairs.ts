import type { PersonId } from '../ids.ts';
import type { MatchingWeights } from '../preset.ts';
import { checkWeights, compatibility } from './compatibility.ts';
import { explain } from './explain.ts';
import { maxWeightMatching } from './max-weight-matching.ts';
import { type PoolMember, readPool } from './pool-member.ts';
import type { Candidate, MatchReason, RoundDay } from './profile.ts';
import { type ScoredPair, tieredGraph } from './tiered-graph.ts';
import { verifyMatching } from './verify-matching.ts';

export type MatchedPair = { members: [PersonId, PersonId]; score: number; reason: MatchReason };

export type MatchResult = {
  /** In order of the first member's id; each pair's members in order of id. */
  pairs: MatchedPair[];
  left: { person: PersonId; why: 'odd-one-out' | 'nobody-feasible' }[];
};

/** The matching port: a pool, weights and the day on which zones are read, to pairs. */
export type MatchPairs = (
  pool: readonly Candidate[],
  weights: MatchingWeights,
  round: RoundDay,
) => MatchResult;

/**
 * Pairs for a whole pool at once: as many people as possible, the longest waiting before others, then the
 * greatest sum of scores; each round is proven before it is returned. The order of the pool does not matter.
 * Refuses weights that do not add to 10,000 and a pool that names somebody twice.
 */
export const matchPairs: MatchPairs = (pool, weights, round) => {
  checkWeights(weights);
  const members = readPool(pool, round);
  const scored = allPairs(members, weights);
  const graph = tieredGraph(members, scored);
  const matching = maxWeightMatching(graph);
  const proof = verifyMatching(graph, matching);
  if (!proof.proven) throw new Error(`A round that is not the best was about to be used: ${proof.because}`);

  const anybody = new Set(graph.ends);
  const result: MatchResult = { pairs: [], left: [] };
  matching.mate.forEach((mate, i) => {
    const a = members[i]!;
    const b = members[mate];
    if (!b) result.left.push({ person: a.person, why: anybody.has(i) ? 'odd-one-out' : 'nobody-feasible' });
    else if (i < mate) {
      const score = compatibility(a, b, weights) ?? 0;
      result.pairs.push({ members: [a.person, b.person], score, reason: explain(a, b, weights) });
    }
  });
  return result;
};

function allPairs(members: readonly PoolMember[], weights: MatchingWeights): ScoredPair[] {
  const pairs: ScoredPair[] = [];
  for (let a = 0; a < members.length; a++) {
    for (let b = a + 1; b < members.length; b++) {
      const score = compatibility(members[a]!, members[b]!, weights);
      if (score !== null) pairs.push({ a, b, score });
    }
  }
  return pairs;
}
