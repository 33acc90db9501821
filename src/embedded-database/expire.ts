import { DirectUnit, logEntries, type Store, WriteConflict } from './store.ts';

/**
 * Removes the documents whose date in a TTL index is more than `expireAfterSeconds` ago. Of several dates in an
 * array the earliest counts; other values never expire. A document that a transaction holds waits for the next pass.
 */
export async function removeExpired(store: Store, now: number): Promise<void> {
  const unit = new DirectUnit(store);
  for (const [namespace, collection] of [...store.collections]) {
    for (const index of collection.indexes) {
      const { expireAfterSeconds } = index.definition;
      if (expireAfterSeconds === undefined) continue;
      const latest = new Date(now - expireAfterSeconds * 1000);
      const [low, high] = [[new Date(-8.64e15)], [latest]];
      const expired = [
        ...(index.directions[0] === 1 ? index.range(low, high, false) : index.range(high, low, false)),
      ];
      for (const { record } of expired) {
        const document = store.collections.get(namespace)?.records.get(record);
        if (document === undefined) continue;
        try {
          unit.change(namespace, record, document, undefined);
        } catch (error) {
          if (!(error instanceof WriteConflict)) throw error;
        }
      }
    }
  }
  if (unit.changes.length > 0) await store.log?.append(logEntries(unit.changes));
}
