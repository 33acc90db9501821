import type { RoundId } from '#domain/ids';
import type { FormedRound, RoundInput } from '#domain/matching/round';
import type { MatchingWeights } from '#domain/preset';

/**
 * A round of pairs as it was run: enough to form it again and to check it. The pool is dropped after 30 days or
 * when one of it erases.
 */
export type Round = Pick<RoundInput, 'seed' | 'on'> & {
  id: RoundId;
  ranAt: Date;
  /** The weights themselves: a preset may have others by the time of a replay. Null in rounds of before they were kept. */
  weights: MatchingWeights | null;
  /** Everybody it was formed of. */
  pool: RoundInput['pool'] | null;
  /** Of the pairs formed, those that were proposed. */
  pairs: FormedRound['pairs'];
  left: string[];
  /** What was proven of all the pairs formed; null in rounds of before it was kept. */
  certificate: FormedRound['certificate'] | null;
};

export interface Rounds {
  add(round: Round): Promise<void>;
  latest(): Promise<Round | null>;
  /** Drops one round's pool, when its time is over. */
  dropPool(id: RoundId): Promise<void>;
  /** Drops the stored pools that hold this person. */
  forget(person: string): Promise<void>;
}
