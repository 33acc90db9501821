import type { PersonId, ProposalId } from '#domain/ids';
import type { Proposal } from '#domain/proposal/proposal';

export interface Proposals {
  get(id: ProposalId): Promise<Proposal | null>;
  save(proposal: Proposal, expectedVersion: number | null): Promise<void>;
  openOf(person: PersonId): Promise<Proposal[]>;
  /** All open ones, in order of id. */
  open(): Promise<Proposal[]>;
  /** Pairs proposed at or after `since`, for the cooling-off of a round. */
  pairsSince(since: Date): Promise<[PersonId, PersonId][]>;
  /** Every proposal that names the person, for export and erasure. */
  ofPerson(person: PersonId): Promise<Proposal[]>;
}
