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
      totalSize: size,
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
});
