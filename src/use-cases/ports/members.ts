import type { Member } from '#domain/community/member';
import type { PersonId } from '#domain/ids';

export interface Members {
  get(person: PersonId): Promise<Member | null>;
  save(member: Member, expectedVersion: number | null): Promise<void>;
  /** Members in state `active` or `paused`, in order of person id. */
  inProgramme(): Promise<Member[]>;
  remove(person: PersonId): Promise<void>;
}
