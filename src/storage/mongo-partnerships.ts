import type { PartnershipId, PersonId } from '#domain/ids';
import type { Partnership } from '#domain/partnership/partnership';
import type { Partnerships } from '#use-cases/ports/partnerships';
import type { PartnershipDocument } from './documents/partnerships.ts';
import type { TextKeys } from './encryption/text-keys.ts';
import type { Filter, GuildCollection } from './guild-collection.ts';
import { pairKey } from './pair-key.ts';

const FIELD = 'charter';

/**
 * `Partnerships` in MongoDB. A partial unique index keeps one live partnership for the same people; the
 * charter's text is sealed with the partnership's own key, and reads null once that key is gone.
 */
export class MongoPartnerships implements Partnerships {
  readonly #partnerships: GuildCollection<PartnershipDocument>;
  readonly #texts: TextKeys;

  constructor(partnerships: GuildCollection<PartnershipDocument>, texts: TextKeys) {
    this.#partnerships = partnerships;
    this.#texts = texts;
  }

  async get(id: PartnershipId): Promise<Partnership | null> {
    const document = await this.#partnerships.findOne({ _id: id });
    return document === null ? null : this.#open(document);
  }

  async save(partnership: Partnership, expectedVersion: number | null): Promise<void> {
    const { id, charter, ...rest } = partnership;
    const { text, ...signed } = charter;
    const plain = text === null ? null : JSON.stringify(text);
    const sealed = await this.#texts.seal(`partnership:${id}`, FIELD, id, plain);
    await this.#partnerships.save(
      {
        _id: id,
        ...rest,
        charter: { ...signed, sealed },
        pair: pairKey(partnership.members),
        live: partnership.state.kind !== 'ended',
      },
      expectedVersion,
    );
  }

  liveOf(person: PersonId): Promise<Partnership[]> {
    return this.#all({ members: person, live: true });
  }

  live(): Promise<Partnership[]> {
    return this.#all({ live: true });
  }

  ofPerson(person: PersonId): Promise<Partnership[]> {
    return this.#all({ members: person });
  }

  async #all(filter: Filter): Promise<Partnership[]> {
    const documents = await this.#partnerships.find(filter, { sort: { _id: 1 } });
    await this.#texts.load(documents.map(({ _id }) => `partnership:${_id}` as const));
    const partnerships: Partnership[] = [];
    for (const document of documents) partnerships.push(await this.#open(document));
    return partnerships;
  }

  async #open(document: PartnershipDocument): Promise<Partnership> {
    const { _id, schemaVersion, pair, live, charter, ...rest } = document;
    const { sealed, ...signed } = charter;
    const text = await this.#texts.open(`partnership:${_id}`, FIELD, _id, sealed);
    return { id: _id, ...rest, charter: { ...signed, text: text === null ? null : JSON.parse(text) } };
  }
}
