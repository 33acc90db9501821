import type { RoundId } from '#domain/ids';
import type { Round, Rounds } from '#use-cases/ports/rounds';
import type { RoundDocument } from './documents/rounds.ts';
import type { GuildCollection } from './guild-collection.ts';

/** `Rounds` in MongoDB. */
export class MongoRounds implements Rounds {
  readonly #rounds: GuildCollection<RoundDocument>;

  constructor(rounds: GuildCollection<RoundDocument>) {
    this.#rounds = rounds;
  }

  async add({ id, ...rest }: Round): Promise<void> {
    await this.#rounds.insert({ _id: id, ...rest });
  }

  async latest(): Promise<Round | null> {
    const document = await this.#rounds.findOne({}, { sort: { ranAt: -1, _id: -1 } });
    if (document === null) return null;
    const { _id, guild, schemaVersion, ...round } = document;
    return { id: _id, ...round };
  }

  async dropPool(id: RoundId): Promise<void> {
    await this.#rounds.set({ _id: id }, { pool: null });
  }

  async forget(person: string): Promise<void> {
    await this.#rounds.set({ 'pool.person': person }, { pool: null });
  }
}
