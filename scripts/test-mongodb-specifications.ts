/**
 * Runs MongoDB's unified specification tests, found in a folder, against the embedded database:
 *   tsx --conditions=source scripts/test-mongodb-specifications.ts FOLDER
 * The format is that of github.com/mongodb/specifications, source/unified-test-format. It prints how many tests
 * passed, failed (refusals by name apart) and did not apply, each of the latter two with its reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EJSON } from 'bson';
import { type Collection, type Db, type Document, Long, MongoClient, ObjectId } from 'mongodb';
import { startEmbeddedDatabase } from '#embedded-database/embedded-database';

interface Requirement {
  minServerVersion?: string;
  maxServerVersion?: string;
  topologies?: string[];
  auth?: boolean;
  csfle?: unknown;
}

interface Operation {
  object: string;
  name: string;
  arguments?: Document;
  expectResult?: unknown;
  expectError?: Document;
  saveResultAsEntity?: string;
  ignoreResultAndError?: boolean;
}

interface CollectionData {
  databaseName: string;
  collectionName: string;
  documents: Document[];
}

interface SpecificationTest {
  description: string;
  skipReason?: string;
  runOnRequirements?: Requirement[];
  operations: Operation[];
  expectEvents?: { client: string; events: Document[]; ignoreExtraEvents?: boolean }[];
  outcome?: CollectionData[];
}

interface Specification {
  description: string;
  runOnRequirements?: Requirement[];
  createEntities?: Document[];
  initialData?: CollectionData[];
  tests: SpecificationTest[];
}

class NotRun extends Error {}

/** The driver sent something else than the test expects, whatever the database then made of it. */
class SentOtherwise extends Error {}

