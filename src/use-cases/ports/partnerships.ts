import type { PartnershipId, PersonId } from '#domain/ids';
import type { Partnership } from '#domain/partnership/partnership';

/** A unique index keeps it to one live partnership for the same two people. */
export interface Partnerships {
  get(id: PartnershipId): Promise<Partnership | null>;
  save(partnership: Partnership, expectedVersion: number | null): Promise<void>;
  /** Not ended, in order of id. */
  liveOf(person: PersonId): Promise<Partnership[]>;
  live(): Promise<Partnership[]>;
  /** Every one the person was ever in, for export and erasure. */
  ofPerson(person: PersonId): Promise<Partnership[]>;
}
