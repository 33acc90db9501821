import type { LedgerRow } from '#domain/ledger/ledger-row';
import type { LedgerDocument } from './documents/ledger.ts';

/** The row as the domain knows it. */
export function ledgerRowOf(document: LedgerDocument): LedgerRow {
  const { _id, schemaVersion, unsure, resumed, ...row } = document;
  return { id: _id, ...row };
}
