import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import mongoose, { Schema, type Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from './with-database.ts';

const { database, client } = withDatabase();

interface PersonFields {
  name: string;
  age?: number;
}

interface PairFields {
  people: Types.ObjectId[];
  state: string;
  notes: Types.DocumentArray<{ text: string }>;
}

describe('mongoose', () => {
  const connection = mongoose.createConnection();
  const Person = connection.model<PersonFields>(
    'Person',
    new Schema({ name: { type: String, unique: true }, age: Number }, { timestamps: true }),
  );
  const Pair = connection.model<PairFields>(
    'Pair',
    new Schema(
      { people: [{ type: Schema.Types.ObjectId, ref: 'Person' }], state: String, notes: [{ text: String }] },
      { optimisticConcurrency: true },
    ),
  );
  beforeAll(async () => {
    mongoose.set('transactionAsyncLocalStorage', true);
    await connection.openUri(database().uri, { dbName: 'mongoose' });
    await Promise.all([Person.init(), Pair.init()]);
  });
  afterAll(() => connection.close());

  it('saves, finds, populates and streams', async () => {
    const [ann, bo] = await Person.create([
      { name: 'Ann', age: 30 },
      { name: 'Bo', age: 40 },
    ]);
    const pair = await new Pair({
      people: [ann?._id, bo?._id],
      state: 'new',
      notes: [{ text: 'hi' }],
    }).save();
    const found = await Pair.findById(pair._id).populate<{ people: { name: string }[] }>('people');
    expect(found?.people.map(({ name }) => name)).toEqual(['Ann', 'Bo']);
    pair.notes.push({ text: 'there' });
    pair.notes.id(pair.notes[0]?._id ?? '')?.set('text', 'hello');
    await pair.save();
    expect((await Pair.findById(pair._id).lean())?.notes.map(({ text }) => text)).toEqual(['hello', 'there']);
    const names: unknown[] = [];
    for await (const person of Person.find().sort('-name').cursor({ batchSize: 1 })) names.push(person.name);
    expect(names).toEqual(['Bo', 'Ann']);
    expect(await Person.exists({ name: 'Ann' })).toEqual({ _id: ann?._id });
    expect(await Person.findOne({ age: { $gte: 35 } }, 'name').lean()).toEqual({ _id: bo?._id, name: 'Bo' });
    await expect(Person.create({ name: 'Ann' })).rejects.toMatchObject({
      code: 11000,
      keyValue: { name: 'Ann' },
    });
  });

  it('refuses to save over a newer version', async () => {
    const pair = await Pair.create({ state: 'a' });
    const [mine, theirs] = [await Pair.findById(pair._id), await Pair.findById(pair._id)];
    await theirs?.set('state', 'b').save();
    await expect(mine?.set('state', 'c').save()).rejects.toThrow(mongoose.Error.VersionError);
  });

  it('writes in bulk', async () => {
    const result = await Person.bulkWrite([
      { insertOne: { document: { name: 'Cy', age: 1 } as never } },
      { updateOne: { filter: { name: 'Cy' }, update: { $inc: { age: 1 } } as never } },
      { updateOne: { filter: { name: 'Di' }, update: { age: 5 } as never, upsert: true } },
      { deleteMany: { filter: { age: 5 } } },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 1, upsertedCount: 1, deletedCount: 1 });
    expect((await Person.findOne({ name: 'Cy' }))?.age).toBe(2);
  });

  it('keeps kinds of one model apart, each with its own fields', async () => {
    const Event = connection.model(
      'Event',
      new Schema({ at: Number, kind: String }, { discriminatorKey: 'kind' }),
    );
    const Ping = Event.discriminator('Ping', new Schema({ text: { type: String, required: true } }));
    const Vote = Event.discriminator('Vote', new Schema({ yes: Boolean }));
    await Ping.create({ at: 1, text: 'hi' });
    await Vote.create({ at: 2, yes: true });
    expect((await Event.find().sort('at').lean()).map(({ kind }) => kind)).toEqual(['Ping', 'Vote']);
    expect(await Vote.find().lean()).toMatchObject([{ at: 2, yes: true }]);
    expect(await Ping.updateMany({}, { at: 9 })).toMatchObject({ modifiedCount: 1 });
    expect(
      await Event.aggregate([{ $group: { _id: '$kind', at: { $max: '$at' } } }, { $sort: { _id: 1 } }]),
    ).toEqual([
      { _id: 'Ping', at: 9 },
      { _id: 'Vote', at: 2 },
    ]);
    await expect(Ping.create({ at: 3 })).rejects.toThrow('required');
  });

  it('carries a transaction along without naming its session', async () => {
    const failing = connection.transaction(async () => {
      await Person.create([{ name: 'Eve' }]);
      await Person.updateOne({ name: 'Cy' }, { age: 99 });
      expect(await Person.countDocuments({ name: 'Eve' })).toBe(1);
      throw new Error('never mind');
    });
    await expect(failing).rejects.toThrow('never mind');
    expect(await Person.countDocuments({ $or: [{ name: 'Eve' }, { age: 99 }] })).toBe(0);
    await Promise.all(
      Array.from({ length: 10 }, () =>
        connection.transaction(() => Person.updateOne({ name: 'Cy' }, { $inc: { age: 1 } })),
      ),
    );
    expect((await Person.findOne({ name: 'Cy' }))?.age).toBe(12);
  });
});

describe('Agenda', () => {
  const agendas: Agenda[] = [];
  async function agenda(name: string) {
    const mongo = client().db(name);
    const made = new Agenda({ backend: new MongoBackend({ mongo: mongo as never }), processEvery: 20 });
    agendas.push(made);
    return made;
  }
  afterAll(() => Promise.all(agendas.map((each) => each.stop())));

  it('runs what is due and keeps what it knows of it', async () => {
    const a = await agenda('agenda-one');
    const ran: unknown[] = [];
    const done = new Promise<void>((resolve) => {
      a.define('note', async (job) => {
        ran.push(job.attrs.data);
        if (ran.length === 2) resolve();
      });
    });
    await a.start();
    await a.now('note', { n: 1 });
    await a.schedule(new Date(Date.now() + 30), 'note', { n: 2 });
    await done;
    expect(ran).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('repeats a job, and keeps one row for it', async () => {
    const a = await agenda('agenda-every');
    let runs = 0;
    const twice = new Promise<void>((resolve) => {
      a.define('tick', async () => {
        if (++runs === 2) resolve();
      });
    });
    await a.start();
    await a.every(30, 'tick');
    await a.every(30, 'tick');
    await twice;
    expect(await client().db('agenda-every').collection('agendaJobs').countDocuments()).toBe(1);
  });

  it('runs again what was being run when its process died, once the lock is old', async () => {
    const name = 'agenda-crash';
    const jobs = client().db(name).collection('agendaJobs');
    const dead = await agenda(name);
    dead.define('fragile', async () => undefined, { lockLifetime: 200 });
    await dead.schedule(new Date(Date.now() - 1000), 'fragile', { n: 1 });
    // What a process leaves that died in the middle: a job that is due and locked.
    const left = await jobs.findOneAndUpdate({ name: 'fragile' }, { $set: { lockedAt: new Date() } });
    expect(left?.['lockedAt']).toBeNull();
    const alive = await agenda(name);
    const lockedFor: number[] = [];
    const taken = new Date();
    const done = new Promise<void>((resolve) => {
      alive.define(
        'fragile',
        async () => {
          lockedFor.push(Date.now() - taken.getTime());
          resolve();
        },
        { lockLifetime: 200 },
      );
    });
    await alive.start();
    await done;
    expect(lockedFor).toHaveLength(1);
    expect(lockedFor[0]).toBeGreaterThanOrEqual(100);
  });

  it('runs each job once, however many agendas share the queue', async () => {
    const [a, b] = [await agenda('agenda-shared'), await agenda('agenda-shared')];
    const ran: number[] = [];
    const jobs = 20;
    const done = new Promise<void>((resolve) => {
      for (const each of [a, b]) {
        each.define('once', async (job) => {
          ran.push((job.attrs.data as { n: number }).n);
          if (ran.length === jobs) resolve();
        });
      }
    });
    await a.start();
    await b.start();
    await Promise.all(Array.from({ length: jobs }, (_, n) => a.now('once', { n })));
    await done;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ran.sort((x, y) => x - y)).toEqual([...Array(jobs).keys()]);
  });
});
