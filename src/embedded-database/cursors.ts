import { randomBytes } from 'node:crypto';
import { calculateObjectSize } from 'bson';
import { type Doc, maxDocumentBytes } from '#query-language/bson-values';
import { fail } from '#query-language/command-error';
import type { Transaction } from './transaction.ts';

interface Cursor {
  namespace: string;
  documents: Doc[];
  next: number;
  /** The client's transaction in which it reads, whose end is the cursor's too. */
  transaction: Transaction | undefined;
  usedAt: number;
}

export interface CursorOptions {
  batchSize?: number | undefined;
  /** Whether the first batch is all that is wanted. */
  single?: boolean;
  transaction?: Transaction | undefined;
}

const firstBatchDocuments = 101;

/** The results that clients have not fetched yet. They are what the query found when it ran. */
export class Cursors {
  readonly #cursors = new Map<string, Cursor>();

  /** The `cursor` part of a reply, with the first batch; the rest is kept for `getMore`. */
  open(namespace: string, documents: Doc[], options: CursorOptions = {}): Doc {
    const { batchSize = firstBatchDocuments, single, transaction } = options;
    const cursor = { namespace, documents, next: 0, transaction, usedAt: performance.now() };
    const firstBatch = takeBatch(cursor, batchSize);
    const done = cursor.next >= documents.length || single === true;
    // A positive int64; 0 says that there is nothing left to fetch.
    const id = done ? 0n : (randomBytes(8).readBigUInt64LE() >> 1n) | 1n;
    if (!done) this.#cursors.set(String(id), cursor);
    return { firstBatch, id, ns: namespace };
  }

  getMore(id: unknown, namespace: string, batchSize: number | undefined): Doc {
    const cursor = this.#cursors.get(String(id));
    if (cursor?.namespace !== namespace) fail(43, `cursor id ${String(id)} not found in ${namespace}`);
    cursor.usedAt = performance.now();
    const nextBatch = takeBatch(cursor, batchSize || Number.POSITIVE_INFINITY);
    const done = cursor.next >= cursor.documents.length;
    if (done) this.kill(id);
    return { nextBatch, id: done ? 0n : id, ns: namespace };
  }

  /** Whether there was such a cursor. */
  kill(id: unknown): boolean {
    return this.#cursors.delete(String(id));
  }

  killWhere(test: (cursor: Pick<Cursor, 'namespace' | 'transaction' | 'usedAt'>) => boolean): void {
    for (const [id, cursor] of this.#cursors) if (test(cursor)) this.#cursors.delete(id);
  }
}

/** As many documents as asked for, but no more than fit into one reply. */
function takeBatch(cursor: Cursor, most: number): Doc[] {
  const start = cursor.next;
  let bytes = 0;
  while (cursor.next < cursor.documents.length && cursor.next - start < most) {
    bytes += calculateObjectSize(cursor.documents[cursor.next] as Doc);
    if (cursor.next > start && bytes > maxDocumentBytes) break;
    cursor.next++;
  }
  return cursor.documents.slice(start, cursor.next);
}
