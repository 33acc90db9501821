import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import mongoose, { Schema, type Types } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Loose, withDatabase } from './with-database.ts';

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
  beforeEach(async () => {
    await Promise.all([Person.deleteMany(), Pair.deleteMany()]);
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
    await Person.create({ name: 'Cy', age: 2 });
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
  afterAll(async () => {
    await Promise.all(Worker.all.map((each) => each.kill()));
    await Promise.all(agendas.map((each) => each.stop()));
  });

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

  it('runs again what was being run when its process was killed, once the lock is old', async () => {
    const name = 'agenda-crash';
    const doomed = await Worker.start(database().uri, name, 'hangs', 300);
    const mine = await agenda(name);
    await mine.now('job', { n: 7 });
    await doomed.has(1);
    await doomed.kill();
    const heir = await Worker.start(database().uri, name, 'ends', 300);
    await heir.has(1);
    expect(heir.began).toEqual([7]);
    const rows = client().db(name).collection<Loose>('agendaJobs');
    const settled = { lockedAt: null, lastFinishedAt: expect.any(Date) };
    await expect.poll(() => rows.findOne(), { timeout: 5000 }).toMatchObject(settled);
  }, 20_000);

  it('runs each job once, however many processes share the queue', async () => {
    const name = 'agenda-shared';
    const jobs = 30;
    const workers = await Promise.all([1, 2].map(() => Worker.start(database().uri, name)));
    const mine = await agenda(name);
    await Promise.all(Array.from({ length: jobs }, (_, n) => mine.now('job', { n })));
    const all = () => workers.flatMap(({ began }) => began);
    await expect.poll(() => all().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(jobs);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(all().sort((x, y) => x - y)).toEqual([...Array(jobs).keys()]);
    for (const worker of workers) expect(worker.began.length).toBeGreaterThan(0);
  }, 20_000);
});

/** A process of its own with an Agenda on a queue, whose jobs end at once or hang; it says which ones it begins. */
class Worker {
  static readonly all: Worker[] = [];
  readonly began: number[] = [];
  readonly #child: ChildProcess;
  readonly #lines: Interface;

  private constructor(child: ChildProcess) {
    Worker.all.push(this);
    this.#child = child;
    this.#lines = createInterface(child.stdout as NodeJS.ReadableStream);
    this.#lines.on('line', (line) => line !== 'ready' && this.began.push(Number(line)));
  }

  static async start(uri: string, name: string, how = 'ends', lockMilliseconds = 60_000): Promise<Worker> {
    const script = `
      import { Agenda } from 'agenda';
      import { MongoBackend } from '@agendajs/mongo-backend';
      import { MongoClient } from 'mongodb';
      const client = await MongoClient.connect('${uri}');
      const backend = new MongoBackend({ mongo: client.db('${name}') });
      const agenda = new Agenda({ backend, processEvery: 20, defaultLockLifetime: ${lockMilliseconds} });
      agenda.define('job', async ({ attrs }) => {
        console.log(attrs.data.n);
        await new Promise((resolve) => '${how}' === 'ends' && setTimeout(resolve, 20));
      }, { concurrency: 2 });
      await agenda.start();
      console.log('ready');
    `;
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: [...stdio] });
    const worker = new Worker(child);
    await once(worker.#lines, 'line');
    return worker;
  }

  async has(begun: number): Promise<void> {
    while (this.began.length < begun) await once(this.#lines, 'line');
  }

  async kill(): Promise<void> {
    if (this.#child.kill('SIGKILL')) await once(this.#child, 'exit');
  }
}
