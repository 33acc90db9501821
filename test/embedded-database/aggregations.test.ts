import { serialize } from 'bson';
import { Double, Int32, Long } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { decode } from '#query-language/bson-values';
import { idsOf, withDatabase } from './with-database.ts';

const { client, collection } = withDatabase();

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
