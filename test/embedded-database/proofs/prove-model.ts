import { MongoClient } from 'mongodb';
import type { startEmbeddedDatabase } from '#embedded-database/embedded-database';
import type { Loose } from '../with-database.ts';
import { proveAgreement } from './agreement.ts';
import { now } from './operations.ts';
import { ReferenceModel } from './reference-model.ts';

/** That a database agrees with the reference model on so many random operations; gives back how many there were. */
export async function proveModel(
  start: typeof startEmbeddedDatabase,
  seed: number,
  operations: number,
): Promise<number> {
  const database = await start({ now: () => now });
  const client = await MongoClient.connect(database.uri);
  let count = 0;
  const begin = async () => {
    const model = new ReferenceModel();
    const collection = client.db('test').collection<Loose>(`c${++count}`);
    return {
      subject: { client, collection, expire: () => database.expire() },
      expected: model.perform.bind(model),
    };
  };
  try {
    return await proveAgreement({ seed, operations, expiring: true, begin });
  } finally {
    await client.close();
    await database.stop();
  }
}
