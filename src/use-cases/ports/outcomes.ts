import type { PartnershipId } from '#domain/ids';
import type { Outcome } from '#domain/vote/outcome';

export interface Outcomes {
  /** Inserts; its id is its vote's, so a trial has one outcome. */
  add(outcome: Outcome): Promise<void>;
  of(partnership: PartnershipId): Promise<Outcome[]>;
  /** Closed in [from, to), in order of closing. */
  between(from: Date, to: Date): Promise<Outcome[]>;
}
