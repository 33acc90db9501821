import fc from 'fast-check';
import type { ClientSession, Collection, MongoClient } from 'mongodb';
import type { Loose } from '../with-database.ts';

/** The time that a database under test believes it is, so that expiry is the same in every run. */
export const now = Date.UTC(2026, 0, 15);

export type Operation =
  | { do: 'insert'; document: Loose }
  | {
      do: 'update';
      filter: Loose;
      update: Loose | Loose[];
      multi: boolean;
      upsert: boolean;
      filters?: Loose[];
    }
  | { do: 'delete'; filter: Loose; multi: boolean }
  | { do: 'find'; filter: Loose; sort: Loose; projection: Loose; skip: number; limit: number }
  | { do: 'modify'; filter: Loose; sort: Loose; update: Loose | 'remove'; upsert: boolean; after: boolean }
  | { do: 'aggregate'; pipeline: Loose[] }
  | { do: 'count'; filter: Loose }
  | { do: 'distinct'; key: string; filter: Loose }
  | { do: 'transaction'; writes: Operation[]; rival: number; commit: boolean }
  | { do: 'expire' };

/** What an operation came to: an answer, or the code of an error. */
export type Outcome = { answer: unknown } | { code: number };

const id = fc.integer({ min: 0, max: 5 });
const small = fc.integer({ min: -3, max: 3 });
const value = fc.oneof(small, fc.constantFrom(null, 'x', 'y'));
const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const list = fc.array(small, { maxLength: 3 });
const date = fc.constantFrom(new Date(now - 20_000), new Date(now + 20_000));

const document = (expiring: boolean) =>
  fc
    .record({
      _id: id,
      a: some(value),
      b: some(list),
      d: some(fc.record({ x: value }, { requiredKeys: [] })),
      n: some(small),
      u: some(small),
      p: some(small),
      live: some(fc.boolean()),
      at: expiring ? some(date) : fc.constant(undefined),
    })
    .map((fields) => Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined)) as Loose);

const condition = fc.oneof(
  value,
  fc.tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), value).map(([o, v]) => ({ [o]: v })),
  fc
    .tuple(fc.constantFrom('$in', '$nin', '$all'), fc.array(value, { minLength: 1, maxLength: 2 }))
    .map(([o, v]) => ({ [o]: v })),
  fc.boolean().map(($exists) => ({ $exists })),
  fc.constantFrom('int', 'string', 'null', 'array').map(($type) => ({ $type })),
  small.map((v) => ({ $not: { $gte: v } })),
  fc.integer({ min: 0, max: 2 }).map(($size) => ({ $size })),
  fc.tuple(small, small).map(([low, high]) => ({ $elemMatch: { $gte: low, $lt: high } })),
  fc.constant({ $regex: '^x' }),
);
const field = fc.constantFrom('_id', 'a', 'b', 'd.x', 'n', 'u', 'live');
const simple: fc.Arbitrary<Loose> = fc.tuple(field, condition).map(([path, test]) => ({ [path]: test }));
const filter: fc.Arbitrary<Loose> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 4, arbitrary: simple },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(simple, { minLength: 1, maxLength: 2 }))
      .map(([operator, filters]) => ({ [operator]: filters })),
  },
);
const sort = fc
  .tuple(fc.constantFrom('a', 'b', 'd.x', 'n', 'u'), fc.constantFrom(1, -1), fc.constantFrom(1, -1))
  .map(([path, direction, last]): Loose => ({ [path]: direction, _id: last as never }));
const projection = fc.constantFrom<Loose[]>(
  {},
  { a: 1 },
  { a: 0, b: 0 },
  { 'd.x': 1, n: 1 },
  { 'd.x': 0 },
  { 'd.x': 1, 'd.y': '$_id' },
  { n: 1, _id: 0 as never },
);

