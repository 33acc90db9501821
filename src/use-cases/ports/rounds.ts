import type { LocalDate, RoundId } from '#domain/ids';
import type { Candidate } from '#domain/matching/profile';
import type { FormedPair } from '#domain/matching/round';

/** A round as it was run: enough to replay it. The pool is dropped after 30 days or when one of it erases. */
export type Round = {
  id: RoundId;
  seed: number;
  /** The day on which zones were read. */
  on: LocalDate;
  ranAt: Date;
  pool: Candidate[] | null;
  pairs: FormedPair[];
  left: string[];
};

export interface Rounds {
  add(round: Round): Promise<void>;
  latest(): Promise<Round | null>;
  /** Drops one round's pool, when its time is over. */
  dropPool(id: RoundId): Promise<void>;
  /** Drops the stored pools that hold this person. */
  forget(person: string): Promise<void>;
}
