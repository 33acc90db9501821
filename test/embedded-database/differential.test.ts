import { MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { startEmbeddedDatabase } from '#embedded-database/embedded-database';
import { chooseSeed, proveAgreement } from './proofs/agreement.ts';
import { type Operation, perform, prepare } from './proofs/operations.ts';
import type { Loose } from './with-database.ts';

const real = process.env['MONGODB_URI'];
/** A real one decides; two of our own only show that no answer depends on an index. */
const operations = real === undefined ? 2000 : 10_000;
const peer = real === undefined ? 'a second one that has other indexes' : 'a real MongoDB';

describe(`the embedded database and ${peer}`, () => {
  it('agree on every outcome of thousands of random operations', async () => {
    const seed = chooseSeed();
    process.stdout.write(`differential: against ${peer}, DATABASE_SEED=${seed}\n`);
    if (real === undefined)
      process.stdout.write('differential: 0 operations on a real MongoDB, for want of MONGODB_URI\n');
    const databases = [await startEmbeddedDatabase(), await startEmbeddedDatabase()] as const;
    const client = await MongoClient.connect(databases[0].uri);
    const other = await MongoClient.connect(real ?? databases[1].uri);
    const name = `differential-${seed}`;
    let count = 0;
    const expire = async () => undefined;
    const begin = async () => {
      const called = `c${++count}`;
      const subject = { client, collection: client.db(name).collection<Loose>(called), expire };
      const reference = { client: other, collection: other.db(name).collection<Loose>(called), expire };
      await prepare(reference);
      if (real === undefined)
        for (const key of ['a_1_n_-1', 'b_1', 'd.x_1']) await reference.collection.dropIndex(key);
      return { subject, expected: (operation: Operation) => perform(reference, operation) };
    };
    try {
      const done = await proveAgreement({ seed, operations, expiring: false, begin });
      process.stdout.write(`differential: ${done} operations agree with ${peer}, seed ${seed}\n`);
      expect(done).toBeGreaterThanOrEqual(operations);
    } finally {
      await other.db(name).dropDatabase();
      await Promise.all([client.close(), other.close()]);
      for (const database of databases) await database.stop();
    }
  }, 240_000);
});
