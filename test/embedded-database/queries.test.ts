import { DBRef, Binary, Double, Int32, Long, ObjectId, Timestamp } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { idsOf, withDatabase } from './with-database.ts';

const { collection } = withDatabase();

describe('a query', () => {
  const numbers = [
    { _id: 'int', v: 5 },
    { _id: 'double', v: 5.5 },
    { _id: 'long', v: Long.fromString('9007199254740993') },
    { _id: 'fraction', v: 5.25 },
    { _id: 'nan', v: Number.NaN },
    { _id: 'text', v: '5' },
    { _id: 'date', v: new Date(5) },
  ];

  it.each([
    ['numbers of every kind by value', { v: { $gt: 5 } }, ['double', 'fraction', 'long']],
    ['a long beyond what a double can tell apart', { v: Long.fromString('9007199254740993') }, ['long']],
    ['not its neighbour', { v: Long.fromString('9007199254740992') }, []],
    ['an int by an equal double', { v: new Double(5) }, ['int']],
    ['a fraction by an equal one', { v: 5.25 }, ['fraction']],
    ['NaN by NaN only', { v: { $gte: Number.NaN } }, ['nan']],
    ['no NaN below a number', { v: { $lt: 5.2 } }, ['int']],
    ['dates within dates', { v: { $lte: new Date(5) } }, ['date']],
    ['strings within strings', { v: { $gte: '' } }, ['text']],
  ])('finds %s', async (_, filter, expected) => {
    const c = collection();
    await c.insertMany(numbers);
    expect((await idsOf(c, filter)).sort()).toEqual(expected);
    await c.createIndex({ v: 1 });
    expect((await idsOf(c, filter)).sort()).toEqual(expected);
  });

  it.each([
    ['int', ['int']],
    ['double', ['double']],
    ['long', ['long']],
    ['number', ['double', 'int', 'long']],
    ['objectId', ['objectId']],
    ['binData', ['binData']],
    ['array', ['array']],
    ['null', ['null']],
    [
      ['string', 'bool'],
      ['array', 'bool'],
    ],
  ])('finds the type %s', async (type, expected) => {
    const c = collection();
    await c.insertMany([
      { _id: 'int', v: new Int32(1) },
      { _id: 'double', v: new Double(1) },
      { _id: 'long', v: Long.fromNumber(1) },
      { _id: 'objectId', v: new ObjectId() },
      { _id: 'binData', v: new Binary(Buffer.from('x')) },
      { _id: 'array', v: ['text'] },
      { _id: 'null', v: null },
      { _id: 'bool', v: true },
      { _id: 'missing' },
    ]);
    expect((await idsOf(c, { v: { $type: type } })).sort()).toEqual(expected);
  });

  it.each([
    ['null is null or missing', { v: null }, ['missing', 'null']],
    ['at least null is the same', { v: { $gte: null } }, ['missing', 'null']],
    ['not null is neither', { v: { $ne: null } }, ['array', 'deep', 'empty', 'object', 'zero']],
    ['a part of something without parts is missing', { 'v.w': null }, ['missing', 'null', 'object', 'zero']],
    ['not existing is missing only', { v: { $exists: false } }, ['missing']],
    ['null in a list', { v: { $in: [null, 0] } }, ['missing', 'null', 'zero']],
  ])('%s', async (_, filter, expected) => {
    const c = collection();
    await c.insertMany([
      { _id: 'missing' },
      { _id: 'null', v: null },
      { _id: 'zero', v: 0 },
      { _id: 'object', v: { x: 1 } },
      { _id: 'deep', v: { w: 1 } },
      { _id: 'array', v: [{ w: 1 }] },
      { _id: 'empty', v: [] },
    ]);
    expect((await idsOf(c, filter)).sort()).toEqual(expected);
    await c.createIndexes([{ key: { v: 1 } }, { key: { 'v.w': 1 } }]);
    expect((await idsOf(c, filter)).sort()).toEqual(expected);
  });

  it.each([
    ['an element', { tags: 'a' }, [1, 2]],
    ['a whole array', { tags: ['a', 'b'] }, [1]],
    ['an array in its order', { tags: ['b', 'a'] }, []],
    ['all of several', { tags: { $all: ['b', 'a'] } }, [1]],
    ['all on a value that is no array', { name: { $all: ['x'] } }, [3]],
    ['all over sub-documents', { 'items.k': { $all: [1, 2] } }, [4]],
    ['one sub-document that fits twice', { items: { $elemMatch: { k: 1, w: 1 } } }, [4]],
    ['no sub-document that fits by halves', { items: { $elemMatch: { k: 1, w: 2 } } }, []],
    ['halves in different elements', { 'items.k': 1, 'items.w': 2 }, [4]],
    ['an element within bounds', { scores: { $elemMatch: { $gt: 2, $lt: 5 } } }, []],
    ['bounds met by different elements', { scores: { $gt: 2, $lt: 5 } }, [5]],
    ['an element that is all of a list', { scores: { $elemMatch: { $all: [9] } } }, [5]],
    ['no element that is two things', { scores: { $elemMatch: { $all: [1, 9] } } }, []],
    ['a size', { tags: { $size: 2 } }, [1]],
    ['a position', { 'tags.1': 'b' }, [1]],
    ['an array at a position, which is not entered', { 'rows.0': 7 }, []],
    ['that array itself', { 'rows.0': [7, 8] }, [7]],
    ['an element of it by two positions', { 'rows.0.1': 8 }, [7]],
    ['nothing where a position leads to no parts', { 'scores.0.x': null }, [1, 2, 3, 4, 6, 7, 8]],
    ['no parts of an array in an array', { rows: { $elemMatch: { k: 9 } } }, []],
    ['its element by a position', { rows: { $elemMatch: { '0.k': 9 } } }, [7]],
    ['a sub-document with its fields in order', { sub: { a: 1, b: 2 } }, [8]],
    ['no sub-document in another order', { sub: { b: 2, a: 1 } }, []],
    ['a reference to another document', { 'sub.ref': new DBRef('c', 1 as never) }, [6]],
    ['neither of two', { $nor: [{ tags: 'a' }, { _id: { $gte: 4 } }] }, [3]],
    ['not above', { scores: { $not: { $gt: 5 } }, tags: { $exists: false } }, [3, 4, 6, 7, 8]],
    ['by an expression', { $expr: { $eq: [{ $type: { $ifNull: ['$tags', 0] } }, 'array'] } }, [1, 2]],
  ])('finds %s', async (_, filter, expected) => {
    const c = collection();
    await c.insertMany([
      { _id: 1, tags: ['a', 'b'] },
      { _id: 2, tags: ['a'] },
      { _id: 3, name: 'x' },
      {
        _id: 4,
        items: [
          { k: 1, w: 1 },
          { k: 2, w: 2 },
        ],
      },
      { _id: 5, scores: [1, 9] },
      { _id: 6, sub: { a: 1, b: 2, ref: { $ref: 'c', $id: 1 } } },
      { _id: 7, rows: [[7, 8], [{ k: 9 }]] },
      { _id: 8, sub: { a: 1, b: 2 } },
    ]);
    expect(await idsOf(c, filter, { _id: 1 })).toEqual(expected);
    await c.createIndexes([
      { key: { tags: 1 } },
      { key: { 'items.k': 1, 'items.w': 1 } },
      { key: { scores: -1 } },
    ]);
    expect(await idsOf(c, filter, { _id: 1 })).toEqual(expected);
  });

  it('refuses fields in an order that it could not keep, and keeps those that it can', async () => {
    const c = collection();
    const error = { code: 238, message: expect.stringContaining('name is a number') };
    const mixed = new Map<string, unknown>(Object.entries({ b: 1 })).set('1', 2);
    await expect(c.insertOne({ _id: 1, x: mixed })).rejects.toMatchObject(error);
    await expect(c.find({ x: mixed }).toArray()).rejects.toMatchObject(error);
    await expect(
      c
        .find()
        .sort([
          ['b', 1],
          ['1', 1],
        ])
        .toArray(),
    ).rejects.toMatchObject(error);
    await c.insertOne({ _id: 1, x: { 1: 'a', 2: 'b', c: 'd' }, y: { b: 1 } });
    await expect(c.updateOne({}, { $set: { 'y.1': 2 } })).rejects.toMatchObject(error);
    await expect(c.updateOne({}, { $set: { 'x.0': 2 } })).rejects.toMatchObject(error);
    await expect(c.updateOne({}, [{ $set: { 'y.1': 2 } }])).rejects.toMatchObject(error);
    await c.updateOne({}, { $set: { 'x.2': 'e', 'z.5': 1, 'y.1480399729958338560': 3 } });
    const x = { 1: 'a', 2: 'e', c: 'd' };
    expect(await c.findOne()).toEqual({ _id: 1, x, y: { b: 1, '1480399729958338560': 3 }, z: { 5: 1 } });
    const byName = { projection: { x: 0, z: 0 } };
    expect(await c.findOne({}, byName)).toEqual({ _id: 1, y: { b: 1, '1480399729958338560': 3 } });
  });

  it('refuses paths to sort by that are none', async () => {
    for (const path of ['v..a', '$v', 'v.$a.b'])
      for (const find of [
        collection()
          .find()
          .sort({ [path]: 1 })
          .toArray(),
        collection()
          .aggregate([{ $sort: { [path]: 1 } }])
          .toArray(),
      ])
        await expect(find).rejects.toMatchObject({ code: 16410 });
    await expect(
      collection()
        .aggregate([{ $sort: { v: '1' } }])
        .toArray(),
    ).rejects.toMatchObject({
      code: 15975,
    });
  });

  it('takes counts without what is behind their points', async () => {
    const c = collection();
    await c.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
    const find = { find: c.collectionName, limit: 2.5, batchSize: 1.9 };
    expect((await c.db.command(find))['cursor'].firstBatch).toEqual([{ _id: 1 }]);
  });

  it('orders timestamps by their time and then by their number', async () => {
    const c = collection();
    const [last, first, second] = [
      [2 ** 31, 1],
      [7, 2 ** 31],
      [8, 1],
    ].map(([t = 0, i = 0]) => new Timestamp({ t, i }));
    await c.insertMany([
      { _id: 3, at: last },
      { _id: 1, at: first },
      { _id: 2, at: second },
      { _id: 4, at: 9 },
    ]);
    expect(await idsOf(c, { at: { $type: 'timestamp' } }, { at: 1 })).toEqual([1, 2, 3]);
    expect(await idsOf(c, { at: { $gt: second } })).toEqual([3]);
  });

  it('sorts by type first, missing as null, and arrays by their least or greatest element', async () => {
    const c = collection();
    await c.insertMany([
      { _id: 'date', v: new Date(0) },
      { _id: 'bool', v: false },
      { _id: 'text', v: 'a' },
      { _id: 'array', v: [0, 100] },
      { _id: 'one', v: 1 },
      { _id: 'long', v: Long.fromNumber(2) },
      { _id: 'missing' },
      { _id: 'object', v: { a: 1 } },
      { _id: 'none', v: [] },
    ]);
    const up = ['none', 'missing', 'array', 'one', 'long', 'text', 'object', 'bool', 'date'];
    const down = ['date', 'bool', 'object', 'text', 'array', 'long', 'one', 'missing', 'none'];
    expect(await idsOf(c, {}, { v: 1 })).toEqual(up);
    expect(await idsOf(c, {}, { v: -1 })).toEqual(down);
  });

  it('sorts by several parts of one element together, and by what stands at a position as it is', async () => {
    const c = collection();
    await c.insertMany([
      {
        _id: 1,
        a: [
          { x: 0, y: 5 },
          { x: 1, y: 3 },
        ],
        l: [5, [19, 3]],
      },
      { _id: 2, a: [{ x: 0, y: 4 }], l: [1, [10, 15], 20] },
      { _id: 3, a: [{ x: [[2], -1], y: 0 }] },
    ]);
    expect(await idsOf(c, {}, { 'a.x': 1, 'a.y': 1 })).toEqual([3, 2, 1]);
    expect(await idsOf(c, { _id: { $lt: 3 } }, { 'l.1': 1 })).toEqual([2, 1]);
    await expect(idsOf(c, {}, { a: 1, l: 1 })).rejects.toMatchObject({ code: 2 });
    await c.insertOne({ _id: 4, l: [{ 1: 'x' }, 2] });
    await expect(idsOf(c, {}, { 'l.1': 1 })).rejects.toMatchObject({ code: 16746 });
  });

  it('projects fields, parts and expressions', async () => {
    const c = collection();
    await c.insertOne({ _id: 1, a: 1, b: { c: 2, d: 3 }, list: [{ k: 1, w: 'x' }, { k: 2, w: 'y' }, 7] });
    const project = async (projection: object) => c.findOne({}, { projection });
    expect(await project({ a: 1, _id: 0 })).toEqual({ a: 1 });
    expect(await project({ 'b.c': 1, 'list.k': 1 })).toEqual({
      _id: 1,
      b: { c: 2 },
      list: [{ k: 1 }, { k: 2 }],
    });
    expect(await project({ list: 0, b: { d: 0 } })).toEqual({ _id: 1, a: 1, b: { c: 2 } });
    expect(await project({ _id: 1 })).toEqual({ _id: 1 });
    expect(await project({ 'r.$id': 1 })).toEqual({ _id: 1 });
    expect(await project({ _id: 0, list: 0 })).toEqual({ a: 1, b: { c: 2, d: 3 } });
    expect(await project({ 'b.c': 1, 'list.n': '$a', 'a.n': '$b.d' })).toEqual({
      _id: 1,
      b: { c: 2 },
      list: [{ n: 1 }, { n: 1 }, { n: 1 }],
      a: { n: 3 },
    });
    expect(await project({ sum: { $add: ['$a', '$b.c'] }, text: 'plain' })).toEqual({
      _id: 1,
      sum: 3,
      text: 'plain',
    });
    await expect(project({ a: 1, b: 0 })).rejects.toMatchObject({ code: 31254 });
    await expect(project({ a: 0, sum: { $add: ['$a', 1] } })).rejects.toMatchObject({ code: 31253 });
    await expect(project({ a: 1, 'a.b': 1 })).rejects.toMatchObject({ code: 31249 });
    await expect(project({ 'a.b': 1, a: 1 })).rejects.toMatchObject({ code: 31250 });
    await expect(project({ b: {} })).rejects.toMatchObject({ code: 238 });
  });

  it('fetches more than one batch, whatever is written meanwhile', async () => {
    const c = collection();
    await c.insertMany(Array.from({ length: 350 }, (_, i) => ({ _id: i })));
    const cursor = c.find().batchSize(100);
    expect((await cursor.next())?._id).toBe(0);
    await c.deleteMany({ _id: { $gte: 300 } });
    expect(await cursor.toArray()).toHaveLength(349);
    expect(await c.find().skip(5).limit(2).toArray()).toEqual([{ _id: 5 }, { _id: 6 }]);
    const closed = c.find().batchSize(2);
    await closed.next();
    await closed.close();
    await expect(
      c.db.command({ getMore: Long.fromNumber(1), collection: c.collectionName }),
    ).rejects.toMatchObject({ code: 43 });
  });

  it('sends documents of many megabytes in batches that fit', async () => {
    const c = collection();
    for (let i = 0; i < 3; i++) await c.insertOne({ _id: i, text: 'x'.repeat(7_000_000) });
    expect((await c.find().toArray()).map(({ text }) => String(text).length)).toEqual([7e6, 7e6, 7e6]);
    await expect(c.insertOne({ text: 'x'.repeat(17_000_000) })).rejects.toThrow(
      /larger than|too large|size/i,
    );
  });
});

