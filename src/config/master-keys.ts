import { createHash } from 'node:crypto';

/** A key that wraps the keys of people and partnerships; its id is written beside what it wrapped. */
export type MasterKey = {
  readonly id: string;
  /** 32 bytes, for AES-256. */
  readonly key: Buffer;
};

/** Known to everybody who reads this, so that a checkout runs at once; production never falls back to it. */
export const DEVELOPMENT_KEY: MasterKey = Object.freeze({
  id: 'development',
  key: createHash('sha256').update('alongside: a key for development, and no secret').digest(),
});

/**
 * Parses `id:base64,id:base64`. Null when a part is not `id:key`, an id comes twice or is the development
 * key's, a key is not exactly 32 bytes, or is one byte repeated (a placeholder somebody forgot).
 */
export function parseMasterKeys(text: string): [MasterKey, ...MasterKey[]] | null {
  const keys: MasterKey[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*([A-Za-z0-9_-]{1,16}):([A-Za-z0-9+/_-]{43}=?)\s*$/.exec(part);
    const [, id, encoded] = match ?? [];
    if (id === undefined || encoded === undefined) return null;
    const key = Buffer.from(encoded, 'base64');
    if (key.length !== 32 || new Set(key).size === 1) return null;
    if (id === DEVELOPMENT_KEY.id || keys.some((other) => other.id === id)) return null;
    keys.push(Object.freeze({ id, key }));
  }
  const [first, ...rest] = keys;
  return first === undefined ? null : [first, ...rest];
}
