import { afterAll, beforeAll, describe } from 'vitest';
import { describeLedger } from '../contracts/describe-ledger.ts';
import { describeLedgerClaims } from '../contracts/describe-ledger-claims.ts';
import { openTestStorage, type TestStorage } from './open-test-storage.ts';

describe('in MongoDB', () => {
  let storage: TestStorage;
  beforeAll(async () => {
    storage = await openTestStorage();
  });
  afterAll(() => storage.close());

  describeLedger(() => storage);
});

describe('in MongoDB, with a ledger of their own', () => {
  let storage: TestStorage;
  beforeAll(async () => {
    storage = await openTestStorage();
  });
  afterAll(() => storage.close());

  describeLedgerClaims(() => storage);
});
