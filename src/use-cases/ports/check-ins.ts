import type { CheckIn } from '#domain/check-in/check-in';
import type { CheckInId, MessageId, PartnershipId, PersonId } from '#domain/ids';

export interface CheckIns {
  get(id: CheckInId): Promise<CheckIn | null>;
  /** Inserts; a message counts once (unique by message), a pulse once for a prompt. */
  add(checkIn: CheckIn): Promise<void>;
  countSince(partnership: PartnershipId, since: Date): Promise<number>;
  /** Instant of the person's latest check-in in that partnership. */
  latest(partnership: PartnershipId, person: PersonId): Promise<Date | null>;
  byMessage(message: MessageId): Promise<CheckIn | null>;
  ofPerson(person: PersonId): Promise<CheckIn[]>;
  removeOf(person: PersonId): Promise<void>;
}
