import { randomBytes } from 'node:crypto';
import { DryMongoBinary, MongoMemoryReplSet } from 'mongodb-memory-server';
import mongoose from 'mongoose';
import { startEmbeddedDatabase } from '#embedded-database/embedded-database';

export type TestDatabase = {
  /** A connection string that names a database nobody else uses. */
  uri: string;
  kind: 'given' | 'mongod' | 'embedded';
  close(): Promise<void>;
};

type Server = { uri: string; kind: TestDatabase['kind']; stop(): Promise<void> };

let server: Promise<Server> | null = null;
let users = 0;

/**
 * The one place tests take their database from: `MONGODB_URI` when it is set, else a mongod that is at hand
 * (never downloaded), else the embedded database. Calls in one process share the server, and each gets a
 * database of its own; the last `close` stops it.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  users += 1;
  server ??= startServer();
  const { uri: serverUri, kind, stop } = await server;
  const uri = withDatabase(serverUri, `test-${randomBytes(8).toString('hex')}`);
  return {
    uri,
    kind,
    close: async () => {
      if (kind === 'given') await drop(uri);
      users -= 1;
      if (users > 0) return;
      server = null;
      await stop();
    },
  };
}

async function startServer(): Promise<Server> {
  const given = process.env['MONGODB_URI'];
  if (given) return { uri: given, kind: 'given', stop: async () => {} };
  const systemBinary = await mongodAtHand();
  if (systemBinary !== null) {
    const replicaSet = await MongoMemoryReplSet.create({
      binary: { systemBinary },
      replSet: { count: 1, storageEngine: 'wiredTiger' },
    });
    return {
      uri: replicaSet.getUri(),
      kind: 'mongod',
      stop: async () => {
        await replicaSet.stop();
      },
    };
  }
  const { uri, stop } = await startEmbeddedDatabase();
  return { uri, kind: 'embedded', stop };
}

/** A mongod named by the environment, or one that mongodb-memory-server fetched some other time. */
async function mongodAtHand(): Promise<string | null> {
  const named = process.env['MONGOMS_SYSTEM_BINARY'];
  if (named) return named;
  return (await DryMongoBinary.locateBinary(await DryMongoBinary.generateOptions())) ?? null;
}

function withDatabase(uri: string, name: string): string {
  const [, server, query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  if (server === undefined) throw new Error('MONGODB_URI is not a connection string.');
  return `${server}/${name}${query}`;
}

async function drop(uri: string): Promise<void> {
  const connection = await mongoose.createConnection(uri).asPromise();
  await connection.dropDatabase();
  await connection.close();
}
