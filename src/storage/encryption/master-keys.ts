import { type Binding, type Sealed, seal, unseal } from './seal.ts';

/** A 256-bit key from the configuration; its id is stored beside what it wraps. */
export type MasterKey = { id: string; key: Buffer };

const KEY_BYTES = 32;

/**
 * Wraps and unwraps data keys. The first master key is the current one; the others only unwrap, until
 * every data key has been wrapped again (migrations/rewrap-keys.ts) and they can be taken away.
 */
export class MasterKeys {
  readonly current: MasterKey;
  readonly #byId: Map<string, Buffer>;

  constructor(keys: readonly MasterKey[]) {
    const [current] = keys;
    if (current === undefined) throw new Error('Storage needs at least one master key.');
    for (const { id, key } of keys) {
      if (key.length !== KEY_BYTES) {
        throw new Error(`Master key "${id}" has ${key.length} bytes; it needs ${KEY_BYTES}.`);
      }
    }
    this.current = current;
    this.#byId = new Map(keys.map(({ id, key }) => [id, key]));
    if (this.#byId.size !== keys.length) throw new Error('Two master keys share an id.');
  }

  wrap(guild: string, owner: string, dataKey: Buffer): Sealed {
    return seal(this.current.id, this.current.key, keyBinding(guild, owner), dataKey);
  }

  /** Throws when the master key that wrapped it is no longer configured: that is an outage, not an erasure. */
  unwrap(guild: string, owner: string, wrapped: Sealed): Buffer {
    const key = this.#byId.get(wrapped.kid);
    if (key === undefined) throw new Error(`Master key "${wrapped.kid}" is needed but not configured.`);
    return unseal(key, keyBinding(guild, owner), wrapped);
  }
}

function keyBinding(guild: string, owner: string): Binding {
  return { guild, owner, field: 'data-key', document: owner };
}
