import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { deserialize, serialize } from 'bson';
import {
  AbstractCursor,
  ClientSession,
  Collection,
  Db,
  type Document,
  GridFSBucket,
  MongoClient,
} from 'mongodb';
import { NotRun, type Operation, SentOtherwise, type SpecificationTest } from './specification-format.ts';
import { type Kept, match } from './specification-match.ts';

/** The clients, databases, collections, sessions and cursors of one test, by name, and what is done with them. */
export class SpecificationEntities implements Kept {
  readonly #uri: string;
  readonly #admin: MongoClient;
  readonly #named = new Map<string, unknown>();
  readonly #events = new Map<string, Document[]>();
  readonly #lsids = new Map<string, unknown>();

  constructor(uri: string, admin: MongoClient) {
    this.#uri = uri;
    this.#admin = admin;
  }

  entity(name: string): unknown {
    if (!this.#named.has(name)) throw new NotRun(`the entity ${name}`);
    return this.#named.get(name);
  }

  lsid(session: string): unknown {
    return this.#lsids.get(session);
  }

  async create(entities: readonly Document[]): Promise<void> {
    for (const entity of entities) {
      const [kind, spec] = Object.entries(entity)[0] as [string, Document];
      this.#named.set(spec['id'], await this.#make(kind, spec));
    }
  }

  async #make(kind: string, spec: Document): Promise<unknown> {
    const of = (field: string): unknown => this.entity(spec[field]);
    switch (kind) {
      case 'client':
        return this.#client(spec);
      case 'database':
        return (of('client') as MongoClient).db(spec['databaseName'], spec['databaseOptions']);
      case 'collection':
        return (of('database') as Db).collection(spec['collectionName'], spec['collectionOptions']);
      case 'bucket':
        return new GridFSBucket(of('database') as Db, spec['bucketOptions']);
      case 'session': {
        const session = (of('client') as MongoClient).startSession(spec['sessionOptions']);
        this.#lsids.set(spec['id'], session.id);
        return session;
      }
      case 'thread':
        return { work: Promise.resolve() };
      default:
        throw new NotRun(`entities of the kind ${kind}`);
    }
  }

  async #client({ id, uriOptions, serverApi, observeEvents = [], ...spec }: Document): Promise<MongoClient> {
    const options = {
      monitorCommands: true,
      serverSelectionTimeoutMS: 5000,
      // Tests count connections, and do not expect one that the driver would make beforehand.
      __skipPingOnConnect: true,
      ...uriOptions,
      ...(serverApi && { serverApi }),
    };
    const client = new MongoClient(this.#uri, options);
    const events: Document[] = [];
    this.#events.set(id, events);
    const ignored = ['configureFailPoint', ...((spec['ignoreCommandMonitoringEvents'] ?? []) as string[])];
    for (const observed of observeEvents as string[]) {
      const name = observed.replace(/Event$/, '').replace(/^pool/, 'connectionPool');
      client.on(name as 'commandStarted', (event: Document) => {
        const hasServerConnectionId = (event['serverConnectionId'] ?? null) !== null;
        // A copy, since the driver goes on changing parts of a command that it has sent.
        const command = event['command'] && deserialize(serialize(event['command']));
        // The driver empties what tells of a sensitive command.
        const isSensitive = Object.keys(event['command'] ?? event['reply'] ?? event).length === 0;
        const isUnseen = isSensitive && spec['observeSensitiveCommands'] !== true;
        if (!isUnseen && !ignored.includes(event['commandName']))
          events.push({ [observed]: { ...event, command, hasServerConnectionId } });
      });
    }
    return client.connect();
  }

