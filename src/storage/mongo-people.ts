import type { PersonId, UserId } from '#domain/ids';
import type { People } from '#use-cases/ports/people';
import type { PersonDocument } from './documents/people.ts';
import type { TextKeys } from './encryption/text-keys.ts';
import type { GuildCollection } from './guild-collection.ts';

/** `People` in MongoDB. Unique indexes keep one person for an account and one account for a person. */
export class MongoPeople implements People {
  readonly #people: GuildCollection<PersonDocument>;
  readonly #texts: TextKeys;

  constructor(people: GuildCollection<PersonDocument>, texts: TextKeys) {
    this.#people = people;
    this.#texts = texts;
  }

  async personOf(user: UserId): Promise<PersonId | null> {
    return (await this.#people.findOne({ user }))?._id ?? null;
  }

  async userOf(person: PersonId): Promise<UserId | null> {
    return (await this.#people.findOne({ _id: person }))?.user ?? null;
  }

  async link(person: PersonId, user: UserId): Promise<void> {
    await this.#people.insert({ _id: person, user });
  }

  async cut(person: PersonId): Promise<void> {
    await this.#people.remove({ _id: person });
    await this.#texts.destroy(`person:${person}`);
  }
}
