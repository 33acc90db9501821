import type { MatchResult } from '#domain/matching/match-pairs';
import type { Candidate, RoundDay } from '#domain/matching/profile';
import type { MatchingWeights } from '#domain/preset';

/** Finds the pairs of a round without making anybody wait for it. */
export interface Matching {
  /** The pairs that `matchPairs` of the domain gives for this pool; the same for the same pool, anywhere. */
  pairs(pool: readonly Candidate[], weights: MatchingWeights, round: RoundDay): Promise<MatchResult>;
}