  async close(): Promise<void> {
    for (const entity of this.#named.values()) if (entity instanceof MongoClient) await entity.close();
    // The driver forgets a session under which a connection broke, and its transaction would hold up the next test.
    await this.#admin.db('admin').command({ endSessions: [...this.#lsids.values()] });
  }

  checkEvents({ client, events, ...other }: NonNullable<SpecificationTest['expectEvents']>[number]): void {
    const kind = { command: /^command/, cmap: /^(pool|connection)/, sdam: /^(server|topology)/ }[
      other.eventType ?? 'command'
    ];
    if (kind === undefined) throw new NotRun(`events of the kind ${other.eventType}`);
    const all = this.#events.get(client) ?? [];
    const seen = all.filter((event) => kind.test(Object.keys(event)[0]!));
    if (other.ignoreExtraEvents === true ? seen.length < events.length : seen.length !== events.length)
      throw new Error(`${events.length} events were expected, ${seen.length} were seen`);
    for (const [i, event] of events.entries()) {
      try {
        this.#matchEvent(event, seen[i], `event ${i}`);
      } catch (error) {
        const [wanted, sent] = [event['commandStartedEvent'], seen[i]?.['commandStartedEvent']];
        // Another command than was wanted may be the driver's answer to what the database said.
        const isSame =
          wanted &&
          sent &&
          [wanted.commandName, ...Object.keys(wanted.command ?? {})].includes(sent.commandName);
        throw isSame && !(error instanceof NotRun) ? new SentOtherwise((error as Error).message) : error;
      }
    }
  }

  #matchEvent(event: Document, seen: Document | undefined, what: string): void {
    const [kind, expected] = Object.entries(event)[0] as [string, Document];
    const actual = seen?.[kind] as Document | undefined;
    if (actual === undefined) throw new Error(`${what} should be a ${kind}`);
    for (const [field, value] of Object.entries(expected))
      match(value, actual[field], `${field} of ${what}`, true, this);
  }

  #count(client: string, event: Document): number {
    return this.#events.get(client)!.filter((seen) => {
      try {
        this.#matchEvent(event, seen, 'an event');
        return true;
      } catch (error) {
        if (error instanceof NotRun) throw error;
        return false;
      }
    }).length;
  }

  /** `rethrows` an error also where it is expected: a transaction's callback has failed all the same. */
  async perform(operation: Operation, rethrows = false): Promise<void> {
    const { expectError, expectResult, name, saveResultAsEntity } = operation;
    let result: unknown;
    try {
      result = await this.#call(operation);
    } catch (error) {
      // A refusal is never what a test wants of an error, whatever that has to be.
      const isRefusal = (error as Document)['code'] === 238;
      if (error instanceof NotRun || isRefusal) throw error;
      if (expectError === undefined && operation.ignoreResultAndError !== true) throw error;
      if (expectError !== undefined) checkError(expectError, error as Document, name, this);
      if (rethrows) throw error;
      return;
    }
    if (expectError !== undefined) {
      const what = `${name} should have failed, and gave ${JSON.stringify(result)}`;
      throw expectError['isClientError'] === true ? new SentOtherwise(what) : new Error(what);
    }
    if (expectResult !== undefined) match(expectResult, result, `the result of ${name}`, true, this);
    if (saveResultAsEntity !== undefined) this.#named.set(saveResultAsEntity, result);
  }

  async #call({ object, name, arguments: given = {} }: Operation): Promise<unknown> {
    if (object === 'testRunner') return this.#check(name, given);
    const entity = this.entity(object);
    const options = 'session' in given ? { ...given, session: this.entity(given['session']) } : { ...given };
    if (name === 'createChangeStream') return watching(entity as MongoClient | Db | Collection, options);
    if (entity instanceof Collection) return callCollection(entity, name, options);
    if (entity instanceof Db) return callDatabase(entity, name, options);
    if (entity instanceof GridFSBucket) return callBucket(entity, name, options);
    if (entity instanceof AbstractCursor) return callCursor(entity, name);
    if (entity instanceof ClientSession) return this.#callSession(entity, name, options);
    if (entity instanceof MongoClient) return callClient(entity, name, options);
    throw new NotRun(`the operation ${object}.${name}`);
  }

  async #callSession(session: ClientSession, name: string, given: Document): Promise<unknown> {
    const { callback, ...options } = given;
    const perform = async (): Promise<void> => {
      for (const operation of callback as Operation[]) await this.perform(operation, true);
    };
    switch (name) {
      case 'startTransaction':
        return session.startTransaction(options);
      case 'commitTransaction':
      case 'abortTransaction':
        return session[name](options);
      case 'withTransaction':
        return session.withTransaction(perform, options);
      case 'endSession':
        return session.endSession();
      default:
        throw new NotRun(`the operation session.${name}`);
    }
  }

  /** What a test asks of the one who runs it. */
  async #check(name: string, given: Document): Promise<void> {
    const holds = (is: boolean): void => {
      if (!is) throw new Error(`${name} does not hold`);
    };
    const session = given['session'] && (this.entity(given['session']) as ClientSession);
    const collection = this.#admin.db(given['databaseName']).collection(given['collectionName'] ?? '-');
    const [exists, isSame] = [!name.endsWith('NotExists'), name.startsWith('assertSame')];
    switch (name) {
      case 'createEntities':
        return this.create(given['entities']);
      case 'waitForEvent': {
        const end = Date.now() + 10_000;
        while (this.#count(given['client'], given['event']) < given['count']) {
          holds(Date.now() < end);
          await wait(10);
        }
        return;
      }
      case 'assertEventCount':
        return holds(this.#count(given['client'], given['event']) === given['count']);
      case 'runOnThread': {
        const thread = this.entity(given['thread']) as { work: Promise<void> };
        thread.work = thread.work.then(() => this.perform(given['operation']));
        // Who waits for it hears of the error.
        return void thread.work.catch(() => undefined);
      }
      case 'waitForThread':
        return (this.entity(given['thread']) as { work: Promise<void> }).work;
      case 'wait':
        return wait(Number(given['ms']));
      case 'failPoint': {
        const client = this.entity(given['client']) as MongoClient;
        return void (await client.db('admin').command(given['failPoint']));
      }
      case 'assertSessionTransactionState':
        return holds(transactionStates[given['state']]!.includes(session.transaction.state));
      case 'assertSessionUnpinned':
        return holds(!session.isPinned);
      case 'assertSessionDirty':
      case 'assertSessionNotDirty':
        return holds(session.serverSession.isDirty === (name === 'assertSessionDirty'));
      case 'assertSameLsidOnLastTwoCommands':
      case 'assertDifferentLsidOnLastTwoCommands': {
        const started = this.#events
          .get(given['client'])!
          .flatMap((event) => event['commandStartedEvent'] ?? []);
        const [last, before] = started.slice(-2).map(({ command }) => JSON.stringify(command.lsid));
        return holds((last === before) === isSame);
      }
      case 'assertCollectionExists':
      case 'assertCollectionNotExists': {
        const found = await this.#admin
          .db(given['databaseName'])
          .listCollections({ name: collection.collectionName });
        return holds((await found.hasNext()) === exists);
      }
      case 'assertIndexExists':
      case 'assertIndexNotExists':
        return holds((await collection.indexExists(given['indexName'])) === exists);
      default:
        throw new NotRun(`the check ${name}`);
    }
  }
}

