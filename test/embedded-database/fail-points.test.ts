import { type CommandStartedEvent, MongoClient, type MongoServerError } from 'mongodb';
import { afterEach, describe, expect, it } from 'vitest';
import { failPoints } from '../../scripts/specification-fail-points.ts';
import { rawConnection } from './raw-connection.ts';
import { withDatabase } from './with-database.ts';

const { collection, client, database } = withDatabase({ intercept: failPoints() });

const configure = (mode: unknown, data: object = {}, name = 'failCommand') =>
  client().db('admin').command({ configureFailPoint: name, mode, data });

afterEach(() => configure('off'));

describe('a fail point', () => {
  it('fails the commands it names as often as it says, and no others', async () => {
    const c = collection();
    await configure({ times: 2 }, { failCommands: ['count', 'distinct'], errorCode: 2 });
    await c.insertOne({ _id: 1 });
    await expect(c.distinct('_id')).rejects.toMatchObject({ code: 2, codeName: 'BadValue' });
    await expect(c.estimatedDocumentCount()).rejects.toThrow('failCommand');
    expect(await c.distinct('_id')).toEqual([1]);
  });

  it('stays on until it is switched off', async () => {
    const c = collection();
    await configure('alwaysOn', { failCommands: ['count'], errorCode: 2 });
    expect(await c.distinct('_id')).toEqual([]);
    for (let i = 0; i < 3; i++) await expect(c.estimatedDocumentCount()).rejects.toMatchObject({ code: 2 });
    await configure('off', { failCommands: ['count'], errorCode: 2 });
    expect(await c.estimatedDocumentCount()).toBe(0);
    await configure({ times: 1 }, { failCommands: ['count'], errorCode: 11601 });
    await expect(c.estimatedDocumentCount()).rejects.toMatchObject({ codeName: 'Interrupted' });
  });

  it('closes the connection under a retryable write, which then happens exactly once', async () => {
    const c = collection();
    await configure({ times: 1 }, { failCommands: ['insert'], closeConnection: true });
    await c.insertOne({ n: 1 });
    expect(await c.find().toArray()).toHaveLength(1);
  });

  it.each([
    ['after a write is done', {}],
    ['before it is done', { failBeforeCommitExceptionCode: 1 }],
  ])('closes the connection %s, which then has happened exactly once', async (_, data) => {
    const c = collection();
    await c.insertOne({ _id: 1, n: 0 });
    await configure({ times: 1 }, data, 'onPrimaryTransactionalWrite');
    expect(await c.findOne()).toEqual({ _id: 1, n: 0 });
    expect((await c.updateOne({}, { $inc: { n: 1 } })).modifiedCount).toBe(1);
    expect(await c.findOne()).toEqual({ _id: 1, n: 1 });
  });

  it('closes the connection before a write is done as often as it says, and the write is not', async () => {
    const c = collection();
    await configure({ times: 2 }, { failBeforeCommitExceptionCode: 1 }, 'onPrimaryTransactionalWrite');
    await expect(c.insertOne({ _id: 1 })).rejects.toThrow('closed');
    expect(await c.findOne()).toBeNull();
    await c.insertOne({ _id: 2 });
  });

  it('is met by every statement of a write', async () => {
    const c = collection();
    await configure({ times: 3 }, {}, 'onPrimaryTransactionalWrite');
    await c.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
    const connection = await rawConnection(database().uri);
    const lsid = { id: client().startSession().id?.id };
    const next = { insert: c.collectionName, documents: [{ _id: 4 }], lsid, txnNumber: 1 };
    expect(await connection.send(next)).toMatchObject({ n: 1 });
    connection.close();
  });

  it('closes the connection under a commit, whose transaction waits for its client', async () => {
    const c = collection();
    const session = client().startSession();
    session.startTransaction();
    await c.insertOne({ _id: 1 }, { session });
    await configure({ times: 1 }, { failCommands: ['commitTransaction'], closeConnection: true });
    await session.commitTransaction();
    expect(await c.findOne()).toEqual({ _id: 1 });
    await session.endSession();
  });

  it('lets a transaction wait for its client, which ends the connection over an answer that is late', async () => {
    const c = collection();
    const impatient = await MongoClient.connect(database().uri, { socketTimeoutMS: 200, retryWrites: false });
    const session = impatient.startSession();
    session.startTransaction();
    await impatient.db('test').collection(c.collectionName).insertOne({ n: 1 }, { session });
    const late = { failCommands: ['commitTransaction'], blockConnection: true, blockTimeMS: 400 };
    await configure({ times: 2 }, late);
    await expect(session.commitTransaction()).rejects.toThrow('timed out');
    await session.commitTransaction();
    expect(await c.countDocuments({ n: 1 })).toBe(1);
    await impatient.close();
  });

  it('adds an error of the write concern in a transaction, which need not be tried again for it', async () => {
    const c = collection();
    const session = client().startSession();
    session.startTransaction();
    await configure({ times: 1 }, { failCommands: ['insert'], writeConcernError: { code: 91, errmsg: '' } });
    const error = (await c.insertOne({ n: 1 }, { session }).catch((failed) => failed)) as MongoServerError;
    expect([error.code, error.hasErrorLabel('TransientTransactionError')]).toEqual([91, false]);
    await session.endSession();
  });

  it('adds an error of the write concern to a command that is done, and once when that is retried', async () => {
    const c = collection();
    const writeConcernError = { code: 91, errmsg: 'Replication is being shut down' };
    await configure({ times: 1 }, { failCommands: ['update'], writeConcernError });
    await c.insertOne({ _id: 1, n: 1 });
    const started: CommandStartedEvent[] = [];
    const watched = await MongoClient.connect(database().uri, { monitorCommands: true });
    watched.on('commandStarted', (event) => started.push(event));
    await watched
      .db('test')
      .collection(c.collectionName)
      .updateOne({}, { $inc: { n: 1 } });
    await watched.close();
    expect(started.filter(({ commandName }) => commandName === 'update')).toHaveLength(2);
    expect(await c.findOne()).toEqual({ _id: 1, n: 2 });
    await configure({ times: 1 }, { failCommands: ['update'], writeConcernError: { code: 64 } });
    await expect(c.updateOne({}, { $inc: { n: 1 } })).rejects.toMatchObject({ code: 64 });
    expect(await c.findOne()).toEqual({ _id: 1, n: 3 });
  });

  it('holds a command up', async () => {
    const c = collection();
    const data = { failCommands: ['distinct'], blockConnection: true, blockTimeMS: 60 };
    await configure({ times: 1 }, data);
    const start = performance.now();
    expect(await c.distinct('_id')).toEqual([]);
    expect(performance.now() - start).toBeGreaterThan(55);
    await configure({ times: 1 }, { ...data, errorCode: 2 });
    await expect(c.distinct('_id')).rejects.toMatchObject({ code: 2 });
  });

  it('means the clients of one name alone, from their handshake on', async () => {
    const data = { failCommands: ['distinct', 'isMaster'], errorCode: 2, appName: 'named' };
    await configure('alwaysOn', data);
    await collection().distinct('_id');
    const connection = await rawConnection(database().uri);
    await connection.send({ hello: 1, client: { application: { name: 'named' } } });
    expect(await connection.send({ distinct: 'c', key: 'a' })).toMatchObject({ code: 2 });
    expect(await connection.send({ ismaster: 1 })).toMatchObject({ code: 2 });
    connection.close();
  });

  it.each([
    [91, {}, ['RetryableWriteError'], ['TransientTransactionError'], ['RetryableWriteError']],
    [112, {}, [], ['TransientTransactionError'], ['TransientTransactionError']],
    [251, {}, [], ['TransientTransactionError'], ['TransientTransactionError']],
    [2, {}, [], [], []],
    [91, { errorLabels: [] }, [], [], []],
    [2, { errorLabels: ['a', 'b'] }, ['a', 'b'], ['a', 'b'], ['a', 'b']],
  ])('labels the error %i as a server does, unless it says otherwise: %j', async (code, more, ...labels) => {
    const names = ['insert', 'delete', 'commitTransaction'];
    await configure('alwaysOn', { failCommands: names, errorCode: code, ...more });
    const connection = await rawConnection(database().uri);
    const lsid = { id: client().startSession().id?.id };
    const [insert, inTransaction, commit, plain] = [
      await connection.send({ insert: 'c', documents: [{}], lsid, txnNumber: 1 }),
      await connection.send({
        ...{ delete: 'c', deletes: [], lsid, txnNumber: 2, autocommit: false, startTransaction: true },
      }),
      await connection.send({ commitTransaction: 1, lsid, txnNumber: 2, autocommit: false }),
      await connection.send({ insert: 'c', documents: [{}] }),
    ];
    const of = (reply: Record<string, unknown>) => reply['errorLabels'] ?? [];
    expect([of(insert), of(inTransaction), of(commit)]).toEqual(labels);
    expect(of(plain)).toEqual('errorLabels' in more ? more.errorLabels : []);
    connection.close();
  });

  it.each([
    ['maxTimeAlwaysTimeOut', 'alwaysOn', {}, 'maxTimeAlwaysTimeOut'],
    ['onPrimaryTransactionalWrite', 'alwaysOn', { errorCode: 2 }, 'errorCode'],
    ['failCommand', { activationProbability: 0.5 }, {}, 'activationProbability'],
    ['failCommand', 'sometimes', {}, 'sometimes'],
    ['failCommand', 'alwaysOn', { failInternalCommands: true }, 'failInternalCommands'],
    ['failCommand', 'alwaysOn', { namespace: 'a.b' }, 'namespace'],
  ])('%s: %j, %j is refused by name', async (name, mode, data, what) => {
    const error = (await configure(mode, data, name).catch((refused) => refused)) as MongoServerError;
    expect(error.code).toBe(238);
    expect(error.message).toContain(what);
  });
});
