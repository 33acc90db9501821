import { Double } from 'mongodb';
import { describe, expect, it, vi } from 'vitest';
import { Collection } from '#embedded-database/collection';
import { select } from '#embedded-database/select';
import type { Doc } from '#query-language/bson-values';
import { Scope } from '#query-language/expression';
import { idsOf, withDatabase } from './with-database.ts';

const { collection, client } = withDatabase();
const database = () => client().db('test');

describe('a unique index', () => {
  it('refuses a second document with the same key and says which', async () => {
    const c = collection();
    await c.createIndex({ guild: 1, name: -1 }, { unique: true });
    await c.insertMany([
      { _id: 1, guild: 'g', name: 'a' },
      { _id: 2, guild: 'g', name: 'b' },
    ]);
    await expect(c.insertOne({ guild: 'g', name: 'a' })).rejects.toMatchObject({
      code: 11000,
      message: `E11000 duplicate key error collection: test.${c.collectionName} index: guild_1_name_-1 dup key: { guild: "g", name: "a" }`,
      keyPattern: { guild: 1, name: -1 },
      keyValue: { guild: 'g', name: 'a' },
    });
    await expect(c.updateOne({ _id: 2 }, { $set: { name: 'a' } })).rejects.toMatchObject({ code: 11000 });
    await expect(
      c.findOneAndUpdate({ _id: 3 }, { $set: { guild: 'g', name: 'b' } }, { upsert: true }),
    ).rejects.toMatchObject({ code: 11000, keyValue: { guild: 'g', name: 'b' } });
    expect(await idsOf(c, { guild: 'g', name: 'a' })).toEqual([1]);
    await c.deleteOne({ _id: 1 });
    await c.updateOne({ _id: 2 }, { $set: { name: 'a' } });
    expect(await idsOf(c, { guild: 'g', name: 'b' })).toEqual([]);
  });

  it('counts missing and null as one value, unless it is sparse', async () => {
    const [plain, sparse] = [collection(), collection()];
    await plain.createIndex({ k: 1 }, { unique: true });
    await sparse.createIndex({ k: 1 }, { unique: true, sparse: true });
    await plain.insertOne({ _id: 1 });
    await expect(plain.insertOne({ k: null })).rejects.toMatchObject({ code: 11000 });
    await sparse.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, k: null }]);
    await expect(sparse.insertOne({ k: null })).rejects.toMatchObject({ code: 11000 });
    expect(await idsOf(sparse, { k: null })).toEqual([1, 2, 3]);
  });

  it('holds only for the documents of a partial filter', async () => {
    const c = collection();
    await c.createIndex({ pair: 1 }, { unique: true, partialFilterExpression: { live: true } });
    await c.insertMany([
      { _id: 1, pair: 'p', live: true },
      { _id: 2, pair: 'p', live: false },
      { _id: 3, pair: 'p' },
    ]);
    await expect(c.updateOne({ _id: 2 }, { $set: { live: true } })).rejects.toMatchObject({ code: 11000 });
    await c.updateOne({ _id: 1 }, { $set: { live: false } });
    await c.updateOne({ _id: 2 }, { $set: { live: true } });
    expect(await idsOf(c, { pair: 'p' })).toEqual([1, 2, 3]);
    expect(await idsOf(c, { pair: 'p', live: true })).toEqual([2]);
  });

  it('looks at every element of an array, but not at one document twice', async () => {
    const c = collection();
    await c.createIndex({ 'people.id': 1 }, { unique: true });
    await c.insertOne({ _id: 1, people: [{ id: 1 }, { id: 1 }, { id: 2 }] });
    await expect(c.insertOne({ people: [{ id: 2 }] })).rejects.toMatchObject({ code: 11000 });
    await c.createIndex({ a: 1, b: 1 });
    await expect(c.insertOne({ people: [{ id: 9 }], a: [1], b: [2] })).rejects.toMatchObject({ code: 171 });
  });

  it('cannot be built over duplicates, and then is not there', async () => {
    const c = collection();
    await c.insertMany([{ k: 1 }, { k: 1 }]);
    await expect(c.createIndex({ k: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    expect((await c.indexes()).map(({ name }) => name)).toEqual(['_id_']);
  });
});

describe('indexes', () => {
  it('are listed, found again, dropped, and not silently redefined', async () => {
    const c = collection();
    expect(await c.createIndex({ a: 1 }, { expireAfterSeconds: 60 })).toBe('a_1');
    expect(await c.createIndex({ a: 1 }, { expireAfterSeconds: 60 })).toBe('a_1');
    await expect(c.createIndex({ a: 1 }, { expireAfterSeconds: 90 })).rejects.toMatchObject({ code: 85 });
    await expect(c.createIndex({ b: 1 }, { name: 'a_1' })).rejects.toMatchObject({ code: 86 });
    await expect(c.createIndex({ a: 1 }, { name: 'other', expireAfterSeconds: 60 })).rejects.toMatchObject({
      code: 85,
    });
    expect(await c.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1 }, name: 'a_1', expireAfterSeconds: 60 },
    ]);
    await c.dropIndex('a_1');
    await expect(c.dropIndex('a_1')).rejects.toMatchObject({ code: 27 });
    await expect(c.dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
    await c.createIndex({ b: new Double(1) } as never);
    await c.createIndex({ x: 11, y: -2 } as never);
    await c.dropIndex('x_11_y_-2');
    await c.createIndex({ b: 1 });
    await expect(c.dropIndex(['b_1', '_id_'] as never)).rejects.toMatchObject({ code: 72 });
    expect((await c.indexes()).map(({ name }) => name)).toEqual(['_id_', 'b_1']);
    const cursor = { batchSize: 1 };
    const first = await database().command({ listIndexes: c.collectionName, cursor });
    expect(first['cursor'].firstBatch).toHaveLength(1);
    expect((await database().command({ listCollections: 1, cursor }))['cursor'].firstBatch).toHaveLength(1);
  });

  it('save a scan: a find in many documents looks at those it returns', () => {
    const c = new Collection('t.c');
    c.buildIndexes([
      { name: 'guild', key: { guild: 1, at: 1 } },
      { name: 'state', key: { state: 1, at: -1, _id: 1 } },
    ]);
    for (let i = 0; i < 5000; i++) c.apply(i, { _id: i, guild: i % 50, at: new Date(i), state: i % 3 });
    const looked = vi.spyOn(c.records, 'get');
    const examined = (filter: Doc, sort: Doc = {}, limit?: number) => {
      looked.mockClear();
      select(c, filter, { sort, limit, scope: new Scope() });
      return looked.mock.calls.length;
    };
    expect(examined({ _id: 77 })).toBe(1);
    expect(examined({ guild: 7 })).toBe(100);
    expect(examined({ guild: 7, at: { $gte: new Date(1000), $lt: new Date(2000) } })).toBe(20);
    expect(examined({ guild: 7 }, { at: -1 }, 3)).toBe(3);
    expect(examined({ guild: { $in: [1, 2] } })).toBe(200);
    expect(examined({ state: 1, at: { $lte: new Date(30) } })).toBe(10);
    expect(examined({ state: 1 }, { at: 1, _id: -1 }, 5)).toBe(5);
    expect(examined({ guild: 7 }, { state: 1 })).toBe(100);
    expect(examined({ other: 1 })).toBe(5000);
  });

  it('give what is in a list in their own order', async () => {
    const c = collection();
    await c.insertMany([3, 1, 2].map((_id) => ({ _id, k: -_id })));
    expect(await idsOf(c, { _id: { $in: [3, 1, 2, 1] } })).toEqual([1, 2, 3]);
    await c.createIndex({ k: -1 });
    expect(await idsOf(c, { k: { $in: [-3, -1] } })).toEqual([1, 3]);
  });

  it('keep the order of a sort, and can be asked for by their names', async () => {
    const c = collection();
    await c.createIndexes([{ key: { guild: 1, at: 1 } }, { key: { state: 1, at: -1, _id: 1 } }]);
    await c.insertMany(
      Array.from({ length: 200 }, (_, i) => ({ _id: i, guild: i % 50, at: new Date(i), state: i % 3 })),
    );
    expect(await idsOf(c, { guild: 7, at: { $lt: new Date(200) } }, { at: -1 })).toEqual([157, 107, 57, 7]);
    expect(await idsOf(c, { state: 1, at: { $lte: new Date(10) } }, { at: -1 })).toEqual([10, 7, 4, 1]);
    expect(await c.find({ guild: 7 }).hint('guild_1_at_1').limit(1).toArray()).toHaveLength(1);
    expect(await c.find({ guild: 7 }).hint({}).limit(1).toArray()).toHaveLength(1);
    await expect(c.find({ guild: 7 }).hint('nothing').toArray()).rejects.toMatchObject({ code: 2 });
  });
});

