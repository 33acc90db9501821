import { serialize } from 'bson';
import { DBRef, Binary, BSONRegExp, Double, Int32, Long, ObjectId, Timestamp } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { decode } from '#query-language/bson-values';
import { idsOf, withDatabase } from './with-database.ts';

const { client, collection } = withDatabase();

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

  it('matches regular expressions by their flags', async () => {
    const c = collection();
    await c.insertMany([
      { _id: 1, s: 'Ann\nBo' },
      { _id: 2, s: 'ann' },
      { _id: 3, s: ['x', 'ANN'] },
    ]);
    expect(await idsOf(c, { s: /^ann$/i })).toEqual([2, 3]);
    expect(await idsOf(c, { s: /^Bo$/m })).toEqual([1]);
    expect(await idsOf(c, { s: { $regex: 'N.B', $options: 'is' } })).toEqual([1]);
    expect(await idsOf(c, { s: { $in: [/^a/, 'ANN'] } })).toEqual([2, 3]);
    expect(await idsOf(c, { s: { $not: /n/ } })).toEqual([3]);
    await expect(idsOf(c, { s: new BSONRegExp('a b', 'x') })).rejects.toMatchObject({ code: 238 });
    await expect(idsOf(c, { s: { $regex: '(' } })).rejects.toMatchObject({ code: 238 });
  });

  // What PCRE2 makes of them, as MongoDB runs it: lines end with \n alone, and \s, \d and \w are of ASCII.
  it.each([
    ['abc$', '', 'abc\n', true],
    ['abc$', '', 'abc\n\n', false],
    ['^b$', 'm', 'a\nb\nc', true],
    ['^b', 'm', 'a\rb', false],
    ['b$', 'm', 'b\rc', false],
    ['a\n^', 'm', 'a\n', false],
    ['a.b', '', 'a\rb', true],
    ['a.b', '', 'a\u2028b', true],
    ['a.b', '', 'a\nb', false],
    ['a.b', 's', 'a\nb', true],
    ['^.$', '', '😀', true],
    ['a\\sb', '', 'a\u00a0b', false],
    ['a\\sb', '', 'a\tb', true],
    ['^[\\s\\d]+$', '', '1\f2', true],
    ['^\\S$', '', '\u00a0', true],
    ['^\\-?\\"\\#.$', '', '"#😀', true],
    ['^[\\-\\]\\^$.]+$', '', '-]^$.', true],
    ['^\\x41\\$$', '', 'A$', true],
    ['(?<n>a)(?=b)(?!c)(?:b)(?<=b)(?<!c)$', '', 'ab', true],
    ['[^a.]\\.', '', 'b.', true],
    ['É', 'i', 'é', true],
    ['^a[.]b[:]$', '', 'a.b:', true],
    ['^[[]$', '', '[', true],
    ['^[a[]$', '', '[', true],
    ['^[\\s\\S]+$', '', 'a\n\u00a0😀', true],
    ['^[^\\S]+$', '', ' \t', true],
    ['^[\\S]$', '', ' ', false],
  ])('matches /%s/%s in %j: %s', async (pattern, options, text, matches) => {
    const c = collection();
    await c.insertOne({ _id: 1, text });
    expect(await idsOf(c, { text: new BSONRegExp(pattern, options) })).toEqual(matches ? [1] : []);
    expect(await idsOf(c, { text: { $regex: pattern, $options: options } })).toEqual(matches ? [1] : []);
  });

  it.each(
    (
      '\\Aa a\\z a\\Z \\Qa\\E a\\hb a\\Rb a\\vb \\x{41} \\e \\a \\G \\X \\K \\p{Latin} \\u0041 (a)\\1 [\\s-_] [\\t-\\s] [[:digit:]] []x] [^]x] (?i)a ' +
      'a++ (?>a) (?P<n>a) (?#c)a (*UTF)a ( a{ a}'
    ).split(' '),
  )('refuses the regular expression %s, which is another one to JavaScript', async (pattern) => {
    const error = { code: 238, message: expect.stringContaining('regular expression') };
    await expect(idsOf(collection(), { a: { $regex: pattern } })).rejects.toMatchObject(error);
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

describe('an aggregation', () => {
  it('matches, groups, sorts and counts', async () => {
    const people = collection();
    await people.insertMany([
      { _id: 1, group: 'g', age: 30, tags: ['a', 'b'] },
      { _id: 2, group: 'g', age: Long.fromNumber(50), tags: [] },
      { _id: 3, group: 'h', age: 20.5 },
    ]);
    expect(
      await people
        .aggregate([
          { $match: { _id: { $lt: 3 } } },
          {
            $group: {
              _id: '$group',
              n: { $sum: 1 },
              age: { $max: '$age' },
              all: { $push: '$_id' },
              least: { $min: '$age' },
            },
          },
          { $set: { least: '$none', 'ages.mean': '$age' } },
          { $unset: 'age' },
        ])
        .toArray(),
    ).toEqual([{ _id: 'g', n: 2, all: [1, 2], ages: { mean: 50 } }]);
    expect(
      await people.aggregate([{ $sort: { _id: -1 } }, { $skip: 1 }, { $project: { age: 1 } }]).toArray(),
    ).toEqual([
      { _id: 2, age: 50 },
      { _id: 1, age: 30 },
    ]);
    expect(await people.countDocuments({ group: 'g' })).toBe(2);
    expect(await people.estimatedDocumentCount()).toBe(3);
    expect(await people.distinct('tags')).toEqual(['a', 'b']);
    expect(await people.distinct('_id', { _id: { $in: [3, 1] } })).toEqual([1, 3]);
    await people.insertOne({ _id: 0 });
    expect(await people.distinct('_id')).toEqual([0, 1, 2, 3]);
    expect(
      await people
        .aggregate([{ $sort: { age: -1 } }, { $limit: 1 }, { $replaceWith: { age: '$age' } }])
        .toArray(),
    ).toEqual([{ age: 50 }]);
  });

  it.each([
    [{ $add: [Long.fromNumber(1), 2] }, 3],
    [{ $add: [2147483647, 1] }, 2147483648],
    [{ $subtract: [new Date(5), 3] }, new Date(2)],
    [{ $lt: ['5', 6] }, false],
    [{ $lt: [Long.fromNumber(5), 6] }, true],
    [{ $gt: ['$missing', null] }, false],
    [
      {
        $lt: [
          [1, 2],
          [1, 3],
        ],
      },
      true,
    ],
    [{ $cond: [{ $and: [1, 'x', true] }, 'yes', 'no'] }, 'yes'],
    [
      {
        $cond: Object.fromEntries([
          ['if', '$missing'],
          ['then', 'yes'],
          ['else', 'no'],
        ]),
      },
      'no',
    ],
    [{ $ifNull: ['$missing', null, 'x'] }, 'x'],
    [{ $setField: { field: 'a.b', input: { a: 1 }, value: '$one' } }, { a: 1, 'a.b': 1 }],
    [
      { $setField: { field: { $literal: '$a' }, input: { $literal: { $a: 1, b: 2 } }, value: '$$REMOVE' } },
      { b: 2 },
    ],
    [{ $max: ['$one', null, Long.fromNumber(2)] }, 2],
    [{ $max: '$list' }, 3],
    [{ $type: Long.fromNumber(1) }, 'long'],
    [{ $type: { $add: [new Double(1), 1] } }, 'double'],
    [{ $literal: '$one' }, '$one'],
    [{ a: '$one', b: '$missing' }, { a: 1 }],
    ['$subs.v', [1, 2]],
    ['$ref.$id', 7],
  ])('computes %j', async (expression, expected) => {
    const c = collection();
    await c.insertOne({
      _id: 1,
      one: 1,
      text: 'b',
      nested: [[1, 2]],
      list: [2, 3],
      subs: [{ v: 1 }, {}, 3, [{ v: 4 }], { v: 2 }],
      ref: { $ref: 'c', $id: 7 },
    });
    const [result] = await c.aggregate([{ $project: { _id: 0, result: expression } }]).toArray();
    expect(result).toEqual({ result: expected });
  });

  it.each([
    [{ $eq: [1] }, 16020],
    [{ $ifNull: ['$one'] }, 16020],
    [{ $cond: { if: true } }, 9],
    [{ $add: ['a', 1] }, 14],
    [{ $add: ['$$NOW', '$$NOW'] }, 14],
    [{ $setField: { field: '$a', input: {}, value: 1 } }, 4161106],
    [{ $add: 1, $eq: 2 }, 15983],
    [{ 'a.b': { $add: 1 } }, 16412],
    ['$a..b', 15998],
    ['$a.$b', 15998],
    [
      Object.fromEntries([
        ['x', 1],
        ['$add', [1, 2]],
      ]),
      16412,
    ],
    [{ '': '$one' }, 16412],
  ])('refuses to compute %j', async (expression, code) => {
    const c = collection();
    await c.insertOne({ _id: 1, one: 1 });
    await expect(c.aggregate([{ $replaceWith: { result: expression } }]).toArray()).rejects.toMatchObject({
      code,
    });
  });
});

describe('a sum', () => {
  const sums: [what: string, values: unknown[], sum: unknown][] = [
    ['ten tenths', Array(10).fill(0.1), new Double(1)],
    ['fractions', [0.1, 0.2, 0.3], new Double(0.6)],
    ['something small beside what is large', [1e16, 1, -1e16], new Double(1)],
    ['longs over their edge and back', [Long.MAX_VALUE, 1, -10], Long.MAX_VALUE.subtract(9)],
    ['longs over their edge', [Long.MAX_VALUE, 1], new Double(2 ** 63)],
    ['ints over their edge', [2147483647, 1], Long.fromNumber(2147483648)],
    ['an int and a long', [1, Long.fromNumber(2)], Long.fromNumber(3)],
    ['whole doubles', [new Double(1), 2], new Double(3)],
    ['a long and doubles', [Long.fromString('9007199254740993'), 0.5, 0.5], new Double(9007199254740994)],
    ['the infinite', [Number.POSITIVE_INFINITY, 1, 0.5], new Double(Number.POSITIVE_INFINITY)],
    ['no numbers', ['x', null, true], new Int32(0)],
  ];
  it.each(sums)('of %s is exact, and of the widest kind', async (_, values, sum) => {
    const c = collection();
    await c.insertMany(values.map((v) => ({ v })));
    const pipeline = [{ $group: { _id: null, sum: { $sum: '$v' } } }];
    const [found] = await c.aggregate(pipeline, { promoteValues: false }).toArray();
    expect(found?.['sum']).toEqual(sum);
  });

  it('is of one expression, under a name that a field may have', async () => {
    const grouped = (field: object) =>
      collection()
        .aggregate([{ $group: { _id: null, ...field } }])
        .toArray();
    await expect(grouped({ n: { $sum: ['$v', 1] } })).rejects.toMatchObject({ code: 40237 });
    await expect(grouped({ $n: { $sum: 1 } })).rejects.toMatchObject({ code: 40235 });
  });
});

describe('a date', () => {
  it('moves by whole milliseconds, to the nearest', async () => {
    const c = collection();
    await c.insertOne({ _id: 1, at: new Date(0) });
    const moved = async (by: object) => {
      const [found] = await c.aggregate([{ $project: { at: by } }]).toArray();
      return (found?.['at'] as Date).getTime();
    };
    expect(await moved({ $add: ['$at', 100.56] })).toBe(101);
    expect(await moved({ $subtract: ['$at', 100.5] })).toBe(-101);
    await expect(moved({ $add: ['$at', 9e15] })).rejects.toMatchObject({ code: 238 });
    await expect(moved({ $add: ['$at', Number.NaN] })).rejects.toMatchObject({ code: 238 });
    const far = { insert: c.collectionName, documents: [{ at: new Date(Number.NaN) }] };
    const bytes = serialize(far);
    // A date that JavaScript cannot hold, written where it has one.
    new DataView(bytes.buffer, bytes.byteOffset).setBigInt64(bytes.length - 11, 9_000_000_000_000_000n, true);
    expect(() => decode(bytes)).toThrow('dates more than');
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

describe('an aggregation that writes', () => {
  it('replaces a collection by $out, in whole or not at all', async () => {
    const [from, to] = [collection(), collection()];
    await from.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    await to.insertOne({ _id: 9 });
    await to.createIndex({ n: 1 }, { unique: true });
    expect(await from.aggregate([{ $match: { n: 2 } }, { $out: to.collectionName }]).toArray()).toEqual([]);
    expect(await to.find().toArray()).toEqual([{ _id: 2, n: 2 }]);
    await expect(
      from.aggregate([{ $set: { n: 0 } }, { $out: to.collectionName }]).toArray(),
    ).rejects.toMatchObject({ code: 11000 });
    expect(await to.find().toArray()).toEqual([{ _id: 2, n: 2 }]);
  });

  it('puts documents among others by $merge, or says that there are such already', async () => {
    const [from, to] = [collection(), collection()];
    await from.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    await to.insertOne({ _id: 1, a: 1 });
    const into = { db: 'test', coll: to.collectionName };
    await from.aggregate([{ $match: { _id: 1 } }, { $merge: to.collectionName }]).toArray();
    await from.aggregate([{ $merge: { into, whenMatched: 'merge', whenNotMatched: 'insert' } }]).toArray();
    expect(await to.find().toArray()).toEqual([
      { _id: 1, a: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    const merged = from.aggregate([{ $merge: { into, whenMatched: 'fail' } }]).toArray();
    await expect(merged).rejects.toMatchObject({ code: 11000 });
  });

  it('is refused in a transaction and anywhere but at the end', async () => {
    const c = collection();
    await c.insertOne({ _id: 1 });
    await expect(c.aggregate([{ $out: 'x' }, { $match: {} }]).toArray()).rejects.toMatchObject({
      code: 40601,
    });
    const session = client().startSession();
    session.startTransaction();
    await expect(c.aggregate([{ $merge: 'x' }], { session }).toArray()).rejects.toMatchObject({ code: 263 });
    await session.endSession();
  });

  it('begins with $documents on a whole database', async () => {
    const c = collection();
    const db = client().db('test');
    await db.aggregate([{ $documents: [{ _id: 1 }, { _id: 2 }] }, { $merge: c.collectionName }]).toArray();
    expect(await idsOf(c, {})).toEqual([1, 2]);
  });
});
