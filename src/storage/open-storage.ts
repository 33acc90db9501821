import type { Connection } from 'mongoose';
import type { LedgerClaims } from '#use-cases/ports/ledger';
import type { SendPace } from '#use-cases/ports/send-pace';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { connect } from './connection.ts';
import { modelsOf } from './documents/models.ts';
import { type MasterKey, MasterKeys } from './encryption/master-keys.ts';
import { migrate } from './migrations/migrate.ts';
import type { NativeDb } from './migrations/migration.ts';
import { rewrapKeys } from './migrations/rewrap-keys.ts';
import { LEASE_MS, MongoLedgerClaims } from './mongo-ledger-claims.ts';
import { MongoSendPace } from './mongo-send-pace.ts';
import { MongoUnitOfWork, type OnRecorded } from './mongo-unit-of-work.ts';

export type Storage = {
  unitOfWork: UnitOfWork;
  ledgerClaims: LedgerClaims;
  sendPace: SendPace;
  connection: Connection;
  /** The same database for Agenda. */
  db: NativeDb;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

export type StorageOptions = {
  /** Of a replica set; the database's name is in it. */
  uri: string;
  /** The first is current, the others still open what they sealed. */
  masterKeys: readonly MasterKey[];
  onRecorded?: OnRecorded;
  /** How long a claimed row is held, in milliseconds; longer than the worst REST call. */
  leaseMs?: number;
};

/**
 * Connects, brings the database to this program's version, and answers the ports. Rejects when the
 * database is unreachable or newer, or a master key is missing; nothing is left open then.
 */
export async function openStorage({
  uri,
  masterKeys,
  onRecorded = () => {},
  leaseMs = LEASE_MS,
}: StorageOptions): Promise<Storage> {
  const masters = new MasterKeys(masterKeys);
  const connection = await connect(uri);
  try {
    const db = nativeDb(connection);
    await migrate(db);
    await rewrapKeys(db, masters);
    const models = modelsOf(connection);
    return {
      unitOfWork: new MongoUnitOfWork(connection, models, masters, onRecorded),
      ledgerClaims: new MongoLedgerClaims(connection, models, leaseMs),
      sendPace: new MongoSendPace(connection),
      connection,
      db,
      ping: async () => {
        await db.command({ ping: 1 });
      },
      close: () => connection.close(),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function nativeDb(connection: Connection): NativeDb {
  if (connection.db === undefined) throw new Error('The connection is not open.');
  return connection.db;
}
