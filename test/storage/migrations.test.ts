import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '#storage/connection';
import { DatabaseIsNewer, MIGRATIONS, migrate } from '#storage/migrations/migrate';
import type { Migration } from '#storage/migrations/migration';
import { openStorage } from '#storage/open-storage';
import { openTestDatabase, type TestDatabase } from '#test/database';
import { aMasterKey } from './open-test-storage.ts';

const POLL_MS = 5;

describe('migrations', () => {
  let database: TestDatabase;
  let connection: Connection;
  const ran: string[] = [];
  beforeAll(async () => {
    database = await openTestDatabase();
    connection = await connect(database.uri);
  });
  beforeEach(async () => {
    ran.length = 0;
    await connection.dropDatabase();
  });
  afterAll(async () => {
    await connection.close();
    await database.close();
  });

  const aMigration = (version: number, run: () => Promise<void> = async () => {}): Migration => ({
    version,
    name: `step ${version}`,
    run: async () => {
      ran.push(`start ${version}`);
      await run();
      ran.push(`end ${version}`);
    },
  });
  const run = (...migrations: Migration[]): Promise<void> => migrate(connection.db!, migrations, POLL_MS);

  test('run in order, each once', async () => {
    await run(aMigration(1));
    await run(aMigration(1), aMigration(2), aMigration(3));
    await run(aMigration(1), aMigration(2), aMigration(3));
    expect(ran).toEqual(['start 1', 'end 1', 'start 2', 'end 2', 'start 3', 'end 3']);
  });

  test('run in one of several processes that start together, and the others wait for it', async () => {
    const slow = aMigration(1, () => new Promise((resolve) => setTimeout(resolve, 20)));
    await Promise.all(Array.from({ length: 5 }, () => run(slow).then(() => ran.push('started'))));
    expect(ran).toEqual(['start 1', 'end 1', ...Array(5).fill('started')]);
  });

  test('that failed are run again at the next start, and hold nobody up', async () => {
    const broken = aMigration(1, () => Promise.reject(new Error('out of disk')));
    await expect(run(broken)).rejects.toThrow('out of disk');
    await run(aMigration(1));
    expect(ran).toEqual(['start 1', 'start 1', 'end 1']);
  });

  test('of a process that died are taken over when its lease is out', async () => {
    await connection
      .db!.collection<{ _id: string; holder: string; leaseUntil: Date }>('migrations')
      .insertOne({ _id: 'lease', holder: 'dead', leaseUntil: new Date(0) });
    await run(aMigration(1));
    expect(ran).toEqual(['start 1', 'end 1']);
  });

  test('of a newer program are refused with a clear word, before anything is touched', async () => {
    await run(aMigration(1), aMigration(2));
    ran.length = 0;
    await expect(run(aMigration(1))).rejects.toThrow(DatabaseIsNewer);
    await expect(run(aMigration(1))).rejects.toThrow(/version 2.*knows only 1/);
    expect(ran).toEqual([]);
  });

  test('are numbered without a gap', async () => {
    await expect(run(aMigration(1), aMigration(3))).rejects.toThrow(/without a gap/);
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  test('bring an empty database to where storage opens, also when done halfway before', async () => {
    await connection.db!.createCollection('members');
    const open = () => openStorage({ uri: database.uri, masterKeys: [aMasterKey()] });
    for (const storage of [await open(), await open()]) {
      await storage.ping();
      await storage.close();
    }
    const indexes = await connection.db!.collection('partnerships').indexes();
    expect(indexes).toContainEqual(
      expect.objectContaining({
        key: { guild: 1, pair: 1 },
        unique: true,
        partialFilterExpression: { live: true },
      }),
    );
  });

  test('leave open what was proven of rounds of before that was kept, and nothing else', async () => {
    const rounds = connection.db!.collection<{ _id: string; [field: string]: unknown }>('rounds');
    const certificate = { matched: 2, score: 5, gap: 0, matchings: [{ primal: 9, dual: 9 }] };
    const newer = { _id: 'newer', weights: { values: 10_000 }, certificate };
    await migrate(connection.db!, MIGRATIONS.slice(0, 1), POLL_MS);
    await rounds.insertMany([{ _id: 'older', seed: 3 }, newer]);
    await migrate(connection.db!, MIGRATIONS, POLL_MS);
    expect(await rounds.find().toArray()).toEqual([
      { _id: 'older', seed: 3, weights: null, certificate: null },
      newer,
    ]);
  });
});
