import { Scope } from '#query-language/expression';
import { select } from './select.ts';
import type { Store } from './store.ts';
import { Transaction } from './transaction.ts';

/**
 * Removes the documents whose date in a TTL index is more than `expireAfterSeconds` ago. Of several dates in an
 * array the earliest counts; other values never expire. A document that a transaction holds waits for the next pass.
 */
export async function removeExpired(store: Store, now: number): Promise<void> {
  const transaction = new Transaction(store);
  for (const [namespace, { indexes }] of [...store.collections]) {
    for (const { fields, definition } of indexes) {
      if (definition.expireAfterSeconds === undefined) continue;
      const expired = { $lte: new Date(now - definition.expireAfterSeconds * 1000) };
      const options = { hint: definition.name, scope: new Scope() };
      const found = select(transaction.read(namespace), { [fields[0] as string]: expired }, options);
      for (const { record, document } of found)
        if (!store.locks.has(`${namespace}/${record}`))
          transaction.change(namespace, record, document, undefined);
    }
  }
  transaction.commit();
  if (transaction.entries.length > 0) await store.log?.append(transaction.entries);
}
