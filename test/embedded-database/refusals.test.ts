import { BSONSymbol, Code, Decimal128, MaxKey, MinKey, Timestamp } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { decode } from '#query-language/bson-values';
import { rawConnection } from './raw-connection.ts';
import { withDatabase } from './with-database.ts';

const { collection, client, database } = withDatabase();

describe('what is not supported is refused by name', () => {
  it.each([
    [{ $where: 'this.a' }, 238, '$where'],
    [{ $text: { $search: 'x' } }, 238, '$text'],
    [{ $jsonSchema: {} }, 238, '$jsonSchema'],
    [{ a: { $near: [1, 2] } }, 238, '$near'],
    [{ a: { $geoWithin: {} } }, 238, '$geoWithin'],
    [{ a: { $bitsAllSet: 1 } }, 238, '$bitsAllSet'],
    [{ a: { $mod: [2, 0] } }, 238, '$mod'],
    [{ a: { $type: 18 } }, 238, '18 in $type'],
    [{ a: { $type: ['string', 'decimal'] } }, 238, 'decimal in $type'],
    [{ $foo: 1 }, 2, '$foo'],
    [{ a: { $foo: 1 } }, 2, '$foo'],
    [{ a: { $equals: 1 } }, 2, '$equals'],
    [{ a: { $id: 1 } }, 2, '$id'],
    [{ a: { $ref: 'b' } }, 2, '$ref'],
    [{ a: { $regex: /x/i, $options: 'm' } }, 51074, 'both $regex and $options'],
    [{ a: { $regex: 'x', $options: 'I' } }, 51108, '$options'],
    [{ a: { $regex: 'x', $options: 1 } }, 51108, '$options'],
    [{ a: { $in: 1 } }, 2, '$in'],
    [{ $or: [] }, 2, 'nonempty array'],
    [{ $expr: { $gt: ['$a', '$$unknown'] } }, 17276, 'unknown'],
    [{ a: { $options: 'i' } }, 2, '$options'],
    [{ a: { $regex: 'a\0' } }, 2, 'null bytes'],
    [{ a: { $all: [1, { $elemMatch: { b: 1 } }] } }, 2, '$all'],
    [{ a: { $elemMatch: { $expr: true } } }, 2, '$expr'],
    [{ 'a..b': 1 }, 238, 'a..b'],
  ])('the filter %j', async (filter, code, name) => {
    const c = collection();
    await c.insertOne({ a: 1 });
    const message = expect.stringContaining(name);
    await expect(c.find(filter as never).toArray()).rejects.toMatchObject({ code, message });
    await expect(c.deleteMany(filter as never)).rejects.toMatchObject({ code, message });
    expect(await c.countDocuments()).toBe(1);
  });

  it.each(
    (
      '$foo $function $in $size $rand $switch $let $cmp $mod $multiply $divide $sum $avg $min $map $filter $reduce $arrayElemAt $reverseArray $objectToArray $range ' +
      '$sortArray $first $last $concat $concatArrays $mergeObjects $isArray $isNumber ' +
      '$setUnion $toLong $toDate $toString $convert $toUpper $trim $split $regexMatch $floor $round $abs ' +
      '$year $dateAdd $dateDiff $dateToString'
    ).split(' '),
  )('the expression %s', async (operator) => {
    const error = { code: 238, message: expect.stringContaining(operator) };
    const find = collection().find({ $expr: { [operator]: ['$a', 1] } } as never);
    await expect(find.toArray()).rejects.toMatchObject(error);
  });

  it.each([
    [{ $bit: { a: { and: 1 } } }, '$bit'],
    [{ $rename: { a: 'b' } }, '$rename'],
    [{ $push: { l: { $each: [1], $sort: 1 } } }, '$sort in $push'],
    [{ $currentDate: { at: true } }, '$currentDate'],
  ])('the update %j', async (update, name) => {
    const c = collection();
    await c.insertOne({ _id: 1, a: 1, l: [2] });
    const message = expect.stringContaining(name);
    await expect(c.updateOne({ _id: 1 }, update as never)).rejects.toMatchObject({ code: 238, message });
    expect(await c.findOne()).toEqual({ _id: 1, a: 1, l: [2] });
  });

  it.each([
    [{ 'a.$': 1 }, 'positional $'],
    [{ a: { $slice: 1 } }, '$slice'],
    [{ a: { $elemMatch: { b: 1 } } }, '$elemMatch'],
    [{ a: { $meta: 'textScore' } }, '$meta'],
  ])('the projection %j', async (projection, name) => {
    const error = { code: 238, message: expect.stringContaining(name) };
    await expect(collection().findOne({ a: 1 }, { projection })).rejects.toMatchObject(error);
    const update = collection().findOneAndUpdate({ a: 1 }, { $set: { b: 1 } }, { projection, upsert: true });
    await expect(update).rejects.toMatchObject(error);
  });

  it.each([
    [{ $out: { db: 'x', coll: 'y', timeseries: {} } }, 'timeseries'],
    [{ $merge: { into: 'x', on: 'k' } }, "'on' in $merge"],
    [{ $merge: { into: 'x', whenMatched: [] } }, 'whenMatched'],
    [{ $merge: { into: 'x', whenMatched: 'replace' } }, 'whenMatched'],
    [{ $merge: { into: 'x', whenNotMatched: 'discard' } }, 'whenNotMatched'],
    [{ $graphLookup: {} }, '$graphLookup'],
    [{ $setWindowFields: {} }, '$setWindowFields'],
    [{ $changeStream: {} }, '$changeStream'],
    [{ $lookup: { from: 'x', pipeline: [], as: 'y' } }, '$lookup'],
    [{ $sortByCount: '$a' }, '$sortByCount'],
    [{ $unwind: '$a' }, '$unwind'],
    [{ $foo: 1 }, '$foo'],
    [{ $group: { _id: 1, x: { $foo: 1 } } }, '$foo'],
    [{ $group: { _id: 1, x: { $stdDevPop: '$a' } } }, '$stdDevPop'],
    [{ $group: { _id: 1, x: { $avg: '$a' } } }, '$avg'],
    [{ $group: { _id: 1, x: { $first: '$a' } } }, '$first'],
    [{ $group: { _id: 1, x: { $count: {} } } }, '$count'],
  ])('the stage %j', async (stage, name) => {
    const error = { code: 238, message: expect.stringContaining(name) };
    await expect(collection().aggregate([stage]).toArray()).rejects.toMatchObject(error);
  });

  it.each([
    [{ mapReduce: 'c' }, 59, 'mapReduce'],
    [{ explain: { find: 'c' } }, 59, 'explain'],
    [{ configureFailPoint: 'failCommand', mode: 'alwaysOn' }, 59, 'configureFailPoint'],
    [{ find: 'c', tailable: true }, 238, 'tailable'],
    [{ find: 'c', collation: { locale: 'de' } }, 238, "collation for 'de'"],
    [{ find: 'c', collation: { locale: 'en', strength: 4 } }, 238, 'strength 4'],
    [{ find: 'c', collation: { locale: 'en', numericOrdering: true } }, 238, 'numericOrdering'],
    [{ find: 'c', collation: { locale: 'en', strength: 1, caseLevel: true } }, 238, 'caseLevel'],
    [{ find: 'c', filter: { $expr: { $eq: ['$a', 'A'] } }, collation: { locale: 'en' } }, 238, '$expr under'],
    [
      { find: 'c', projection: { e: { $eq: ['$a', 'A'] } }, collation: { locale: 'en' } },
      238,
      'an expression under',
    ],
    [{ delete: 'c', deletes: [{ limit: 0 }] }, 40414, 'deletes.q'],
    [{ aggregate: 'c', pipeline: [{ $unset: [] }], cursor: {} }, 31002, '$unset'],
    [{ aggregate: 'c', pipeline: [{ $unset: ['a', 'a'] }], cursor: {} }, 31002, '$unset'],
    [{ aggregate: 'c', pipeline: [{ $project: {} }], cursor: {} }, 51272, '$project'],
    [{ delete: 'c', deletes: [{ q: null, limit: 0 }] }, 40414, 'deletes.q'],
    [{ update: 'c', updates: [{ u: { $set: { a: 1 } } }] }, 40414, 'updates.q'],
    [{ find: 'c', filter: {}, let: { v: '$a' } }, 4890500, '$a'],
    [{ find: 'c', filter: {}, let: { v: { $add: ['$$ROOT.a', 1] } } }, 4890500, '$$ROOT'],
    [
      { aggregate: 'c', pipeline: [{ $group: { _id: '$a' } }], cursor: {}, collation: { locale: 'en' } },
      238,
      '$group under a collation',
    ],
    [
      { findAndModify: 'c', query: {}, update: { $max: { a: 1 } }, collation: { locale: 'en' } },
      238,
      '$max under a collation',
    ],
    [{ create: 'd', collation: { locale: 'en' } }, 238, 'a collation in create'],
    [{ find: 'c', sort: { $natural: -1 } }, 238, '$natural'],
    [{ find: 'c', hint: { $natural: 1 } }, 238, '$natural'],
    [{ find: 'c', foo: 1 }, 40415, 'find.foo'],
    [
      { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, sort: { a: 1 } }] },
      40415,
      'update.updates.sort',
    ],
    [{ create: 'c', capped: true, size: 100 }, 238, 'capped'],
    [{ create: 'c', validator: {} }, 238, 'validator'],
    [{ create: 'c', viewOn: 'd' }, 238, 'viewOn'],
    [{ createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 'a' }] }, 238, 'text'],
    [{ createIndexes: 'c', indexes: [{ key: { a: '2dsphere' }, name: 'a' }] }, 238, '2dsphere'],
    [{ createIndexes: 'c', indexes: [{ key: { '$**': 1 }, name: 'a' }] }, 238, 'wildcard'],
    [
      { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', collation: { locale: 'en' } }] },
      238,
      'collation',
    ],
    [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', foo: 1 }] }, 197, 'foo'],
    [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', hidden: true }] }, 197, 'hidden'],
    [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: '_id_' }] }, 2, '_id_'],
    [{ createIndexes: 'c', indexes: [{ key: { $a: 1 }, name: 'a' }] }, 67, '$a'],
    [{ createIndexes: 'c', indexes: [{ key: { a: 0 }, name: 'a' }] }, 67, 'other than zero'],
    [{ createIndexes: 'c', indexes: [{ key: { 'a.$b': 1 }, name: 'a' }] }, 67, 'a.$b'],
    [
      { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', partialFilterExpression: { a: /x/ } }] },
      67,
      '$regex',
    ],
    [{ aggregate: 1, pipeline: [], cursor: {} }, 238, 'over a database'],
    [{ aggregate: 'c', pipeline: [{ $documents: [] }], cursor: {} }, 238, '$documents'],
    [{ find: 'c', readConcern: { level: 'snapshot' } }, 238, 'a snapshot outside'],
    [{ find: 'c', readConcern: { level: 'best' } }, 2, 'best'],
    [{ aggregate: 'c', pipeline: [{ $out: 'd' }, { $out: 'e' }], cursor: {} }, 40601, '$out'],
    [{ aggregate: 'c', pipeline: [{ $set: {} }], cursor: {} }, 40177, '$set'],
    [{ findAndModify: 'c', query: {}, remove: true, arrayFilters: [{ e: 1 }] }, 9, 'arrayFilters'],
    [{ distinct: 'c', key: 'a', apiVersion: '1', apiStrict: true }, 323, 'distinct'],
    [{ find: 'c', filter: { a: 1 }, hint: 'x' }, 2, 'hint'],
  ])('the command %j', async (command, code, name) => {
    await client().db('refusals').collection('c').insertOne({});
    const message = expect.stringContaining(name);
    await expect(client().db('refusals').command(command)).rejects.toMatchObject({ code, message });
  });

  it.each([
    ['Decimal128', Decimal128.fromString('1')],
    ['Code', new Code('1')],
    ['BSONSymbol', new BSONSymbol('x')],
    ['MinKey', new MinKey()],
    ['MaxKey', new MaxKey()],
  ])('a value of the type %s, wherever it comes', async (name, value) => {
    const error = { code: 238, message: expect.stringContaining(name) };
    await expect(collection().insertOne({ a: [{ b: value }] })).rejects.toMatchObject(error);
    await expect(collection().findOne({ a: value })).rejects.toMatchObject(error);
    await expect(collection().updateOne({}, { $set: { a: value } })).rejects.toMatchObject(error);
  });

  it('an empty timestamp, which a server fills in', async () => {
    const insert = collection().insertOne({ at: new Timestamp({ t: 0, i: 0 }) });
    const message = expect.stringContaining("an empty Timestamp, which a server fills in, at 'at'");
    await expect(insert).rejects.toMatchObject({ code: 238, message });
  });

  it('a value of the type undefined, which would be lost', () => {
    const document = Uint8Array.of(8, 0, 0, 0, 6, 'a'.charCodeAt(0), 0, 0);
    expect(() => decode(document)).toThrow('values of the type undefined');
  });

  it('more servers to confirm a write than there are, when it is done', async () => {
    const c = collection();
    const insert = c.insertOne({ _id: 1 }, { writeConcern: { w: 3 } });
    await expect(insert).rejects.toThrow('Not enough data-bearing nodes');
    expect(await c.findOne()).toEqual({ _id: 1 });
  });

  it('a name that no database may have', async () => {
    const connection = await rawConnection(database().uri);
    for (const $db of ['', 'a b', 'a.b', 'a/b', '$a', 'x'.repeat(64)])
      expect(await connection.send({ ping: 1 }, { $db })).toMatchObject({ ok: 0, code: 73 });
    connection.close();
  });

  it('a change stream', async () => {
    await expect(collection().watch().next()).rejects.toMatchObject({ code: 238 });
  });

  it('a message it cannot read, by ending the connection', async () => {
    const connection = await rawConnection(database().uri);
    expect(await connection.send({ ping: 1 })).toMatchObject({ ok: 1 });
    await expect(connection.send({ ping: 1 }, { flags: 1 << 7 })).rejects.toThrow('closed');
  });
});
