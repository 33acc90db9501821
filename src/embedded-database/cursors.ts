import { randomBytes } from 'node:crypto';
import { calculateObjectSize, Long } from 'bson';
import { type Doc, maxDocumentBytes } from './bson-values.ts';
import { fail } from './command-error.ts';
import type { Transaction } from './transaction.ts';

interface Cursor {
  namespace: string;
  documents: Doc[];
  next: number;
  transaction: Transaction | undefined;
  usedAt: number;
}

const firstBatchDocuments = 101;

/** The results that clients have not fetched yet. They are what the query found when it ran. */
export class Cursors {
  readonly #cursors = new Map<string, Cursor>();

  /** The `cursor` part of a reply, with the first batch; the rest is kept for `getMore`. */
  open(
    namespace: string,
    documents: Doc[],
    options: {
      batchSize?: number | undefined;
      single?: boolean;
      transaction?: Transaction | undefined;
    } = {},
  ): Doc {
    const { batchSize = firstBatchDocuments, transaction } = options;
    const cursor = { namespace, documents, next: 0, transaction, usedAt: performance.now() };
    const firstBatch = takeBatch(cursor, batchSize);
    if (cursor.next >= documents.length || options.single === true)
      return { firstBatch, id: Long.ZERO, ns: namespace };
    const id = Long.fromBigInt(randomBytes(8).readBigInt64LE() & (2n ** 62n - 1n)).or(Long.ONE);
    this.#cursors.set(id.toString(), cursor);
    return { firstBatch, id, ns: namespace };
  }

  getMore(id: unknown, namespace: string, batchSize: number | undefined): Doc {
    const cursor = this.#cursors.get(String(id));
    if (cursor === undefined) fail(43, `cursor id ${String(id)} not found`);
    if (cursor.namespace !== namespace)
      fail(13, `the cursor belongs to another namespace: '${cursor.namespace}'`);
    cursor.usedAt = performance.now();
    const nextBatch = takeBatch(cursor, batchSize || Number.POSITIVE_INFINITY);
    if (cursor.next < cursor.documents.length)
      return { nextBatch, id: Long.fromString(String(id)), ns: namespace };
    this.#cursors.delete(String(id));
    return { nextBatch, id: Long.ZERO, ns: namespace };
  }

  /** Whether there was such a cursor. */
  kill(id: unknown): boolean {
    return this.#cursors.delete(String(id));
  }

  killWhere(test: (cursor: { transaction: Transaction | undefined; usedAt: number }) => boolean): void {
    for (const [id, cursor] of this.#cursors) if (test(cursor)) this.#cursors.delete(id);
  }
}

/** As many documents as asked for, but no more than fit into one reply. */
function takeBatch(cursor: Cursor, most: number): Doc[] {
  const batch: Doc[] = [];
  let bytes = 0;
  while (batch.length < most && cursor.next < cursor.documents.length) {
    const document = cursor.documents[cursor.next] as Doc;
    bytes += calculateObjectSize(document);
    if (batch.length > 0 && bytes > maxDocumentBytes) break;
    batch.push(document);
    cursor.next++;
  }
  return batch;
}
