import type { PersonId } from '../ids.ts';
import type { MatchingWeights } from '../preset.ts';
import type { Candidate, MatchReason } from './profile.ts';

export type MatchedPair = { members: [PersonId, PersonId]; score: number; reason: MatchReason };

export type MatchResult = {
  /** In order of the first member's id; each pair's members in order of id. */
  pairs: MatchedPair[];
  left: { person: PersonId; why: 'odd-one-out' | 'nobody-feasible' }[];
};

/** The matching port: a pool and weights to pairs. */
export type MatchPairs = (pool: readonly Candidate[], weights: MatchingWeights) => MatchResult;