describe('a collation', () => {
  it('finds, sorts, counts, updates and lists values by the letters it is told to look at', async () => {
    const c = collection();
    await c.createIndex({ x: 1 });
    await c.insertMany(['ping', 'Ping', 'PÏNG', 'pong'].map((x, _id) => ({ _id, x })));
    const at = (strength: 1 | 2 | 3) => ({ collation: { locale: 'en', strength } });
    const ids = async (strength: 1 | 2 | 3) =>
      (await c.find({ x: { $in: ['PING'] } }, at(strength)).toArray()).map(({ _id }) => _id);
    expect([await ids(1), await ids(2), await ids(3)]).toEqual([[0, 1, 2], [0, 1], []]);
    expect(await c.countDocuments({ x: { $gt: 'PING' } }, at(2))).toBe(2);
    expect(await c.distinct('x', {}, at(1))).toEqual(['ping', 'pong']);
    const sorted = await c.find({}, at(3)).sort({ x: -1 }).toArray();
    expect(sorted.map(({ x }) => x)).toEqual(['pong', 'PÏNG', 'Ping', 'ping']);
    expect((await c.updateMany({ x: 'PING' }, { $set: { y: 1 } }, at(2))).modifiedCount).toBe(2);
    expect(await c.aggregate([{ $match: { x: 'PONG' } }, { $count: 'n' }], at(1)).toArray()).toEqual([
      { n: 1 },
    ]);
  });
});
