import type { PersonId, ProposalId } from '#domain/ids';
import type { Proposal } from '#domain/proposal/proposal';
import type { Proposals } from '#use-cases/ports/proposals';
import type { ProposalDocument } from './documents/proposals.ts';
import type { Filter, GuildCollection } from './guild-collection.ts';
import { pairKey } from './pair-key.ts';

/** `Proposals` in MongoDB. A partial unique index keeps one open proposal for the same two people. */
export class MongoProposals implements Proposals {
  readonly #proposals: GuildCollection<ProposalDocument>;

  constructor(proposals: GuildCollection<ProposalDocument>) {
    this.#proposals = proposals;
  }

  async get(id: ProposalId): Promise<Proposal | null> {
    const document = await this.#proposals.findOne({ _id: id });
    return document === null ? null : toProposal(document);
  }

  async save(proposal: Proposal, expectedVersion: number | null): Promise<void> {
    const { id, ...rest } = proposal;
    await this.#proposals.save({ _id: id, ...rest, pair: pairKey(proposal.members) }, expectedVersion);
  }

  openOf(person: PersonId): Promise<Proposal[]> {
    return this.#all({ members: person, state: 'open' });
  }

  open(): Promise<Proposal[]> {
    return this.#all({ state: 'open' });
  }

  async pairsSince(since: Date): Promise<[PersonId, PersonId][]> {
    return (await this.#all({ proposedAt: { $gte: since } })).map(({ members }) => members);
  }

  ofPerson(person: PersonId): Promise<Proposal[]> {
    return this.#all({ members: person });
  }

  async #all(filter: Filter): Promise<Proposal[]> {
    return (await this.#proposals.find(filter, { sort: { _id: 1 } })).map(toProposal);
  }
}

function toProposal({ _id, schemaVersion, pair, ...proposal }: ProposalDocument): Proposal {
  return { id: _id, ...proposal };
}
