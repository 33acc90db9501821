import { DBRef, Decimal128, Double, Long } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { withDatabase } from './with-database.ts';

const now = new Date('2026-03-01T12:00:00Z');
const { collection, client } = withDatabase({ now: () => now.getTime() });

async function updated(before: object, update: object, options: object = {}, filter: object = {}) {
  const c = collection();
  await c.insertOne({ _id: 1, ...before });
  await c.updateOne({ _id: 1, ...filter } as never, update as never, options);
  const { _id, ...after } = (await c.findOne({}, { promoteValues: true })) ?? {};
  return after;
}

describe('an update', () => {
  it.each([
    ['$set makes what is on the way', { a: 1 }, { $set: { 'b.c': 2 } }, { a: 1, b: { c: 2 } }],
    ['$set into an array position', { a: [1] }, { $set: { 'a.2': 3 } }, { a: [1, null, 3] }],
    [
      '$unset of a field and a position',
      { a: 1, b: [1, 2] },
      { $unset: { a: '', 'b.0': '' } },
      { b: [null, 2] },
    ],
    ['$inc of an int', { a: 1 }, { $inc: { a: 2, b: 5 } }, { a: 3, b: 5 }],
    ['$inc of a long', { a: Long.fromNumber(1) }, { $inc: { a: 2 } }, { a: 3 }],
    ['$inc over the edge of an int', { a: 2147483647 }, { $inc: { a: 1 } }, { a: 2147483648 }],
    [
      '$inc below what is not there',
      {},
      { $inc: { 'a.b.c': 1 }, $unset: { 'd.e': '' }, $pull: { 'f.g': 1 } },
      { a: { b: { c: 1 } } },
    ],
    ['$mul', { a: 3 }, { $mul: { a: 1.5, b: 2 } }, { a: 4.5, b: 0 }],
    ['$min and $max', { a: 5, b: 5 }, { $min: { a: 3, c: 1 }, $max: { b: 3 } }, { a: 3, b: 5, c: 1 }],
    ['$min across types', { a: 'x' }, { $min: { a: 3 } }, { a: 3 }],
    ['$push', { a: [1] }, { $push: { a: 2, b: 'x' } }, { a: [1, 2], b: ['x'] }],
    ['$push of an array as one value', { a: [] }, { $push: { a: [1, 2] } }, { a: [[1, 2]] }],
    [
      '$push with all clauses',
      { a: [5, 1] },
      { $push: { a: { $each: [3, 4], $position: 1, $slice: 3 } } },
      { a: [5, 3, 4] },
    ],
    [
      '$push before the end',
      { a: [1, 2] },
      { $push: { a: { $each: [3], $position: -1 } } },
      { a: [1, 3, 2] },
    ],
    ['$push that keeps the last', { a: [1] }, { $push: { a: { $each: [2, 3], $slice: -2 } } }, { a: [2, 3] }],
    [
      '$addToSet',
      { a: [1, { x: 1 }] },
      { $addToSet: { a: { $each: [1, 2, { x: 1 }] } } },
      { a: [1, { x: 1 }, 2] },
    ],
    [
      '$addToSet of a document with an $each',
      { a: [] },
      { $addToSet: { a: { k: 1, $each: [2] } } },
      { a: [{ k: 1, $each: [2] }] },
    ],
    ['$unset of what no path may be called', { a: 1 }, { $unset: { $z: 1, 'b.$c': 1 } }, { a: 1 }],
    [
      '$set of a part of a reference',
      { r: { $ref: 'c', $id: 1 } },
      { $set: { 'r.$id': 2 } },
      { r: new DBRef('c', 2 as never) },
    ],
    ['$pop at both ends', { a: [1, 2], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1], b: [2] }],
    ['$pull of a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ['$pull by a condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    [
      '$pull of sub-documents',
      { a: [{ k: 1, w: 1 }, { k: 2 }] },
      { $pull: { a: { k: 1 } } },
      { a: [{ k: 2 }] },
    ],
    ['$pullAll', { a: [1, 2, 3] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
    [
      'a pipeline',
      { a: 1 },
      [{ $set: { b: { $add: ['$a', 1] }, at: '$$NOW', none: { $literal: {} } } }, { $unset: 'a' }],
      { b: 2, at: now, none: {} },
    ],
    ['a replacement', { a: 1 }, { $replace: 1 }, undefined],
  ])('%s', async (_, before, update, after) => {
    if (after === undefined) {
      const c = collection();
      await c.insertOne({ _id: 1, ...before });
      await c.replaceOne({ _id: 1 }, { z: 1 });
      expect(await c.findOne()).toEqual({ _id: 1, z: 1 });
    } else expect(await updated(before, update)).toEqual(after);
  });

  it('keeps the kinds of numbers', async () => {
    const c = collection();
    await c.insertOne({ _id: 1, d: new Double(1), l: Long.fromNumber(7), i: 1 });
    await c.updateOne({ _id: 1 }, { $inc: { d: 1, l: 1, i: Long.fromNumber(1) } });
    const found = await c.findOne({}, { promoteValues: false });
    expect([found?.['d'], found?.['l'], found?.['i']]).toEqual([
      new Double(2),
      Long.fromNumber(8),
      Long.fromNumber(2),
    ]);
    await expect(c.updateOne({ _id: 1 }, { $inc: { l: Long.MAX_VALUE } })).rejects.toMatchObject({ code: 2 });
  });

  it('reaches array elements by match, all of them, or by filters', async () => {
    const list = [
      { k: 1, n: [1, 5] },
      { k: 2, n: [5] },
    ];
    for (const filter of [{ 'list.k': 2 }, { $or: [{ 'list.k': 2 }] }])
      expect(await updated({ list }, { $set: { 'list.$.k': 9 } }, {}, filter)).toEqual({
        list: [list[0], { k: 9, n: [5] }],
      });
    expect(
      await updated(
        { list },
        { $set: { 'list.$.k': 9 } },
        {},
        { $and: [{ list: { $elemMatch: { k: 1 } } }] },
      ),
    ).toEqual({
      list: [{ k: 9, n: [1, 5] }, list[1]],
    });
    expect(await updated({ list }, { $inc: { 'list.$[].k': 10 } })).toEqual({
      list: [
        { k: 11, n: [1, 5] },
        { k: 12, n: [5] },
      ],
    });
    const arrayFilters = [{ $or: [{ 'e.k': 2 }, { 'e.k': 7 }] }, { m: { $gte: 5 } }];
    expect(await updated({ list }, { $set: { 'list.$[e].n.$[m]': 0 } }, { arrayFilters })).toEqual({
      list: [list[0], { k: 2, n: [0] }],
    });
    expect(await updated({ list }, { $set: { 'list.0.n.$': 9 } }, {}, { 'list.0.n': 5 })).toEqual({
      list: [{ k: 1, n: [1, 9] }, list[1]],
    });
    for (const filter of [{ _id: 1 }, { 'list.1.k': 2 }])
      await expect(updated({ list }, { $set: { 'list.$.k': 9 } }, {}, filter)).rejects.toMatchObject({
        code: 2,
      });
    const whole = { 'list.$[e].k': 9, 'list.$[e].m': 1 };
    expect(await updated({ list }, { $set: whole }, { arrayFilters: [{ 'e.k': 2 }] })).toEqual({
      list: [list[0], { k: 9, m: 1, n: [5] }],
    });
    for (const [update, filters, code] of [
      [{ 'list.$[e].k': 9 }, undefined, 2],
      [{ 'list.$[E].k': 9 }, [{ 'E.k': 2 }], 2],
      [{ 'list.$[e].k': 9, 'list.1.k': 8 }, [{ 'e.k': 2 }], 40],
      [{ 'list.$[e].k': 9, 'list.$[f].k': 8 }, [{ 'e.k': 2 }, { 'f.n': 5 }], 40],
    ] as const)
      await expect(
        updated({ list }, { $set: update }, filters && { arrayFilters: filters }),
      ).rejects.toMatchObject({ code });
    await expect(updated({ list }, { $set: { a: 9 } }, { arrayFilters: [{ e: 1 }] })).rejects.toMatchObject({
      code: 9,
    });
  });

  it.each([
    [{ $inc: { s: 1 } }, 14],
    [{ $inc: { a: 'x' } }, 14],
    [{ $inc: { a: Decimal128.fromString('1') } }, 238],
    [{ $push: { a: 1 } }, 2],
    [{ $addToSet: { a: 1 } }, 2],
    [{ $pull: { a: 1 } }, 2],
    [{ $pop: { l: 2 } }, 9],
    [{ $set: { _id: 2 } }, 66],
    [{ $set: { a: 1 }, $inc: { a: 1 } }, 40],
    [{ $set: { b: 1, 'b.c': 1 } }, 40],
    [{ $set: { 'a.b': 1 } }, 28],
    [{ $set: { 'l.x': 1 } }, 28],
    [{ $set: { '': 1 } }, 56],
    [{ $foo: { a: 1 } }, 9],
    [{ $push: { l: { $each: [1], $foo: 1 } } }, 2],
    [{ $set: { 'l.$.x.$': 1 } }, 2],
    [{ $set: { $x: 1 } }, 52],
    [{ $set: { 'a.$x': 1 } }, 28],
    [{ $pop: { 'a.b': 1 }, $set: { b: 1 } }, 28],
    [{ $pull: { 's.b': 1 } }, 28],
    [{ $pullAll: { 'l.x': [1] } }, 28],
    [{ $set: { 'l.$[]': 1, 'l.0': 2 } }, 40],
    [{ $set: { 'l.$[e]': 1 } }, 2],
    [[{ $group: { _id: 1 } }], 72],
  ])('refuses %j and changes nothing', async (update, code) => {
    const c = collection();
    const before = { _id: 1, a: 1, s: 'x', l: [1] };
    await c.insertOne(before);
    await expect(c.updateOne({ _id: 1 }, update as never)).rejects.toMatchObject({ code });
    expect(await c.findOne()).toEqual(before);
  });

  it.each([
    [{ $inc: { a: 'x' } }, 14],
    [{ $mul: { a: null } }, 14],
    [{ $pop: { a: 2 } }, 9],
    [{ $pullAll: { a: 2 } }, 2],
    [{ $push: { a: { $each: 1 } } }, 14],
    [{ $push: { a: { $each: [1], $foo: 1 } } }, 2],
    [{ $addToSet: { a: { $each: 2 } } }, 14],
    [{ $pull: { a: { $foo: 1 } } }, 2],
  ])('%j is refused also where there is nothing to change', async (update, code) => {
    await expect(collection().updateMany({}, update as never)).rejects.toMatchObject({ code });
  });

  it.each([
    [[[1], [2], 1, 3], { $ne: 1 }, [[1], 1]],
    [[[1], [5], 7, 2], { $gte: 5 }, [[1], 2]],
    [[[1], [5], 7, 2], { $in: [5, 2] }, [[1], 7]],
    [[[{ x: 1 }], { x: 1 }, 3], { $eq: { x: 1 } }, [3]],
    [[['abc'], 'abd', 'x'], /^ab/, ['x']],
    [[[1], [1, 2], 'x'], { $type: 'int' }, ['x']],
    [[null, [null], 1], { $eq: null }, [1]],
    [[null, [null], 1], null, [[null], 1]],
    [[[1], 1, [1, 2]], 1, [[1], [1, 2]]],
    [[[1], 1, [1, 2]], [1], [1, [1, 2]]],
    [[{ x: 1, y: 2 }, { x: 2 }, [{ x: 1 }]], { x: 1 }, [{ x: 2 }, [{ x: 1 }]]],
  ])('$pull of %j by %j looks into arrays as a query would, and for a value not', async (list, by, left) => {
    expect(await updated({ list }, { $pull: { list: by } })).toEqual({ list: left });
  });

  it('$pull takes a reference for a value', async () => {
    const [one, two] = [new DBRef('c', 1 as never), new DBRef('c', 2 as never)];
    expect(await updated({ list: [one, two] }, { $pull: { list: one } })).toEqual({ list: [two] });
  });

  it('reaches fields inside that begin with a dollar', async () => {
    expect(await updated({ a: { $s: 1 } }, { $set: { 'a.$s': 2 }, $inc: { 'a.$n': 1 } })).toEqual({
      a: { $s: 2, $n: 1 },
    });
  });

  it('takes the first element for the position where a query asks whether there is any', async () => {
    const filter = { a: { $exists: true } };
    expect(await updated({ a: [1, 2] }, { $set: { 'a.$': 9 } }, {}, filter)).toEqual({ a: [9, 2] });
  });

  it('knows findAndModify by its old name', async () => {
    const c = collection();
    await c.insertOne({ _id: 1, n: 1 });
    const command = {
      findandmodify: c.collectionName,
      query: { _id: 1 },
      update: { $inc: { n: 1 } },
      new: true,
    };
    expect(await client().db('test').command(command)).toMatchObject({ ok: 1, value: { _id: 1, n: 2 } });
  });

  it('is not begun under a write concern that is none', async () => {
    const c = collection();
    const insert = { insert: c.collectionName, documents: [{ _id: 1 }], writeConcern: 5 };
    await expect(client().db('test').command(insert)).rejects.toMatchObject({ code: 14 });
    expect(await c.countDocuments()).toBe(0);
  });

  it('deletes all or one, and nothing in between', async () => {
    const c = collection();
    await c.insertMany([{}, {}]);
    for (const limit of [0.5, 1.9, 2, null, '1'])
      expect(
        await client()
          .db('test')
          .command({ delete: c.collectionName, deletes: [{ q: {}, limit }] }),
      ).toMatchObject({
        n: 0,
        writeErrors: [{ code: 9 }],
      });
    expect(await c.countDocuments()).toBe(2);
  });

  it('tells what it matched and what it changed', async () => {
    const c = collection();
    await c.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
      { _id: 3, a: 2 },
    ]);
    expect(await c.updateMany({ a: { $lte: 2 } }, { $set: { a: 1 } })).toMatchObject({
      matchedCount: 3,
      modifiedCount: 1,
    });
    expect(await c.updateOne({ a: 1 }, { $unset: { x: 1 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    });
    expect(await c.deleteOne({ a: 1 })).toMatchObject({ deletedCount: 1 });
    expect(await c.deleteMany({})).toMatchObject({ deletedCount: 2 });
  });

  it('may not name a position beside all or some elements, even where there is nothing to change', async () => {
    for (const [update, options] of [
      [{ 'l.$[]': 1, 'l.0': 2 }, {}],
      [{ 'l.$[e].k': 1, 'l.0.k': 2 }, { arrayFilters: [{ e: 1 }] }],
    ] as const)
      await expect(
        collection().updateOne({}, { $set: update } as never, options as never),
      ).rejects.toMatchObject({ code: 40 });
  });
});

describe('an upsert', () => {
  it('takes its fields from the equalities of the filter, and $setOnInsert only then', async () => {
    const c = collection();
    const upsert = { upsert: true };
    const filter = { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 5 }, $and: [{ e: { $in: [3] } }] };
    const first = await c.updateOne(filter, { $set: { z: 1 }, $setOnInsert: { made: now } }, upsert);
    expect(first).toMatchObject({ matchedCount: 0, upsertedCount: 1 });
    expect(await c.findOne()).toEqual({ _id: first.upsertedId, a: 1, b: { c: 2 }, e: 3, z: 1, made: now });
    await c.updateOne({ a: 1 }, { $set: { z: 2 }, $setOnInsert: { made: 'no' } }, upsert);
    expect(await c.findOne()).toMatchObject({ z: 2, made: now });
    await c.replaceOne({ _id: 7 }, { x: 1 }, upsert);
    expect(await c.findOne({ _id: 7 })).toEqual({ _id: 7, x: 1 });
    await c.replaceOne({ $and: [{ _id: 8 }, { y: 1 }] }, { x: 2 }, upsert);
    expect(await c.findOne({ _id: 8 })).toEqual({ _id: 8, x: 2 });
    for (const matchedTwice of [
      { a: 5, 'a.b': 1 },
      { 'a.b': 1, a: { c: 5 } },
      { a: { c: 5 }, 'a.b': 1 },
      { a: { $all: [1, 2] } },
      { a: { $eq: 8, $all: [8] } },
    ])
      await expect(c.updateOne(matchedTwice, { $set: { q: 1 } }, upsert)).rejects.toMatchObject({ code: 54 });
    await c.deleteMany({});
    await c.updateOne(
      { a: { $in: [/x/] }, b: { $all: [/y/] }, d: { $all: [4] } },
      { $set: { z: 3 } },
      upsert,
    );
    expect(await c.findOne()).toEqual({ _id: expect.anything(), d: 4, z: 3 });
    await expect(c.replaceOne({ '_id.x': 1 }, { a: 1 }, upsert)).rejects.toMatchObject({ code: 111 });
    await c.replaceOne({ '_id.x': { $gt: 1 } }, { a: 1 }, upsert);
    expect(await c.countDocuments({ a: 1 })).toBe(1);
  });

  it('gives the document back in one step with findOneAndUpdate', async () => {
    const c = collection();
    await c.insertMany([
      { _id: 1, p: 2 },
      { _id: 2, p: 1 },
    ]);
    const claim = { $set: { owner: 'me' } };
    expect(await c.findOneAndUpdate({ owner: null }, claim, { sort: { p: 1 } })).toEqual({ _id: 2, p: 1 });
    expect(
      await c.findOneAndUpdate({ owner: null }, claim, {
        sort: { p: 1 },
        returnDocument: 'after',
        projection: { owner: 1 },
      }),
    ).toEqual({ _id: 1, owner: 'me' });
    expect(await c.findOneAndUpdate({ owner: null }, claim)).toBeNull();
    expect(
      await c.findOneAndUpdate(
        { _id: 3 },
        { $inc: { n: 1 } },
        { upsert: true, returnDocument: 'after', includeResultMetadata: true },
      ),
    ).toMatchObject({
      value: { _id: 3, n: 1 },
      lastErrorObject: { n: 1, updatedExisting: false, upserted: 3 },
    });
    expect(await c.findOneAndReplace({ _id: 3 }, { x: 1 }, { returnDocument: 'after' })).toEqual({
      _id: 3,
      x: 1,
    });
    expect(await c.findOneAndDelete({}, { sort: { _id: -1 } })).toEqual({ _id: 3, x: 1 });
  });

  it('claims by the clock of the database', async () => {
    const c = collection();
    await c.insertMany([
      { _id: 'free', until: new Date(now.getTime() - 1) },
      { _id: 'held', until: new Date(now.getTime() + 1) },
    ]);
    const lease = [
      { $set: { until: { $add: ['$$NOW', 30_000] }, fence: { $add: [{ $ifNull: ['$fence', 0] }, 1] } } },
    ];
    const claim = () =>
      c.findOneAndUpdate({ $expr: { $lt: ['$until', '$$NOW'] } }, lease, { returnDocument: 'after' });
    expect(await claim()).toEqual({ _id: 'free', until: new Date(now.getTime() + 30_000), fence: 1 });
    expect(await claim()).toBeNull();
  });
});

describe('a batch', () => {
  it('stops at its first error when ordered and goes on when not', async () => {
    const c = collection();
    const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];
    await expect(c.insertMany(documents)).rejects.toMatchObject({ code: 11000, insertedCount: 1 });
    await expect(c.insertMany(documents, { ordered: false })).rejects.toMatchObject({ insertedCount: 1 });
    const result = await c.bulkWrite([
      { insertOne: { document: { _id: 3 } } },
      { updateOne: { filter: { _id: 1 }, update: { $set: { a: 1 } } } },
      { updateMany: { filter: {}, update: { $inc: { n: 1 } } } },
      { replaceOne: { filter: { _id: 9 }, replacement: { r: 1 }, upsert: true } },
      { deleteOne: { filter: { _id: 2 } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 4,
      modifiedCount: 4,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(result.upsertedIds).toEqual({ 3: 9 });
  });
});
