import { type ClientSession, Long, MongoClient, type MongoServerError, Timestamp, UUID } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { rawConnection } from './raw-connection.ts';
import { idsOf, type Loose, withDatabase } from './with-database.ts';

const { collection, client, database } = withDatabase();

async function inSession<T>(run: (session: ClientSession) => Promise<T>): Promise<T> {
  const session = client().startSession();
  try {
    return await run(session);
  } finally {
    await session.endSession();
  }
}

describe('a transaction', () => {
  it('sees its own writes and the state of its beginning, and nobody sees it before it commits', async () => {
    const c = collection();
    await c.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 1 },
    ]);
    await inSession(async (session) => {
      session.startTransaction();
      await c.updateOne({ _id: 1 }, { $set: { n: 2 } }, { session });
      await c.insertOne({ _id: 3, n: 2 }, { session });
      await c.updateOne({ _id: 2 }, { $set: { n: 9 } });
      expect(await idsOf(c, { n: 2 })).toEqual([]);
      expect(await c.find({ n: 2 }, { session }).toArray()).toHaveLength(2);
      expect(await c.findOne({ _id: 2 }, { session })).toEqual({ _id: 2, n: 1 });
      await session.commitTransaction();
    });
    expect(await c.find().toArray()).toEqual([
      { _id: 1, n: 2 },
      { _id: 2, n: 9 },
      { _id: 3, n: 2 },
    ]);
  });

  it('leaves nothing behind when it is aborted, in no index either', async () => {
    const c = collection();
    await c.createIndex({ k: 1 }, { unique: true });
    await c.insertOne({ _id: 1, k: 'a' });
    await inSession(async (session) => {
      session.startTransaction();
      await c.updateOne({ _id: 1 }, { $set: { k: 'b' } }, { session });
      await c.insertOne({ _id: 2, k: 'a' }, { session });
      await session.abortTransaction();
    });
    expect(await c.find({ k: { $in: ['a', 'b'] } }).toArray()).toEqual([{ _id: 1, k: 'a' }]);
    await c.insertOne({ _id: 3, k: 'b' });
    expect(await idsOf(c, {})).toEqual([1, 3]);
  });

  it('begins with a read or a write, by which alone it is told what it may read', async () => {
    const connection = await rawConnection(database().uri);
    const { collectionName: name } = collection();
    const number = { lsid: { id: new UUID() }, txnNumber: Long.fromNumber(1), autocommit: false };
    const begin = { ...number, startTransaction: true };
    const find = { find: name, ...begin };
    for (const [command, code] of [
      [{ commitTransaction: 1, ...begin }, 263],
      [{ ...find, readConcern: { level: 'linearizable' } }, 72],
      [{ insert: name, documents: [{ _id: 1 }], writeConcern: { w: 1 }, ...begin }, 72],
      [{ ...find, readConcern: { level: 'snapshot' } }, undefined],
      [{ find: name, readConcern: { level: 'snapshot' }, ...number }, 72],
      [{ find: name, ...number }, undefined],
    ] as const)
      expect((await connection.send(command))['code']).toBe(code);
    connection.close();
  });

  it('loses against another one that wrote the document first, and may be tried again', async () => {
    const c = collection();
    await c.insertOne({ _id: 1, n: 0 });
    await inSession(async (a) =>
      inSession(async (b) => {
        a.startTransaction();
        b.startTransaction();
        await c.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: a });
        const late = (await c
          .updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: b })
          .catch((error) => error)) as MongoServerError;
        expect([late.code, late.hasErrorLabel('TransientTransactionError')]).toEqual([112, true]);
        await a.commitTransaction();
        await expect(c.findOne({}, { session: b })).rejects.toMatchObject({ code: 251 });
      }),
    );
    expect(await c.findOne()).toEqual({ _id: 1, n: 1 });
  });

  it('loses against a write that came after its beginning', async () => {
    const c = collection();
    await c.createIndex({ k: 1 }, { unique: true });
    await c.insertOne({ _id: 1, n: 0, k: 'one' });
    await inSession(async (session) => {
      session.startTransaction();
      await c.findOne({}, { session });
      await c.updateOne({ _id: 1 }, { $set: { n: 5 } });
      await expect(c.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session })).rejects.toMatchObject({
        code: 112,
      });
      await session.abortTransaction();
      session.startTransaction();
      await c.findOne({}, { session });
      await c.insertOne({ _id: 2, k: 'two' });
      await expect(c.insertOne({ _id: 3, k: 'two' }, { session })).rejects.toMatchObject({ code: 112 });
    });
    expect(await c.find().toArray()).toEqual([
      { _id: 1, n: 5, k: 'one' },
      { _id: 2, k: 'two' },
    ]);
  });

  it('makes a write outside wait for its end', async () => {
    const c = collection();
    await c.createIndex({ k: 1 }, { unique: true });
    await c.insertOne({ _id: 1, k: 'a' });
    await inSession(async (session) => {
      session.startTransaction();
      await c.updateOne({ _id: 1 }, { $set: { k: 'b' } }, { session });
      const order: string[] = [];
      const update = c.updateMany({}, { $set: { seen: true } }).then(() => order.push('update'));
      const insert = c.insertOne({ _id: 2, k: 'b' }).catch((error) => order.push(String(error.code)));
      await expect(c.updateOne({ _id: 1 }, { $set: { x: 1 } }, { maxTimeMS: 5 })).rejects.toMatchObject({
        code: 50,
      });
      order.push('commit');
      await session.commitTransaction();
      await Promise.all([update, insert]);
      expect(order[0]).toBe('commit');
      expect(order.slice(1).sort()).toEqual(['11000', 'update']);
    });
    expect(await c.find().toArray()).toEqual([{ _id: 1, k: 'b', seen: true }]);
  });

  it('is not left without its collection: dropping waits for its end', async () => {
    const c = collection();
    await c.insertOne({ _id: 1 });
    await inSession(async (session) => {
      session.startTransaction();
      await c.updateOne({ _id: 1 }, { $set: { a: 1 } }, { session });
      await expect(c.drop({ maxTimeMS: 5 })).rejects.toMatchObject({ code: 50 });
      await expect(c.createIndex({ a: 1 }, { maxTimeMS: 5 })).rejects.toMatchObject({ code: 50 });
      const dropped = c.drop();
      await session.commitTransaction();
      await dropped;
    });
    expect(await c.countDocuments()).toBe(0);
  });

  it('counts right when twenty of them meet, since withTransaction tries again', async () => {
    const c = collection();
    await c.insertOne({ _id: 'counter', n: 0 });
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        inSession((session) =>
          session.withTransaction(async () => {
            const { n } = (await c.findOne({ _id: 'counter' }, { session })) as unknown as { n: number };
            await c.updateOne({ _id: 'counter' }, { $set: { n: n + 1 } }, { session });
            await c.insertOne({ _id: i, n }, { session });
          }),
        ),
      ),
    );
    expect(await c.findOne({ _id: 'counter' })).toEqual({ _id: 'counter', n: 20 });
    expect((await c.distinct('n', { _id: { $ne: 'counter' } })).sort((a, b) => a - b)).toEqual([
      ...Array(20).keys(),
    ]);
  });

  it('may make a collection, and ends with any error', async () => {
    const c = collection();
    await inSession(async (session) => {
      await session.withTransaction(async () => {
        await c.insertOne({ _id: 1 }, { session });
      });
      expect(await idsOf(c, {})).toEqual([1]);
      session.startTransaction();
      await c.insertOne({ _id: 2 }, { session });
      await expect(c.insertOne({ _id: 1 }, { session })).rejects.toMatchObject({ code: 11000 });
      await expect(session.commitTransaction()).rejects.toMatchObject({ code: 251 });
      session.startTransaction();
      await expect(c.createIndex({ a: 1 }, { session })).rejects.toMatchObject({ code: 238 });
      await session.abortTransaction();
      session.startTransaction();
      await expect(c.drop({ session })).rejects.toMatchObject({ code: 263 });
    });
    expect(await idsOf(c, {})).toEqual([1]);
  });

  it('commits once, however often that is asked', async () => {
    const c = collection();
    await inSession(async (session) => {
      session.startTransaction();
      await c.insertOne({ _id: 1 }, { session });
      await session.commitTransaction();
      await session.commitTransaction();
    });
    expect(await idsOf(c, {})).toEqual([1]);
  });
});

