import type { PartnershipId, PersonId, VoteId } from '#domain/ids';
import type { Ballot, Vote } from '#domain/vote/vote';

/** Votes and their sealed ballots; a unique index keeps one ballot for a person and vote. */
export interface Votes {
  get(id: VoteId): Promise<Vote | null>;
  save(vote: Vote, expectedVersion: number | null): Promise<void>;
  openOf(partnership: PartnershipId): Promise<Vote | null>;
  ballots(vote: VoteId): Promise<Ballot[]>;
  /** Replaces the person's earlier ballot in this vote. */
  putBallot(ballot: Ballot): Promise<void>;
  removeBallotsOf(person: PersonId): Promise<void>;
  ballotsOf(person: PersonId): Promise<Ballot[]>;
}
