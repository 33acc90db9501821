import type { Sealed } from '../encryption/seal.ts';
import type { KeyOwner } from '../encryption/text-keys.ts';
import { documentSchema, needed, type StoredDocument, sealed, text } from './document-schema.ts';

/**
 * A data key, wrapped by a master key; `_id` is guild and owner. `kid` and `wrapped` are null once it was
 * destroyed. Backups of this collection are to be kept for a short time only.
 */
export type KeyDocument = StoredDocument & { owner: KeyOwner; kid: string | null; wrapped: Sealed | null };

export const keysSchema = documentSchema('keys', { owner: needed, kid: text, wrapped: sealed });