describe('a numbered write', () => {
  const lsid = { id: new UUID() };

  it('happens once when it is sent twice, and the second gets the first answer', async () => {
    const c = collection();
    const connection = await rawConnection(database().uri);
    const numbered = (txnNumber: number, command: object) =>
      connection.send({ ...command, lsid, txnNumber: Long.fromNumber(txnNumber) });
    const increment = {
      findAndModify: c.collectionName,
      query: { _id: 1 },
      update: { $inc: { n: 1 } },
      upsert: true,
      new: true,
    };
    const first = await numbered(1, increment);
    expect(first).toMatchObject({ ok: 1, value: { _id: 1, n: 1 } });
    expect(await numbered(1, increment)).toMatchObject({ value: first['value'] as object, ok: 1 });
    expect(await c.findOne()).toEqual({ _id: 1, n: 1 });
    expect(await numbered(2, increment)).toMatchObject({ value: { n: 2 } });
    expect(await numbered(1, increment)).toMatchObject({ ok: 0, code: 225 });
    const insert = { insert: c.collectionName, documents: [{ _id: 2 }], stmtIds: [0] };
    expect(await numbered(3, insert)).toMatchObject({ ok: 1, n: 1 });
    expect(await numbered(3, insert)).toMatchObject({ ok: 1, n: 1 });
    connection.close();
  });

  it('leaves nothing locked when its client is killed in the middle of a transaction', async () => {
    const c = collection();
    await c.insertOne({ _id: 1, n: 1 });
    const connection = await rawConnection(database().uri);
    const reply = await connection.send({
      update: c.collectionName,
      updates: [{ q: { _id: 1 }, u: { $set: { n: 2 } } }],
      lsid: { id: new UUID() },
      txnNumber: Long.fromNumber(1),
      autocommit: false,
      startTransaction: true,
    });
    expect(reply).toMatchObject({ ok: 1, nModified: 1 });
    connection.close();
    await c.updateOne({ _id: 1 }, { $inc: { n: 10 } }, { maxTimeMS: 5_000 });
    expect(await c.findOne()).toEqual({ _id: 1, n: 11 });
  });

  it('is refused in a transaction that was never begun', async () => {
    const connection = await rawConnection(database().uri);
    const stray = { find: 'x', lsid: { id: new UUID() }, txnNumber: Long.fromNumber(1), autocommit: false };
    expect(await connection.send(stray)).toMatchObject({
      ok: 0,
      code: 251,
      errorLabels: ['TransientTransactionError'],
    });
    connection.close();
  });
});