const each = fc.record({ $each: list }, {});
/** Updates that succeed on every document there can be, so that the order of many does not matter. */
const harmless: fc.Arbitrary<Loose> = fc.oneof(
  value.map((a) => ({ $set: { a } })),
  value.map((x) => ({ $set: { 'd.x': x } })),
  fc.constantFrom('a', 'b', 'd.x', 'n').map((path) => ({ $unset: { [path]: '' } })),
  small.map((n) => ({ $inc: { n } })),
  small.map((n) => ({ $mul: { n } })),
  fc.tuple(fc.constantFrom('$min', '$max'), value).map(([o, a]) => ({ [o]: { a } })),
  fc.tuple(fc.constantFrom('$push', '$addToSet', '$pull'), small).map(([o, b]) => ({ [o]: { b } })),
  each.map((b) => ({ $addToSet: { b } })),
  fc
    .tuple(list, some(fc.integer({ min: -2, max: 2 })), some(fc.integer({ min: -3, max: 3 })))
    .map(([$each, $position, $slice]) => ({
      $push: {
        b: {
          $each,
          ...($position !== undefined && { $position }),
          ...($slice !== undefined && { $slice }),
        },
      },
    })),
  small.map(($gte) => ({ $pull: { b: { $gte } } })),
  list.map((b) => ({ $pullAll: { b } })),
  fc.constantFrom(1, -1).map((b) => ({ $pop: { b } })),
);
/** Updates that meet unique indexes, other types and nonsense. */
const risky: fc.Arbitrary<Loose> = fc.oneof(
  small.map((u) => ({ $set: { u } })),
  small.map((u) => ({ $inc: { u } })),
  fc.tuple(small, fc.boolean()).map(([p, live]) => ({ $set: { p, live } })),
  fc.constantFrom('u', 'p', 'live').map((path) => ({ $unset: { [path]: '' } })),
  small.map((a) => ({ $inc: { a } })),
  small.map((n) => ({ $set: { n }, $inc: { n: 1 } })),
  fc.constant({ $foo: { a: 1 } }),
  small.map((by) => ({ $inc: { 'b.$[]': by } })),
);
const upserting: fc.Arbitrary<Loose> = fc
  .tuple(small, value)
  .map(([n, a]) => ({ $inc: { n }, $setOnInsert: { a }, $push: { b: n } }));

const byId = id.map((_id): Loose => ({ _id }));
const write = (expiring: boolean): fc.Arbitrary<Operation> =>
  fc.oneof(
    { weight: 5, arbitrary: document(expiring).map((each) => ({ do: 'insert', document: each }) as const) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(byId, fc.oneof(harmless, risky))
        .map(([f, update]) => ({ do: 'update', filter: f, update, multi: false, upsert: false }) as const),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(byId, small).map(
        ([f, n]) =>
          ({
            do: 'update',
            filter: f,
            update: [{ $set: { n: { $add: [{ $ifNull: ['$n', 0] }, n] } } }],
            multi: false,
            upsert: false,
          }) as const,
      ),
    },
    { weight: 1, arbitrary: byId.map((f) => ({ do: 'delete', filter: f, multi: false }) as const) },
    ...(expiring ? [{ weight: 1, arbitrary: byId.map(touch) }] : []),
  );

/** Only where the clock is ours. */
function touch(filter: Loose): Operation {
  return { do: 'update', filter, update: [{ $set: { seen: '$$NOW' } }], multi: false, upsert: false };
}

/** One thing that a client may do to a collection; `expiring` also with dates that run out. */
export function operation(expiring: boolean): fc.Arbitrary<Operation> {
  return fc.oneof<fc.WeightedArbitrary<Operation>[]>(
    { weight: 8, arbitrary: write(expiring) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(filter, harmless)
        .map(([f, update]) => ({ do: 'update', filter: f, update, multi: true, upsert: false }) as const),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(byId, upserting)
        .map(([f, update]) => ({ do: 'update', filter: f, update, multi: false, upsert: true }) as const),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(id, small, small).map(
        ([_id, e, set]) =>
          ({
            do: 'update',
            filter: { _id, b: { $exists: true } },
            update: { $set: { 'b.$[e]': set } },
            filters: [{ e: { $gte: e } }],
            multi: false,
            upsert: false,
          }) as const,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(id, small, small).map(
        ([_id, b, set]) =>
          ({
            do: 'update',
            filter: { _id, b },
            update: { $set: { 'b.$': set } },
            multi: false,
            upsert: false,
          }) as const,
      ),
    },
    { weight: 1, arbitrary: filter.map((f) => ({ do: 'delete', filter: f, multi: true }) as const) },
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('find' as const),
        filter,
        sort,
        projection,
        skip: fc.integer({ min: 0, max: 1 }),
        limit: fc.integer({ min: 0, max: 4 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('modify' as const),
        filter,
        sort,
        update: fc.oneof<fc.Arbitrary<Loose | 'remove'>[]>(harmless, fc.constant('remove')),
        upsert: fc.constant(false),
        after: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('modify' as const),
        filter: byId,
        sort: fc.constant({}),
        update: upserting,
        upsert: fc.constant(true),
        after: fc.boolean(),
      }),
    },
    { weight: 3, arbitrary: filter.chain(($match) => fc.constantFrom(...pipelines($match))) },
    { weight: 1, arbitrary: filter.map((f) => ({ do: 'count', filter: f }) as const) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('a', 'b', 'd.x'), filter)
        .map(([key, f]) => ({ do: 'distinct', key, filter: f }) as const),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('transaction' as const),
        writes: fc.array(write(expiring), { minLength: 1, maxLength: 3 }),
        rival: id,
        commit: fc.boolean(),
      }),
    },
    ...(expiring ? [{ weight: 1, arbitrary: fc.constant({ do: 'expire' } as const) }] : []),
  );
}