describe('expiry', () => {
  const clock = { now: Date.UTC(2026, 0, 1) };
  const timed = withDatabase({ now: () => clock.now });

  it('removes documents after their time, by the clock it was given', async () => {
    const c = timed.collection();
    await c.createIndex({ at: 1 }, { expireAfterSeconds: 3600 });
    const at = new Date(clock.now);
    await c.insertMany([
      { _id: 1, at },
      { _id: 2, at: new Date(clock.now + 60_000) },
      { _id: 3, at: 'never' },
      { _id: 4 },
    ]);
    clock.now += 3_599_000;
    await timed.database().expire();
    expect(await idsOf(c, {})).toEqual([1, 2, 3, 4]);
    clock.now += 2000;
    await timed.database().expire();
    expect(await idsOf(c, {})).toEqual([2, 3, 4]);
    clock.now += 86_400_000;
    await timed.database().expire();
    expect(await idsOf(c, {})).toEqual([3, 4]);
  });

  it('leaves what a transaction holds to the next pass', async () => {
    const c = timed.collection();
    await c.createIndex({ at: -1 }, { expireAfterSeconds: 0 });
    await c.insertMany([1, 2].map((_id) => ({ _id, at: [new Date(0), new Date(clock.now + 1000)] })));
    await timed.client().withSession(async (session) => {
      session.startTransaction();
      await c.updateOne({ _id: 1 }, { $set: { held: true } }, { session });
      await timed.database().expire();
      expect(await idsOf(c, {})).toEqual([1]);
      await session.commitTransaction();
    });
    expect(await c.findOne()).toMatchObject({ _id: 1, held: true });
    await timed.database().expire();
    expect(await idsOf(c, {})).toEqual([]);
  });
});

