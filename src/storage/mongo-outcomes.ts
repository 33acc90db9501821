import type { PartnershipId } from '#domain/ids';
import type { Outcome } from '#domain/vote/outcome';
import type { Outcomes } from '#use-cases/ports/outcomes';
import type { OutcomeDocument } from './documents/outcomes.ts';
import type { Filter, GuildCollection } from './guild-collection.ts';

/** `Outcomes` in MongoDB; the `_id` is the vote. */
export class MongoOutcomes implements Outcomes {
  readonly #outcomes: GuildCollection<OutcomeDocument>;

  constructor(outcomes: GuildCollection<OutcomeDocument>) {
    this.#outcomes = outcomes;
  }

  async add({ id, ...rest }: Outcome): Promise<void> {
    await this.#outcomes.insert({ _id: id, ...rest });
  }

  of(partnership: PartnershipId): Promise<Outcome[]> {
    return this.#all({ partnership });
  }

  between(from: Date, to: Date): Promise<Outcome[]> {
    return this.#all({ closedAt: { $gte: from, $lt: to } });
  }

  async #all(filter: Filter): Promise<Outcome[]> {
    const documents = await this.#outcomes.find(filter, { sort: { closedAt: 1, _id: 1 } });
    return documents.map(({ _id, schemaVersion, ...outcome }) => ({ id: _id, ...outcome }));
  }
}
