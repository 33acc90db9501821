import type { ChannelId, PartnershipId, PersonId } from '#domain/ids';
import type { Place, PlaceKey, Places } from '#use-cases/ports/places';
import type { PlaceDocument } from './documents/places.ts';
import type { GuildCollection } from './guild-collection.ts';

/** `Places` in MongoDB; the `_id` is made of guild and key, so a key has one place. */
export class MongoPlaces implements Places {
  readonly #places: GuildCollection<PlaceDocument>;

  constructor(places: GuildCollection<PlaceDocument>) {
    this.#places = places;
  }

  async get(key: PlaceKey): Promise<Place | null> {
    return toPlace(await this.#places.findOne({ _id: this.#id(key) }));
  }

  async put({ key, channel, message }: Place): Promise<void> {
    const _id = this.#id(key);
    await this.#places.replace(
      { _id },
      { _id, kind: key.kind, of: whose(key), channel, message },
      { upsert: true },
    );
  }

  /** A partnership's messages stand in its thread's channel too; only the thread or corner itself answers. */
  async byChannel(channel: ChannelId): Promise<Place | null> {
    return toPlace(await this.#places.findOne({ channel, kind: { $in: ['thread', 'corner'] } }));
  }

  async remove(key: PlaceKey): Promise<void> {
    await this.#places.remove({ _id: this.#id(key) });
  }

  #id(key: PlaceKey): string {
    return [this.#places.guild, key.kind, whose(key) ?? ''].join(':');
  }
}

function whose(key: PlaceKey): string | null {
  if ('partnership' in key) return key.partnership;
  return 'person' in key ? key.person : null;
}

function toPlace(document: PlaceDocument | null): Place | null {
  if (document === null) return null;
  const { kind, of, channel, message } = document;
  return { key: toKey(kind, of), channel, message };
}

function toKey(kind: PlaceDocument['kind'], of: string | null): PlaceKey {
  if (kind === 'panel') return { kind };
  if (kind === 'corner' || kind === 'dm') return { kind, person: of as PersonId };
  return { kind, partnership: of as PartnershipId };
}