const transactionStates: Record<string, string[]> = {
  none: ['NO_TRANSACTION'],
  starting: ['STARTING_TRANSACTION'],
  in_progress: ['TRANSACTION_IN_PROGRESS'],
  committed: ['TRANSACTION_COMMITTED', 'TRANSACTION_COMMITTED_EMPTY'],
  aborted: ['TRANSACTION_ABORTED'],
};

/** A cursor whose query has been sent, as tests want it, and which still stands before its first document. */
async function begun<Cursor extends AbstractCursor>(cursor: Cursor): Promise<Cursor> {
  await cursor.hasNext();
  return cursor;
}

/** Begins a change stream, whose first answer says whether there is one. */
async function watching(target: MongoClient | Db | Collection, given: Document): Promise<unknown> {
  const { pipeline, ...options } = given;
  const stream = target.watch(pipeline, options);
  await stream.tryNext();
  return stream;
}

/** Whole files, as bytes. */
async function callBucket(bucket: GridFSBucket, name: string, given: Document): Promise<unknown> {
  const { id, filename, source, newFilename, ...options } = given;
  switch (name) {
    case 'upload': {
      const upload = bucket.openUploadStream(filename, options);
      await pipeline(Readable.from([Buffer.from(source.$$hexBytes, 'hex')]), upload);
      return upload.id;
    }
    case 'download':
      return buffer(bucket.openDownloadStream(id));
    case 'downloadByName':
      return buffer(bucket.openDownloadStreamByName(filename, options));
    case 'delete':
      return bucket.delete(id);
    case 'rename':
      return bucket.rename(id, newFilename);
    default:
      throw new NotRun(`the operation bucket.${name}`);
  }
}

