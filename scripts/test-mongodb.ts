/**
 * Runs the suites that store things on a real MongoDB, and insists on it: `MONGODB_URI` when it is set, else
 * a mongod that mongodb-memory-server finds or downloads. Arguments go to vitest; without any, the storage,
 * schedule, use-case and journey suites run.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { MongoMemoryReplSet } from 'mongodb-memory-server';

const SUITES = [
  'test/storage',
  'test/schedule',
  'test/use-cases',
  'test/journeys',
  'test/embedded-database/differential',
];

const HOW_TO_GET_ONE = `There is no MongoDB to test on. Any of these helps:
  MONGODB_URI=mongodb://127.0.0.1:27017/?replicaSet=rs0   a running replica set (6.0 or newer)
  MONGOMS_SYSTEM_BINARY=/usr/bin/mongod                   a mongod on this machine
  a network in which mongodb-memory-server can download one (about half a gigabyte, once)
  docker compose up -d mongo                              the one from docker-compose.yml`;

const openMongoDb = async (): Promise<{ uri: string; stop: () => Promise<unknown> }> => {
  const given = process.env['MONGODB_URI'];
  if (given) return { uri: given, stop: async () => {} };
  const replicaSet = await MongoMemoryReplSet.create({ replSet: { count: 1, storageEngine: 'wiredTiger' } });
  return { uri: replicaSet.getUri(), stop: () => replicaSet.stop() };
};

try {
  const { uri, stop } = await openMongoDb();
  const asked = process.argv.slice(2);
  const vitest = spawn('npx', ['--no-install', 'vitest', 'run', ...(asked.length > 0 ? asked : SUITES)], {
    env: { ...process.env, MONGODB_URI: uri },
    stdio: 'inherit',
  });
  const [code] = await once(vitest, 'exit');
  await stop();
  process.exit(typeof code === 'number' ? code : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(HOW_TO_GET_ONE);
  process.exit(1);
}