describe('cluster time', () => {
  it('is told with every answer, later each time, and may be asked for in a read', async () => {
    const c = collection();
    const connection = await rawConnection(database().uri);
    const first = await connection.send({ insert: c.collectionName, documents: [{ _id: 1 }] });
    const refused = await connection.send({ unknown: 1 });
    const [before, after] = [first, refused].map((reply) => reply['operationTime'] as Timestamp);
    expect(after!.compare(before!)).toBe(1);
    const readConcern = { level: 'local', afterClusterTime: before };
    const found = await connection.send({ find: c.collectionName, readConcern });
    expect(found).toMatchObject({ ok: 1, cursor: { firstBatch: [{ _id: 1 }] } });
    connection.close();
  });

  it('lets a session of causal consistency read what it wrote', async () => {
    const watched = await MongoClient.connect(database().uri, { monitorCommands: true });
    const asked: unknown[] = [];
    watched.on('commandStarted', ({ commandName, command }) => {
      if (commandName === 'find') asked.push(command['readConcern']?.afterClusterTime);
    });
    const session = watched.startSession({ causalConsistency: true });
    const c = watched.db('test').collection<Loose>(collection().collectionName);
    await c.insertOne({ _id: 1 }, { session });
    expect(await c.findOne({}, { session })).toEqual({ _id: 1 });
    expect(asked).toEqual([expect.any(Timestamp)]);
    await session.endSession();
    await watched.close();
  });
});
