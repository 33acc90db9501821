/**
 * Runs MongoDB's unified specification tests, found in a folder and those in it, against the embedded database:
 *   tsx --conditions=source scripts/test-mongodb-specifications.ts FOLDER
 * The format is that of github.com/mongodb/specifications, source/unified-test-format. It prints how many tests
 * passed, failed (refusals by name apart) and did not apply, each of the latter two with its reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EJSON } from 'bson';
import { type Document, MongoClient, type TopologyDescription } from 'mongodb';
import { startEmbeddedDatabase } from '#embedded-database/embedded-database';
import { SpecificationEntities } from './specification-entities.ts';
import { failPoints } from './specification-fail-points.ts';
import {
  NotRun,
  type Operation,
  type Requirement,
  SentOtherwise,
  type Specification,
  type SpecificationTest,
} from './specification-format.ts';
import { match } from './specification-match.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: test-mongodb-specifications.ts FOLDER');
const database = await startEmbeddedDatabase({ intercept: failPoints() });
const admin = await MongoClient.connect(database.uri);
const serverVersion = String((await admin.db('admin').command({ buildInfo: 1 }))['version']);

const driverReplacesNullIds = await sentIdOfNull();

const counts = { passed: 0, failed: 0, refused: 0, driver: 0 };
let otherFiles = 0;
const notRun = new Map<string, number>();
const noSecondary = 'needs a secondary';
for (const file of readdirSync(folder, { encoding: 'utf8', recursive: true }).sort()) {
  if (!file.endsWith('.json')) continue;
  const specification = EJSON.parse(readFileSync(join(folder, file), 'utf8')) as Specification;
  if (specification.schemaVersion === undefined || !Array.isArray(specification.tests)) {
    otherFiles++;
    continue;
  }
  for (const test of specification.tests) {
    const name = `${file}: ${test.description}`;
    try {
      await run(specification, test);
      counts.passed++;
    } catch (error) {
      const { code, message, reason } = error as {
        code?: unknown;
        message: string;
        reason?: TopologyDescription;
      };
      if (error instanceof NotRun) {
        notRun.set(message, (notRun.get(message) ?? 0) + 1);
        console.log(`not run: ${name}: ${message}`);
      } else if (reason?.type === 'ReplicaSetWithPrimary') {
        notRun.set(noSecondary, (notRun.get(noSecondary) ?? 0) + 1);
        console.log(`not run: ${name}: ${noSecondary}`);
      } else if (code === 238 || code === 59) {
        counts.refused++;
        console.log(`refused: ${name}: ${message}`);
      } else if (error instanceof SentOtherwise) {
        counts.driver++;
        console.log(`sent otherwise: ${name}: ${message}`);
      } else {
        counts.failed++;
        console.log(`FAILED: ${name}: ${message}`);
      }
    }
  }
}
await admin.close();
await database.stop();
const applied = counts.passed + counts.failed + counts.refused + counts.driver;
console.log(
  `\nas server ${serverVersion}, a replica set: ${counts.passed} of ${applied} passed (${applied === 0 ? '-' : ((100 * counts.passed) / applied).toFixed(1)} %), ${counts.refused} refused by name, ${counts.driver} sent otherwise by the driver, ${counts.failed} failed`,
);
for (const [reason, count] of [...notRun].sort(([, a], [, b]) => b - a))
  console.log(`not run in all: ${count}, ${reason}`);
if (otherFiles > 0) console.log(`passed over: ${otherFiles} files that are not unified tests`);
process.exitCode = counts.failed > 0 ? 1 : 0;

async function run(specification: Specification, test: SpecificationTest): Promise<void> {
  if (test.skipReason !== undefined) throw new NotRun(`the test itself is switched off: ${test.skipReason}`);
  for (const requirements of [specification.runOnRequirements, test.runOnRequirements]) {
    if (requirements !== undefined && !requirements.some(isMet))
      throw new NotRun(reasonAgainst(requirements));
  }
  if (driverReplacesNullIds && test.operations.some(insertsNullId))
    throw new NotRun(
      'this driver puts an _id in place of null before it sends an insert (seen in what it sent)',
    );
  // It waits for what as many members say of themselves.
  if (test.description === 'Topology lifecycle') throw new NotRun('needs a replica set of three');
  if (
    /"(timeoutMS|defaultTimeoutMS|timeoutMode)":/.test(JSON.stringify([specification.createEntities, test]))
  )
    throw new NotRun('this driver does nothing about timeoutMS');
  if (test.expectLogMessages ?? test.expectTracingMessages) throw new NotRun('asks for logs of the driver');
  for (const { databaseName, collectionName, documents, createOptions } of specification.initialData ?? []) {
    const collection = admin.db(databaseName).collection(collectionName);
    await collection.drop();
    await admin.db(databaseName).createCollection(collectionName, createOptions);
    if (documents.length > 0) await collection.insertMany(documents);
  }
  const entities = new SpecificationEntities(database.uri, admin);
  try {
    await entities.create(specification.createEntities ?? []);
    for (const operation of test.operations) await entities.perform(operation);
    for (const { databaseName, collectionName, documents } of test.outcome ?? []) {
      const found = await admin.db(databaseName).collection(collectionName).find().sort({ _id: 1 }).toArray();
      match(documents, found, `the outcome in ${collectionName}`, false, entities);
    }
    for (const expected of test.expectEvents ?? []) entities.checkEvents(expected);
  } finally {
    await admin.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
    await entities.close();
  }
}

/** Whether the driver sends something else than null for an `_id` of null; a test of that can then not be asked. */
async function sentIdOfNull(): Promise<boolean> {
  const client = await MongoClient.connect(database.uri, { monitorCommands: true });
  const sent: unknown[] = [];
  client.on('commandStarted', ({ commandName, command }) => {
    if (commandName === 'insert') sent.push(command['documents'][0]._id);
  });
  await client
    .db('probe')
    .collection<Document>('probe')
    .insertOne({ _id: null as never });
  await client.db('probe').dropDatabase();
  await client.close();
  return sent.length === 1 && sent[0] !== null;
}

function insertsNullId({ arguments: given = {} }: Operation): boolean {
  const inserted = [given['document'], ...(given['documents'] ?? [])];
  for (const request of given['requests'] ?? []) inserted.push(request['insertOne']?.document);
  return inserted.some((document) => document?._id === null);
}

function compareVersions(a: string, b: string): number {
  const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < 3; i++) if ((x[i] ?? 0) !== (y[i] ?? 0)) return (x[i] ?? 0) - (y[i] ?? 0);
  return 0;
}

function isMet(requirement: Requirement): boolean {
  const { minServerVersion, maxServerVersion, topologies, auth, csfle, serverParameters } = requirement;
  if (minServerVersion !== undefined && compareVersions(serverVersion, minServerVersion) < 0) return false;
  if (maxServerVersion !== undefined && compareVersions(serverVersion, maxServerVersion) > 0) return false;
  return (
    (topologies === undefined || topologies.includes('replicaset')) &&
    auth !== true &&
    (csfle ?? serverParameters) === undefined
  );
}

function reasonAgainst(requirements: Requirement[]): string {
  const [first] = requirements as [Requirement];
  if (first.topologies !== undefined && !first.topologies.includes('replicaset'))
    return 'for another topology';
  if (first.auth === true) return 'needs users and passwords';
  if ((first.csfle ?? first.serverParameters) !== undefined)
    return 'needs encryption or parameters of a server';
  const newer =
    first.minServerVersion !== undefined && compareVersions(serverVersion, first.minServerVersion) < 0;
  return newer ? 'for a newer server' : 'for an older server';
}