/** The aggregations that the reference model knows. */
function pipelines($match: Loose): Operation[] {
  const groups = {
    _id: '$a',
    count: { $sum: 1 },
    total: { $sum: '$n' },
    most: { $max: '$n' },
    least: { $min: '$a' },
  };
  const fields = {
    next: { $add: ['$n', 1] },
    kind: { $type: '$a' },
    x: { $ifNull: ['$d.x', 'none'] },
    more: { $gt: ['$a', 0] },
  };
  return [
    [{ $match }, { $group: groups }, { $sort: { _id: 1 } }],
    [{ $match }, { $sort: { _id: 1 } }, { $project: fields }],
    [{ $match }, { $count: 'count' }],
  ].map((pipeline) => ({ do: 'aggregate', pipeline: pipeline as unknown as Loose[] }));
}

/** A database under test: a collection and what else an operation may need. */
export interface Subject {
  client: MongoClient;
  collection: Collection<Loose>;
  expire(): Promise<void>;
}

/** Unique, sparse, partial, compound, multikey and expiring: the indexes that every subject gets. */
export async function prepare({ collection }: Subject): Promise<void> {
  await collection.createIndexes([
    { key: { u: 1 }, unique: true, sparse: true },
    { key: { p: 1 }, unique: true, partialFilterExpression: { live: true } },
    { key: { a: 1, n: -1 } },
    { key: { b: 1 } },
    { key: { 'd.x': 1 } },
    { key: { at: 1 }, expireAfterSeconds: 10 },
  ]);
}

export async function perform(subject: Subject, operation: Operation): Promise<Outcome> {
  try {
    return { answer: await answer(subject, operation) };
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== 'number') throw error;
    return { code };
  }
}

async function answer(subject: Subject, operation: Operation, session?: ClientSession): Promise<unknown> {
  const { collection } = subject;
  const options = session === undefined ? {} : { session };
  switch (operation.do) {
    case 'insert':
      return (await collection.insertOne({ ...operation.document }, options)).insertedId;
    case 'update': {
      const { filter: f, update, multi, upsert, filters } = operation;
      const more = { ...options, upsert, ...(filters && { arrayFilters: filters }) };
      const method = multi ? 'updateMany' : 'updateOne';
      const { matchedCount, modifiedCount, upsertedId } = await collection[method](
        f as never,
        update as never,
        more,
      );
      return { matchedCount, modifiedCount, upsertedId };
    }
    case 'delete': {
      const method = operation.multi ? 'deleteMany' : 'deleteOne';
      return (await collection[method](operation.filter as never, options)).deletedCount;
    }
    case 'find': {
      const { filter: f, sort: order, projection: fields, skip, limit } = operation;
      const found = collection.find(f as never, { ...options, projection: fields });
      return found
        .sort(order as never)
        .skip(skip)
        .limit(limit)
        .toArray();
    }
    case 'modify': {
      const { filter: f, sort: order, update, upsert, after } = operation;
      if (update === 'remove')
        return collection.findOneAndDelete(f as never, { ...options, sort: order as never });
      const returnDocument = after ? 'after' : 'before';
      return collection.findOneAndUpdate(f as never, update as never, {
        ...options,
        sort: order as never,
        upsert,
        returnDocument,
      });
    }
    case 'aggregate':
      return collection.aggregate(operation.pipeline, options).toArray();
    case 'count':
      return collection.countDocuments(operation.filter as never, options);
    case 'distinct': {
      const values = await collection.distinct(operation.key, operation.filter as never, options);
      return values.map((each) => JSON.stringify(each)).sort();
    }
    case 'expire':
      return subject.expire();
    case 'transaction':
      return rivals(subject, operation);
  }
}

/** A transaction, what others see of it before it ends, and a rival that may meet it. */
async function rivals(subject: Subject, operation: Operation & { do: 'transaction' }): Promise<unknown> {
  const { client, collection } = subject;
  const outcomes: unknown[] = [];
  const [session, other] = [client.startSession(), client.startSession()];
  try {
    session.startTransaction();
    for (const each of operation.writes) {
      const outcome = await answer(subject, each, session).catch(({ code }) => ({ code }));
      outcomes.push(outcome);
      if (typeof outcome === 'object' && outcome !== null && 'code' in outcome) return outcomes;
    }
    outcomes.push(await collection.find().sort({ _id: 1 }).toArray());
    other.startTransaction();
    const rival = collection.updateOne({ _id: operation.rival }, { $inc: { n: 1 } }, { session: other });
    const met = await rival.then(({ matchedCount }) => matchedCount).catch(({ code }) => ({ code }));
    outcomes.push(met);
    await (typeof met === 'number' ? other.commitTransaction() : other.abortTransaction());
    if (operation.commit) await session.commitTransaction();
    return outcomes;
  } finally {
    if (session.inTransaction()) await session.abortTransaction();
    await session.endSession();
    await other.endSession();
  }
}
