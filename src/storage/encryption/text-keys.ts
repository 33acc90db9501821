import { randomBytes } from 'node:crypto';
import type { PartnershipId, PersonId } from '#domain/ids';
import type { KeyDocument } from '../documents/keys.ts';
import type { GuildCollection } from '../guild-collection.ts';
import type { MasterKeys } from './master-keys.ts';
import { type Sealed, seal, unseal } from './seal.ts';

/** Whose key seals a text: a charter belongs to its partnership, so it does not die with one author. */
export type KeyOwner = `person:${PersonId}` | `partnership:${PartnershipId}`;

type DataKey = { kid: string; key: Buffer };

/**
 * Seals and opens texts with their owner's data key, within one unit of work. Keys are read in the unit's
 * transaction and forgotten with it, so a key destroyed elsewhere is not remembered here.
 */
export class TextKeys {
  readonly #keys: GuildCollection<KeyDocument>;
  readonly #masters: MasterKeys;
  /** null: the owner has no key, or had it destroyed. */
  readonly #known = new Map<KeyOwner, DataKey | null>();

  constructor(keys: GuildCollection<KeyDocument>, masters: MasterKeys) {
    this.#keys = keys;
    this.#masters = masters;
  }

  /**
   * Seals a text, making the owner's key when there is none yet. Null, and nothing kept, for null and for
   * an owner whose key was destroyed: what arrives after an erasure is not stored.
   */
  async seal(owner: KeyOwner, field: string, document: string, text: string | null): Promise<Sealed | null> {
    if (text === null) return null;
    const dataKey = await this.#ensure(owner);
    if (dataKey === null) return null;
    const binding = { guild: this.#keys.guild, owner, field, document };
    return seal(dataKey.kid, dataKey.key, binding, Buffer.from(text, 'utf8'));
  }

  /** Opens a sealed text; null when its key is gone. Throws when it was tampered with or moved. */
  async open(
    owner: KeyOwner,
    field: string,
    document: string,
    sealed: Sealed | null | undefined,
  ): Promise<string | null> {
    if (!sealed) return null;
    await this.load([owner]);
    const dataKey = this.#known.get(owner);
    if (!dataKey || dataKey.kid !== sealed.kid) return null;
    const binding = { guild: this.#keys.guild, owner, field, document };
    return unseal(dataKey.key, binding, sealed).toString('utf8');
  }

  /** Reads the keys of several owners at once, for a list that is about to be opened. */
  async load(owners: readonly KeyOwner[]): Promise<void> {
    const missing = [...new Set(owners)].filter((owner) => !this.#known.has(owner));
    if (missing.length === 0) return;
    const documents = await this.#keys.find({ owner: { $in: missing } });
    for (const owner of missing) this.#known.set(owner, null);
    for (const document of documents) this.#known.set(document.owner, this.#unwrap(document));
  }

  /**
   * Destroys the owner's key. A mark stays in its place, so that a text written at the same moment
   * conflicts with it instead of making the owner a second key.
   */
  async destroy(owner: KeyOwner): Promise<void> {
    const _id = this.#id(owner);
    await this.#keys.replace({ _id }, { _id, owner, kid: null, wrapped: null }, { upsert: true });
    this.#known.set(owner, null);
  }

  async #ensure(owner: KeyOwner): Promise<DataKey | null> {
    await this.load([owner]);
    const known = this.#known.get(owner);
    if (known) return known;
    const { document } = await this.#keys.setOnce({
      _id: this.#id(owner),
      owner,
      kid: randomBytes(9).toString('base64url'),
      wrapped: this.#masters.wrap(this.#keys.guild, owner, randomBytes(32)),
    });
    const dataKey = this.#unwrap(document);
    this.#known.set(owner, dataKey);
    return dataKey;
  }

  #unwrap({ owner, kid, wrapped }: KeyDocument): DataKey | null {
    if (kid === null || wrapped === null) return null;
    return { kid, key: this.#masters.unwrap(this.#keys.guild, owner, wrapped) };
  }

  #id(owner: KeyOwner): string {
    return `${this.#keys.guild}:${owner}`;
  }
}
