import { randomBytes } from 'node:crypto';
import { modelsOf } from '#storage/documents/models';
import { MongoLedgerClaims } from '#storage/mongo-ledger-claims';
import { openStorage, type Storage, type StorageOptions } from '#storage/open-storage';
import { openTestDatabase, type TestDatabase } from '#test/database';

export const aMasterKey = (id = 'first') => ({ id, key: randomBytes(32) });

export type TestStorage = Storage & {
  database: TestDatabase;
  /** Claims whose leases run out at once, as after a crash. */
  crashingClaims: MongoLedgerClaims;
};

/** Storage on a fresh database; `close` gives both back. */
export async function openTestStorage(options: Partial<StorageOptions> = {}): Promise<TestStorage> {
  const database = await openTestDatabase();
  const storage = await openStorage({ uri: database.uri, masterKeys: [aMasterKey()], ...options });
  return {
    ...storage,
    database,
    crashingClaims: new MongoLedgerClaims(storage.connection, modelsOf(storage.connection), -1),
    close: async () => {
      await storage.close();
      await database.close();
    },
  };
}
