import type { LocalDate, PersonId } from '../ids.ts';
import type { MatchingWeights } from '../preset.ts';
import type { CircleReason } from './explain-circle.ts';
import type { Candidate, MatchReason } from './profile.ts';
import type { RoundCertificate } from './round-certificate.ts';
import type { Trio } from './trios.ts';

export type CircleSize = 3 | 4 | 5 | 6;

/** All that a round depends on: stored, it can be replayed to the same result on any machine. */
export type RoundInput = {
  pool: readonly Candidate[];
  weights: MatchingWeights;
  /** Mixes who wins a tie; 0 leaves ties to the order of ids. */
  seed: number;
  /** The day on which zones are read. */
  on: LocalDate;
  /** 2 forms pairs; 3 to 6 forms circles of that size, some of another where the count does not come out even. */
  groupSize: 2 | CircleSize;
};

export type FormedPair = { members: [PersonId, PersonId]; score: number; reason: MatchReason };

export type FormedCircle = {
  members: PersonId[];
  /** The sum of the scores of its pairs. */
  score: number;
  reason: CircleReason;
};

/** Who is with whom, who is left and why, and what is proven of it. Plain data: it can be stored and sent. */
export type FormedRound = {
  /** Pairs or circles, as asked for: in order of the first member's id, members in order of id. */
  pairs: FormedPair[];
  circles: FormedCircle[];
  /** For some who are left of a round of pairs: the pair that would take them best, to be asked all three. */
  trios: Trio[];
  /** In order of id. */
  left: { person: PersonId; why: 'odd-one-out' | 'nobody-feasible' }[];
  certificate: RoundCertificate;
};

/** Hears how much of a stage is done, 0 to 1; a small pool may have none. */
export type RoundProgress = (stage: 'candidates' | 'pricing' | 'seats', done: number) => void;

export function byId(a: PersonId, b: PersonId): number {
  return a < b ? -1 : 1;
}