describe('an index over an array', () => {
  it('has for each element what is in it, also in an array of its own', async () => {
    const c = collection();
    await c.createIndex({ 'items.tags': 1, 'items.k': 1 }, { unique: true });
    await c.insertOne({ _id: 1, items: [{ k: 1, tags: ['a', 'b'] }, { k: 2 }] });
    await c.insertOne({ _id: 2, items: [{ k: 2, tags: ['a', 'b'] }] });
    await expect(c.insertOne({ items: { k: 1, tags: 'b' } })).rejects.toMatchObject({
      code: 11000,
      keyValue: { 'items.tags': 'b', 'items.k': 1 },
    });
    const hint = 'items.tags_1_items.k_1';
    expect(await c.find({ 'items.tags': 'a', 'items.k': 2 }).hint(hint).toArray()).toHaveLength(2);
  });

  it('has the array at a position as it is', async () => {
    const c = collection();
    await c.createIndex({ 'l.0': 1 }, { unique: true });
    await c.insertMany([
      { _id: 1, l: [[1, 2], 3] },
      { _id: 2, l: [1] },
    ]);
    await expect(c.insertOne({ l: [[1, 2]] })).rejects.toMatchObject({ code: 11000 });
    expect(await idsOf(c, { 'l.0': 1 })).toEqual([2]);
    await c.insertOne({ _id: 3, l: { 0: 7 } });
    await c.insertOne({ _id: 4, l: [{ k: 1 }] });
    // Of its elements none has a field 0.
    expect(await idsOf(c, { 'l.0': null })).toEqual([4]);
    await expect(c.insertOne({ l: [{ 0: 8 }] })).rejects.toMatchObject({ code: 16746 });
  });

  it('gives a document once, also when the array grew one element at a time', async () => {
    const c = collection();
    await c.createIndex({ l: 1 });
    await c.insertOne({ _id: 1, l: [1] });
    await c.updateOne({ _id: 1 }, { $push: { l: 2 } } as never);
    expect(await idsOf(c, { l: { $gt: 0 } })).toEqual([1]);
    expect(await idsOf(c, {}, { l: 1 })).toEqual([1]);
  });
});
