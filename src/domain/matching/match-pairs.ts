import type { PersonId } from '../ids.ts';
import type { MatchingWeights } from '../preset.ts';
import { formPairs } from './form-pairs.ts';
import type { Candidate, MatchReason, RoundDay } from './profile.ts';

export type MatchedPair = { members: [PersonId, PersonId]; score: number; reason: MatchReason };

export type MatchResult = {
  /** In order of the first member's id; each pair's members in order of id. */
  pairs: MatchedPair[];
  left: { person: PersonId; why: 'odd-one-out' | 'nobody-feasible' }[];
};

/** The matching port: a pool, weights, and the day and seed of a round, to pairs. */
export type MatchPairs = (
  pool: readonly Candidate[],
  weights: MatchingWeights,
  round: RoundDay,
) => MatchResult;

/** Pairs for a whole pool, exactly (`form-pairs.ts`), ties by seed and id. */
export const matchPairs: MatchPairs = (pool, weights, { on, seed = 0 }) => {
  const { pairs, left } = formPairs({ pool, weights, seed, on });
  return { pairs, left };
};