async function callCursor(cursor: AbstractCursor, name: string): Promise<unknown> {
  if (name === 'iterateUntilDocumentOrError') return cursor.next();
  if (name === 'iterateOnce') return cursor.tryNext();
  if (name === 'close') return cursor.close();
  throw new NotRun(`the operation cursor.${name}`);
}

async function callClient(client: MongoClient, name: string, given: Document): Promise<unknown> {
  const { models, database, ...options } = given as { models: Document[]; database?: string };
  if (name === 'dropDatabase') return client.db(database).dropDatabase(options);
  const admin = client.db().admin();
  if (name === 'listDatabases') return admin.listDatabases(options);
  if (name === 'listDatabaseNames') return admin.listDatabases({ ...options, nameOnly: true });
  if (name !== 'clientBulkWrite') throw new NotRun(`the operation client.${name}`);
  const flat = models.map((model) => {
    const [kind, { namespace, ...rest }] = Object.entries(model)[0] as [string, Document];
    return { name: kind, namespace, ...rest };
  });
  return client.bulkWrite(flat as never, options as never);
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
  if (options['cursorType'] !== undefined) throw new NotRun('a cursor of another type');
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
    case 'count':
      return collection.count(filter, options);
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
    case 'dropIndex':
      return collection.dropIndex(options['name'], options);
    case 'dropIndexes':
      // The driver's own dropIndexes keeps errors to itself.
      return collection.dropIndex('*', options);
    case 'listIndexes':
    case 'listIndexNames':
      return collection.listIndexes(options).toArray();
    case 'createFindCursor':
      return begun(collection.find(filter, options));
    default:
      throw new NotRun(`the operation collection.${name}`);
  }
}

async function callDatabase(db: Db, name: string, given: Document): Promise<unknown> {
  const { pipeline, collection, command, commandName, filter, batchSize, ...options } = given;
  if (options['cursorType'] !== undefined) throw new NotRun('a cursor of another type');
  switch (name) {
    case 'aggregate':
      return db.aggregate(pipeline, options).toArray();
    case 'dropCollection':
      return db.dropCollection(collection, options);
    case 'listCollectionObjects':
      return db.collections(options);
    case 'createCollection':
      return db.createCollection(collection, options);
    case 'listCollections':
    case 'listCollectionNames':
      return db.listCollections(filter, options).toArray();
    case 'runCommand':
      return db.command(command, options);
    case 'runCursorCommand':
    case 'createCommandCursor': {
      const cursor = db.runCursorCommand(command, options);
      if (batchSize !== undefined) cursor.setBatchSize(batchSize);
      if (options['maxTimeMS'] !== undefined) cursor.setMaxTimeMS(options['maxTimeMS']);
      return name === 'runCursorCommand' ? cursor.toArray() : begun(cursor);
    }
    default:
      throw new NotRun(`the operation database.${name}`);
  }
}

const checkedOfErrors =
  'isError isClientError errorContains errorCode errorCodeName errorLabelsContain errorLabelsOmit errorResponse ' +
  'expectResult';

function checkError(expected: Document, error: Document, name: string, kept: Kept): void {
  const other = Object.keys(expected).find((field) => !checkedOfErrors.split(' ').includes(field));
  if (other !== undefined) throw new NotRun(`an error checked for ${other}`);
  const mustBe = (holds: boolean, what: string): void => {
    if (!holds)
      throw Object.assign(
        new Error(`${name} failed otherwise than expected (${what}): ${error['message']}`),
        { code: error['code'] },
      );
  };
  const serverErrors = [
    'MongoServerError',
    'MongoBulkWriteError',
    'MongoWriteConcernError',
    'MongoClientBulkWriteError',
  ];
  // An error of the network in a bulk write has that one's name, and no code.
  const fromServer = serverErrors.includes(error['name']) && error['code'] !== undefined;
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
    match(expected['errorResponse'], error['errorResponse'], 'the error response', true, kept);
  if (expected['expectResult'] === undefined) return;
  try {
    match(expected['expectResult'], error['result'] ?? error, 'the result of the error', true, kept);
  } catch (mismatch) {
    // Where the network failed, the driver has made the result without the database.
    if (fromServer || mismatch instanceof NotRun) throw mismatch;
    throw new SentOtherwise((mismatch as Error).message);
  }
}
