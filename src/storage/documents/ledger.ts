import { Schema } from 'mongoose';
import type { LocalDate, PersonId, RowId } from '#domain/ids';
import type { LedgerRow } from '#domain/ledger/ledger-row';
import {
  documentSchema,
  needed,
  neededDate,
  neededNumber,
  partSchema,
  type Stored,
  type StoredDocument,
  text,
} from './document-schema.ts';

/**
 * `unsure` says that an earlier attempt may have reached Discord; `resumed` is what it was when the row was
 * last claimed.
 */
export type LedgerDocument = Stored<LedgerRow> & { unsure: boolean; resumed: boolean };

export const ledgerSchema = documentSchema('ledger', {
  subject: needed,
  kind: needed,
  occurrence: text,
  recipient: text,
  refs: { type: Schema.Types.Mixed, required: true },
  target: { type: partSchema({ kind: needed, person: text, partnership: text }), required: true },
  after: text,
  dueAt: neededDate,
  intended: { type: partSchema({ zone: needed, on: needed, hour: neededNumber }), default: null },
  windowEndsAt: { type: Date },
  wakeAt: neededDate,
  state: needed,
  leaseUntil: { type: Date },
  fence: neededNumber,
  attempts: neededNumber,
  lastCode: { type: Schema.Types.Mixed },
  unsure: { type: Boolean, required: true },
  resumed: { type: Boolean, required: true },
  channel: text,
  message: text,
});

/** The one ping of a person and local day; `_id` is guild, person and day, so it can be taken once. */
export type PingDocument = StoredDocument & { person: PersonId; on: LocalDate; row: RowId };

export const pingsSchema = documentSchema('pings', { person: needed, on: needed, row: needed });
