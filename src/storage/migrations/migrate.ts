import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { isDuplicateKey } from '../guild-collection.ts';
import { collectionsAndIndexes } from './001-collections-and-indexes.ts';
import { roundsSayWhatIsProven } from './002-rounds-say-what-is-proven.ts';
import type { Migration, NativeDb } from './migration.ts';

/** Every migration, in order of version and without a gap. */
export const MIGRATIONS: readonly Migration[] = [collectionsAndIndexes, roundsSayWhatIsProven];

/** The database was written by a newer program; going on could damage what that one keeps. */
export class DatabaseIsNewer extends Error {
  override readonly name = 'DatabaseIsNewer';
  constructor(found: number, known: number) {
    super(
      `The database is at version ${found}, and this program knows only ${known}. ` +
        'Start the newer version of Alongside, or restore a backup from before the upgrade.',
    );
  }
}

const COLLECTION = 'migrations';
const LEASE_MS = 60_000;
const LEASE = 'lease';

type Record = { _id: string; version?: number; at?: Date; holder?: string | null; leaseUntil?: Date };

/**
 * Brings the database to this program's version. Processes that start together take turns under a lease on
 * the database's clock, and those that come later find nothing left to do. Throws DatabaseIsNewer when a
 * newer program was here.
 */
export async function migrate(
  db: NativeDb,
  migrations: readonly Migration[] = MIGRATIONS,
  pollMs = 250,
): Promise<void> {
  const known = migrations.length;
  if (migrations.some(({ version }, index) => version !== index + 1)) {
    throw new Error('Migrations are numbered from 1 without a gap.');
  }
  const holder = randomUUID();
  while (!(await isCurrent(db, known))) {
    await makeLease(db);
    if (!(await takeLease(db, holder))) {
      await wait(pollMs);
      continue;
    }
    try {
      await runPending(db, migrations, holder);
    } finally {
      await db
        .collection<Record>(COLLECTION)
        .updateOne({ _id: LEASE, holder }, { $set: { holder: null, leaseUntil: new Date(0) } });
    }
  }
}

async function isCurrent(db: NativeDb, known: number): Promise<boolean> {
  const found = await versionOf(db);
  if (found > known) throw new DatabaseIsNewer(found, known);
  return found === known;
}

/** The version the database is at; 0 for an empty one. */
async function versionOf(db: NativeDb): Promise<number> {
  const last = await db
    .collection<Record>(COLLECTION)
    .findOne({ version: { $exists: true } }, { sort: { version: -1 } });
  return last?.version ?? 0;
}

async function runPending(db: NativeDb, migrations: readonly Migration[], holder: string): Promise<void> {
  const from = await versionOf(db);
  for (const { version, name, run } of migrations.slice(from)) {
    await run(db);
    // Whoever overslept its lease stops here; running a step twice does no harm.
    if (!(await takeLease(db, holder))) return;
    await db
      .collection<Record>(COLLECTION)
      .updateOne(
        { _id: `${version} ${name}` },
        { $setOnInsert: { version, at: new Date() } },
        { upsert: true },
      );
  }
}

/** Takes the lease, or makes the one we hold longer; false while another process holds it. */
async function takeLease(db: NativeDb, holder: string): Promise<boolean> {
  const { matchedCount } = await db
    .collection<Record>(COLLECTION)
    .updateOne({ _id: LEASE, $or: [{ holder }, { $expr: { $lte: ['$leaseUntil', '$$NOW'] } }] }, [
      { $set: { holder, leaseUntil: { $add: ['$$NOW', LEASE_MS] } } },
    ]);
  return matchedCount > 0;
}

/** Makes the document of the lease; an upsert could not, for its filter may not hold `$expr`. */
async function makeLease(db: NativeDb): Promise<void> {
  try {
    await db.collection<Record>(COLLECTION).insertOne({ _id: LEASE, holder: null, leaseUntil: new Date(0) });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
