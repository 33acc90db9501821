import { calculateObjectSize } from 'bson';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '#embedded-database/embedded-database';

let database: EmbeddedDatabase;
let client: MongoClient;
beforeAll(async () => {
  database = await startEmbeddedDatabase();
  client = await MongoClient.connect(database.uri);
});
afterAll(async () => {
  await client.close();
  await database.stop();
});

describe('the list of databases', () => {
  it('has those with a collection, with what their documents take, from the one for admins', async () => {
    const [first, second] = [{ _id: 1 as never }, { _id: 2 as never, more: 'x' }];
    await client.db('one').collection('a').insertOne(first);
    await client.db('one').collection('b').insertOne(second);
    await client.db('two').createCollection('empty');
    const size = calculateObjectSize(first) + calculateObjectSize(second);
    expect(await client.db().admin().listDatabases()).toMatchObject({
      databases: [
        { name: 'one', sizeOnDisk: size, empty: false },
        { name: 'two', sizeOnDisk: 0, empty: false },
      ],
    });
    const brief = await client
      .db()
      .admin()
      .listDatabases({ nameOnly: true, filter: { name: 'two' } });
    expect(brief.databases).toEqual([{ name: 'two' }]);
    await expect(client.db('one').command({ listDatabases: 1 })).rejects.toMatchObject({ code: 13 });
    await client.db('one').dropDatabase();
    expect((await client.db().admin().listDatabases()).databases).toHaveLength(1);
    await client.db('two').dropDatabase();
  });
});

describe('indexes', () => {
  it('are at least one to make, at most 64 to have, and the one of _id is as it is', async () => {
    const c = client.db('many').collection('c');
    const make = (indexes: object[]) => client.db('many').command({ createIndexes: 'c', indexes });
    await expect(make([])).rejects.toMatchObject({ code: 2 });
    await expect(make([{ key: { _id: 1 }, name: '_id_', unique: true }])).rejects.toMatchObject({
      code: 197,
    });
    await expect(make([{ key: { _id: -1 }, name: '_id_-1' }])).rejects.toMatchObject({ code: 197 });
    expect(await client.db('many').listCollections().toArray()).toEqual([]);
    const tooMany = Array.from({ length: 64 }, (_, i) => ({ key: { [`f${i}`]: 1 }, name: `f${i}` }));
    await expect(make(tooMany)).rejects.toMatchObject({ code: 67 });
    await make([{ key: { _id: 1 }, name: '_id_' }]);
    await make(Array.from({ length: 63 }, (_, i) => ({ key: { [`f${i}`]: 1 }, name: `f${i}` })));
    await expect(c.createIndex({ more: 1 })).rejects.toMatchObject({ code: 67 });
    expect(await c.indexes()).toHaveLength(64);
    await client.db('many').dropDatabase();
  });
});

describe('$out', () => {
  it('makes the collection also where it has nothing to put there', async () => {
    await client
      .db('t')
      .collection('c')
      .aggregate([{ $match: { _id: 99 } }, { $out: 'o' }])
      .toArray();
    const names = (await client.db('t').listCollections().toArray()).map(({ name }) => name);
    expect(names).toEqual(['o']);
    await client.db('t').dropDatabase();
  });
});

describe('a drop', () => {
  it.each([
    ['of a collection', () => client.db('t').dropCollection('c')],
    ['of a database', () => client.db('t').dropDatabase()],
  ])('%s ends the cursors that are open on it, and no others', async (_, drop) => {
    const [gone, kept] = [client.db('t').collection('c'), client.db('other').collection('c')];
    const cursors = [];
    for (const collection of [gone, kept]) {
      await collection.insertMany([{}, {}, {}]);
      const cursor = collection.find({}, { batchSize: 1 });
      await cursor.next();
      cursors.push(cursor);
    }
    await drop();
    await expect(cursors[0]!.toArray()).rejects.toMatchObject({ code: 43 });
    expect(await cursors[1]!.toArray()).toHaveLength(2);
    await client.db('other').dropDatabase();
  });

  it('leaves a transaction what it sees', async () => {
    const c = client.db('t').collection('c');
    await c.insertMany([{}, {}, {}]);
    const session = client.startSession();
    session.startTransaction();
    const cursor = c.find({}, { batchSize: 1, session });
    await cursor.next();
    await c.drop();
    expect(await cursor.toArray()).toHaveLength(2);
    await session.abortTransaction();
    await session.endSession();
  });
});
