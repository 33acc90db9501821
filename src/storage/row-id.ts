import { createHash } from 'node:crypto';
import type { GuildId, RowId } from '#domain/ids';
import type { NewEffect } from '#domain/ledger/ledger-row';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 25;

/**
 * The id of a ledger row: the first 125 bits of SHA-256 over what makes the effect unique, as 25
 * characters of base32, which is as long as a nonce of Discord's may be.
 */
export function rowId(
  guild: GuildId,
  {
    subject,
    kind,
    occurrence = '',
    recipient = null,
  }: Pick<NewEffect, 'subject' | 'kind' | 'occurrence' | 'recipient'>,
): RowId {
  const digest = createHash('sha256')
    .update(JSON.stringify([guild, subject, kind, occurrence, recipient]))
    .digest();
  let bits = BigInt(`0x${digest.toString('hex')}`) >> BigInt(256 - LENGTH * 5);
  let id = '';
  for (let i = 0; i < LENGTH; i++) {
    id = ALPHABET[Number(bits & 31n)] + id;
    bits >>= 5n;
  }
  return id as RowId;
}
