import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A text at rest: AES-256-GCM, with the id of the key that sealed it; bytes as base64url. */
export type Sealed = { kid: string; iv: string; ct: string; tag: string };

/** What a sealed text belongs to. It is bound in as additional data, so that a text moved elsewhere does not open. */
export type Binding = { guild: string; owner: string; field: string; document: string };

const IV_BYTES = 12;

/** Seals bytes under a 32-byte key with a fresh random IV. */
export function seal(kid: string, key: Buffer, binding: Binding, plain: Buffer): Sealed {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(additionalData(binding));
  const ct = Buffer.concat([cipher.update(plain), cipher.final()]);
  return {
    kid,
    iv: iv.toString('base64url'),
    ct: ct.toString('base64url'),
    tag: cipher.getAuthTag().toString('base64url'),
  };
}

/** Opens what `seal` made. Throws when the key, the binding or any byte is not the one it was sealed with. */
export function unseal(key: Buffer, binding: Binding, sealed: Sealed): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.iv, 'base64url'), {
    authTagLength: 16,
  });
  decipher.setAAD(additionalData(binding));
  decipher.setAuthTag(Buffer.from(sealed.tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(sealed.ct, 'base64url')), decipher.final()]);
}

/** JSON of a list keeps the parts apart: no two bindings give the same bytes. */
function additionalData({ guild, owner, field, document }: Binding): Buffer {
  return Buffer.from(JSON.stringify([guild, owner, field, document]));
}
