import { afterAll, beforeAll, describe } from 'vitest';
import { MongoSendPace } from '#storage/mongo-send-pace';
import { describeSendPace } from '../contracts/describe-send-pace.ts';
import { openTestStorage, type TestStorage } from './open-test-storage.ts';

describe('in MongoDB', () => {
  let storage: TestStorage;
  beforeAll(async () => {
    storage = await openTestStorage();
  });
  afterAll(() => storage.close());

  describeSendPace(() => [storage.sendPace, new MongoSendPace(storage.connection)]);
});
