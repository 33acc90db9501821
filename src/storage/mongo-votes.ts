import type { PartnershipId, PersonId, VoteId } from '#domain/ids';
import type { Ballot, Vote } from '#domain/vote/vote';
import type { Votes } from '#use-cases/ports/votes';
import type { BallotDocument, VoteDocument } from './documents/votes.ts';
import type { TextKeys } from './encryption/text-keys.ts';
import type { Filter, GuildCollection } from './guild-collection.ts';

const FIELD = 'ballot-reason';

/**
 * `Votes` in MongoDB. A ballot's `_id` is vote and person; a partial unique index keeps one open vote for a
 * partnership. Reasons are sealed with the voter's key and read null once it is gone; choice and numbers
 * stay, for a count that names nobody.
 */
export class MongoVotes implements Votes {
  readonly #votes: GuildCollection<VoteDocument>;
  readonly #ballots: GuildCollection<BallotDocument>;
  readonly #texts: TextKeys;

  constructor(
    votes: GuildCollection<VoteDocument>,
    ballots: GuildCollection<BallotDocument>,
    texts: TextKeys,
  ) {
    this.#votes = votes;
    this.#ballots = ballots;
    this.#texts = texts;
  }

  async get(id: VoteId): Promise<Vote | null> {
    return toVote(await this.#votes.findOne({ _id: id }));
  }

  async save({ id, ...rest }: Vote, expectedVersion: number | null): Promise<void> {
    await this.#votes.save({ _id: id, ...rest }, expectedVersion);
  }

  async openOf(partnership: PartnershipId): Promise<Vote | null> {
    return toVote(await this.#votes.findOne({ partnership, state: 'open' }));
  }

  ballots(vote: VoteId): Promise<Ballot[]> {
    return this.#all({ vote });
  }

  async putBallot(ballot: Ballot): Promise<void> {
    const _id = `${ballot.vote}:${ballot.person}`;
    const reason = await this.#texts.seal(`person:${ballot.person}`, FIELD, _id, ballot.reason);
    await this.#ballots.replace({ _id }, { _id, ...ballot, reason }, { upsert: true });
  }

  async removeBallotsOf(person: PersonId): Promise<void> {
    await this.#ballots.remove({ person });
  }

  ballotsOf(person: PersonId): Promise<Ballot[]> {
    return this.#all({ person });
  }

  async #all(filter: Filter): Promise<Ballot[]> {
    const documents = await this.#ballots.find(filter, { sort: { _id: 1 } });
    await this.#texts.load(documents.map(({ person }) => `person:${person}` as const));
    const ballots: Ballot[] = [];
    for (const { _id, guild, schemaVersion, reason, ...ballot } of documents) {
      ballots.push({
        ...ballot,
        reason: await this.#texts.open(`person:${ballot.person}`, FIELD, _id, reason),
      });
    }
    return ballots;
  }
}

function toVote(document: VoteDocument | null): Vote | null {
  if (document === null) return null;
  const { _id, schemaVersion, ...vote } = document;
  return { id: _id, ...vote };
}