interface Entities {
  clients: Map<string, { client: MongoClient; events: Document[] }>;
  databases: Map<string, Db>;
  collections: Map<string, Collection>;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: test-mongodb-specifications.ts FOLDER');
const database = await startEmbeddedDatabase();
const admin = await MongoClient.connect(database.uri);
const serverVersion = String((await admin.db('admin').command({ buildInfo: 1 }))['version']);

const driverReplacesNullIds = await sentIdOfNull();

const counts = { passed: 0, failed: 0, refused: 0, driver: 0 };
const notRun = new Map<string, number>();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const specification = EJSON.parse(readFileSync(join(folder, file), 'utf8'), {
    relaxed: true,
  }) as Specification;
  for (const test of specification.tests) {
    const name = `${file}: ${test.description}`;
    try {
      await run(specification, test);
      counts.passed++;
    } catch (error) {
      const { code, message } = error as { code?: unknown; message: string };
      if (error instanceof NotRun) {
        notRun.set(message, (notRun.get(message) ?? 0) + 1);
        console.log(`not run: ${name}: ${message}`);
      } else if (code === 238) {
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
  `\nas server ${serverVersion}, a replica set: ${counts.passed} of ${applied} passed (${((100 * counts.passed) / applied).toFixed(1)} %), ${counts.refused} refused by name, ${counts.driver} sent otherwise by the driver, ${counts.failed} failed`,
);
for (const [reason, count] of [...notRun].sort(([, a], [, b]) => b - a))
  console.log(`not run in all: ${count}, ${reason}`);
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
  if (test.operations.some(({ name }) => name === 'failPoint'))
    throw new NotRun('needs a fail point in the server');
  for (const { databaseName, collectionName, documents } of specification.initialData ?? []) {
    const collection = admin.db(databaseName).collection(collectionName);
    await collection.drop();
    if (documents.length === 0) await admin.db(databaseName).createCollection(collectionName);
    else await collection.insertMany(documents);
  }
  const entities: Entities = { clients: new Map(), databases: new Map(), collections: new Map() };
  try {
    for (const entity of specification.createEntities ?? []) await createEntity(entities, entity);
    for (const { events } of entities.clients.values()) events.length = 0;
    for (const operation of test.operations) await perform(entities, operation);
    for (const { databaseName, collectionName, documents } of test.outcome ?? []) {
      const found = await admin.db(databaseName).collection(collectionName).find().sort({ _id: 1 }).toArray();
      match(documents, found, `the outcome in ${collectionName}`, false);
    }
    try {
      for (const expected of test.expectEvents ?? []) checkEvents(entities, expected);
    } catch (error) {
      throw error instanceof NotRun ? error : new SentOtherwise((error as Error).message);
    }
  } finally {
    for (const { client } of entities.clients.values()) await client.close();
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
  const { minServerVersion, maxServerVersion, topologies, auth, csfle } = requirement;
  if (minServerVersion !== undefined && compareVersions(serverVersion, minServerVersion) < 0) return false;
  if (maxServerVersion !== undefined && compareVersions(serverVersion, maxServerVersion) > 0) return false;
  return (
    (topologies === undefined || topologies.includes('replicaset')) && auth !== true && csfle === undefined
  );
}

function reasonAgainst(requirements: Requirement[]): string {
  const [first] = requirements as [Requirement];
  if (first.topologies !== undefined && !first.topologies.includes('replicaset'))
    return 'for another topology';
  const newer =
    first.minServerVersion !== undefined && compareVersions(serverVersion, first.minServerVersion) < 0;
  return newer ? 'for a newer server' : 'for an older server';
}

async function createEntity({ clients, databases, collections }: Entities, entity: Document): Promise<void> {
  const [kind, spec] = Object.entries(entity)[0] as [string, Document];
  if (kind === 'client') {
    const events: Document[] = [];
    const options = {
      monitorCommands: true,
      ...spec['uriOptions'],
      ...(spec['serverApi'] && { serverApi: spec['serverApi'] }),
    };
    const client = new MongoClient(database.uri, options);
    for (const observed of (spec['observeEvents'] ?? []) as string[]) {
      client.on(observed.replace(/Event$/, '') as 'commandStarted', (event) => {
        const internal = [
          'hello',
          'ismaster',
          'configureFailPoint',
          ...((spec['ignoreCommandMonitoringEvents'] ?? []) as string[]),
        ];
        if (!internal.includes(event.commandName)) events.push({ [observed]: event });
      });
    }
    await client.connect();
    clients.set(spec['id'], { client, events });
  } else if (kind === 'database') {
    const client = clients.get(spec['client'])?.client as MongoClient;
    databases.set(spec['id'], client.db(spec['databaseName'], spec['databaseOptions']));
  } else if (kind === 'collection') {
    const db = databases.get(spec['database']) as Db;
    collections.set(spec['id'], db.collection(spec['collectionName'], spec['collectionOptions']));
  } else throw new NotRun(`entities of the kind ${kind}`);
}

async function perform(entities: Entities, operation: Operation): Promise<void> {
  const { expectError, expectResult, name } = operation;
  let result: unknown;
  try {
    result = await call(entities, operation);
  } catch (error) {
    if (error instanceof NotRun || operation.ignoreResultAndError === true) {
      if (error instanceof NotRun) throw error;
      return;
    }
    if (expectError === undefined) throw error;
    checkError(expectError, error as Document, name);
    return;
  }
  if (expectError !== undefined)
    throw new Error(`${name} should have failed, and gave ${EJSON.stringify(result as Document)}`);
  if (expectResult !== undefined) match(expectResult, result, `the result of ${name}`, true);
}

function call(entities: Entities, { object, name, arguments: given = {} }: Operation): Promise<unknown> {
  const collection = entities.collections.get(object);
  if (collection !== undefined) return callCollection(collection, name, given);
  const db = entities.databases.get(object);
  if (db !== undefined) return callDatabase(db, name, given);
  const client = entities.clients.get(object)?.client;
  if (client !== undefined && name === 'clientBulkWrite') {
    const { models, ...options } = given as { models: Document[] };
    const flat = models.map((model) => {
      const [kind, { namespace, ...rest }] = Object.entries(model)[0] as [string, Document];
      return { name: kind, namespace, ...rest };
    });
    return client.bulkWrite(flat as never, options as never);
  }
  throw new NotRun(`the operation ${object}.${name}`);
}

async function callCollection(collection: Collection, name: string, given: Document): Promise<unknown> {
  const {
    filter,
    update,
    replacement,
    document,
    documents,
    pipeline,
    requests,
    fieldName,
    keys,
    ...options
  } = given;
  if (options['returnDocument'] !== undefined)
    options['returnDocument'] = String(options['returnDocument']).toLowerCase();
  switch (name) {
    case 'find':
      return collection.find(filter, options).toArray();
    case 'findOne':
      return collection.findOne(filter, options);
    case 'aggregate':
      return collection.aggregate(pipeline, options).toArray();
    case 'insertOne':
      return collection.insertOne(document, options);
    case 'insertMany':
      return collection.insertMany(documents, options);
    case 'updateOne':
    case 'updateMany':
      return collection[name](filter, update, options);
    case 'replaceOne':
      return collection.replaceOne(filter, replacement, options);
    case 'deleteOne':
    case 'deleteMany':
      return collection[name](filter, options);
    case 'findOneAndDelete':
      return collection.findOneAndDelete(filter, options);
    case 'countDocuments':
      return collection.countDocuments(filter, options);
    case 'findOneAndUpdate':
      return collection.findOneAndUpdate(filter, update, options);
    case 'findOneAndReplace':
      return collection.findOneAndReplace(filter, replacement, options);
    case 'estimatedDocumentCount':
      return collection.estimatedDocumentCount(options as never);
    case 'distinct':
      return collection.distinct(fieldName, filter, options);
    case 'bulkWrite':
      return collection.bulkWrite(requests, options);
    case 'createIndex':
      return collection.createIndex(keys, options);
    default:
      throw new NotRun(`the operation collection.${name}, which this driver no longer has`);
  }
}

async function callDatabase(db: Db, name: string, given: Document): Promise<unknown> {
  const { pipeline, collection, command, commandName, ...options } = given;
  if (name === 'aggregate') return db.aggregate(pipeline, options).toArray();
  if (name === 'dropCollection') return db.dropCollection(collection);
  if (name === 'createCollection') return db.createCollection(collection, options);
  if (name === 'runCommand') return db.command(command, options);
  throw new NotRun(`the operation database.${name}`);
}

function checkError(expected: Document, error: Document, name: string): void {
  const mustBe = (holds: boolean, what: string): void => {
    if (!holds)
      throw Object.assign(
        new Error(`${name} failed otherwise than expected (${what}): ${error['message']}`),
        { code: error['code'] },
      );
  };
  const fromServer = [
    'MongoServerError',
    'MongoBulkWriteError',
    'MongoWriteConcernError',
    'MongoClientBulkWriteError',
  ].includes(error['name']);
  if (expected['isClientError'] !== undefined)
    mustBe(expected['isClientError'] === !fromServer, 'isClientError');
  if (expected['errorContains'] !== undefined) {
    mustBe(
      String(error['message']).toLowerCase().includes(String(expected['errorContains']).toLowerCase()),
      'errorContains',
    );
  }
  if (expected['errorCode'] !== undefined) mustBe(expected['errorCode'] === error['code'], 'errorCode');
  if (expected['errorCodeName'] !== undefined)
    mustBe(expected['errorCodeName'] === error['codeName'], 'errorCodeName');
  for (const label of expected['errorLabelsContain'] ?? [])
    mustBe(error['hasErrorLabel'](label), `label ${label}`);
  for (const label of expected['errorLabelsOmit'] ?? [])
    mustBe(!error['hasErrorLabel'](label), `no label ${label}`);
  if (expected['errorResponse'] !== undefined)
    match(expected['errorResponse'], error['errorResponse'], 'the error response', true);
  if (expected['expectResult'] !== undefined)
    match(expected['expectResult'], error['result'] ?? error, 'the result of the error', true);
}

function checkEvents(
  { clients }: Entities,
  { client, events, ignoreExtraEvents }: NonNullable<SpecificationTest['expectEvents']>[number],
): void {
  const seen = clients.get(client)?.events ?? [];
  if (ignoreExtraEvents === true ? seen.length < events.length : seen.length !== events.length) {
    throw new Error(`${events.length} events were expected, ${seen.length} were seen`);
  }
  for (const [i, event] of events.entries()) {
    const [kind, expected] = Object.entries(event)[0] as [string, Document];
    const actual = seen[i]?.[kind] as Document | undefined;
    if (actual === undefined) throw new Error(`event ${i} should be a ${kind}`);
    for (const [field, value] of Object.entries(expected))
      match(value, actual[field], `${field} of event ${i}`, true);
  }
}

/** Whether a value is as expected; `open` allows further fields in this document, though not in those inside it. */
function match(expected: unknown, actual: unknown, what: string, open: boolean): void {
  const failure = () =>
    new Error(
      `${what} should be ${EJSON.stringify(expected as Document)} and is ${EJSON.stringify(actual as Document)}`,
    );
  if (
    typeof expected !== 'object' ||
    expected === null ||
    expected instanceof ObjectId ||
    '_bsontype' in expected ||
    expected instanceof Date
  ) {
    if (
      typeof expected === 'number'
        ? Number(actual) !== expected
        : EJSON.stringify(expected as Document) !== EJSON.stringify((actual ?? null) as Document)
    )
      throw failure();
    return;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) throw failure();
    for (const [i, element] of expected.entries()) match(element, actual[i], `${what}[${i}]`, open);
    return;
  }
  const [operator, operand] = Object.entries(expected)[0] ?? [];
  if (operator === '$$unsetOrMatches') {
    if (actual !== undefined && actual !== null) match(operand, actual, what, open);
    return;
  }
  if (operator === '$$type') {
    if (!([operand].flat() as string[]).some((type) => isOfType(actual, type))) throw failure();
    return;
  }
  if (operator?.startsWith('$$') && operator !== '$$exists')
    throw new NotRun(`the matching operator ${operator}`);
  if (typeof actual !== 'object' || actual === null) throw failure();
  // The driver keeps a sort pattern as a map.
  const document: Document = actual instanceof Map ? Object.fromEntries(actual) : actual;
  for (const [field, value] of Object.entries(expected)) {
    const exists = (value as Document | null)?.['$$exists'] as boolean | undefined;
    if (exists === undefined) match(value, document[field], `${what}.${field}`, false);
    else if (exists !== (document[field] !== undefined)) throw failure();
  }
  if (!open)
    for (const field of Object.keys(document))
      if (!(field in expected) && document[field] !== undefined) throw failure();
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'objectId') return value instanceof ObjectId;
  if (type === 'int' || type === 'long' || type === 'double')
    return typeof value === 'number' || Long.isLong(value);
  if (type === 'array') return Array.isArray(value);
  return typeof value === type;
}
