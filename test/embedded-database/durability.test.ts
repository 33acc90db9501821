import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Long, MongoClient, UUID } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedDatabaseOptions, startEmbeddedDatabase } from '#embedded-database/embedded-database';
import { rawConnection } from './raw-connection.ts';
import type { Loose } from './with-database.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-database-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** Opens the database of this test, uses it and closes it again. */
async function session<T>(
  run: (client: MongoClient, uri: string) => Promise<T>,
  options: EmbeddedDatabaseOptions = {},
): Promise<T> {
  const database = await startEmbeddedDatabase({ directory, ...options });
  const client = await MongoClient.connect(database.uri);
  try {
    return await run(client, database.uri);
  } finally {
    await client.close();
    await database.stop();
  }
}

const all = (client: MongoClient) => client.db('t').collection<Loose>('c').find().toArray();

describe('a database with a directory', () => {
  it('has documents, indexes and collections again after a restart', async () => {
    await session(async (client) => {
      const c = client.db('t').collection<Loose>('c');
      await c.createIndex({ k: 1 }, { unique: true });
      await c.insertMany([
        { _id: 1, k: 1, l: Long.fromString('9007199254740993') },
        { _id: 2, k: 2 },
      ]);
      await c.updateOne({ _id: 1 }, { $set: { at: new Date(7) } });
      await c.deleteOne({ _id: 2 });
      await client.db('t').createCollection('empty');
      await client.db('t').createCollection('gone');
      await client.db('t').dropCollection('gone');
      await client.withSession((s) => s.withTransaction(() => c.insertOne({ _id: 3, k: 3 }, { session: s })));
    });
    await session(async (client) => {
      const c = client.db('t').collection<Loose>('c');
      expect(await c.find({}, { promoteLongs: false }).toArray()).toEqual([
        { _id: 1, k: 1, l: Long.fromString('9007199254740993'), at: new Date(7) },
        { _id: 3, k: 3 },
      ]);
      await expect(c.insertOne({ k: 3 })).rejects.toMatchObject({ code: 11000 });
      const names = await client.db('t').listCollections().toArray();
      expect(names.map(({ name }) => name).sort()).toEqual(['c', 'empty']);
      await c.insertOne({ _id: 4, k: 4 });
    });
    expect(await session(all)).toHaveLength(3);
  });

  it('remembers a numbered write over a restart', async () => {
    const write = {
      update: 'c',
      updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }],
      lsid: { id: new UUID() },
      txnNumber: Long.fromNumber(5),
    };
    const send = () =>
      session(async (_, uri) => {
        const connection = await rawConnection(uri);
        // The time that every reply tells of is its own.
        const { operationTime, $clusterTime, ...reply } = await connection.send(write);
        connection.close();
        return reply;
      });
    const first = await send();
    expect(first).toMatchObject({ ok: 1, n: 1 });
    expect(await send()).toEqual(first);
    expect(await session((client) => client.db('test').collection('c').findOne())).toEqual({ _id: 1, n: 1 });
  });

  it('remembers a commit over a restart, and no transaction that was open', async () => {
    const [done, open] = [1, 2].map((id) => ({
      insert: { insert: 'c', documents: [{ _id: id }], startTransaction: true },
      more: { lsid: { id: new UUID() }, txnNumber: Long.fromNumber(1), autocommit: false },
    })) as [{ insert: object; more: object }, { insert: object; more: object }];
    await session(async (_, uri) => {
      const connection = await rawConnection(uri);
      for (const { insert, more } of [done, open])
        expect(await connection.send({ ...insert, ...more })).toMatchObject({ ok: 1, n: 1 });
      expect(await connection.send({ commitTransaction: 1, ...done.more })).toMatchObject({ ok: 1 });
      connection.close();
    });
    await session(async (client, uri) => {
      const connection = await rawConnection(uri);
      expect(await connection.send({ commitTransaction: 1, ...done.more })).toMatchObject({ ok: 1 });
      expect(await connection.send({ commitTransaction: 1, ...open.more })).toMatchObject({
        ok: 0,
        code: 251,
      });
      connection.close();
      expect(await client.db('test').collection('c').find().toArray()).toEqual([{ _id: 1 }]);
    });
  });

  it('cuts off a torn tail and says so', async () => {
    await session((client) => client.db('t').collection<Loose>('c').insertOne({ _id: 1 }));
    const log = join(directory, 'log');
    const whole = await readFile(log);
    await session((client) => client.db('t').collection<Loose>('c').insertOne({ _id: 2 }));
    const longer = await readFile(log);
    for (const cut of [whole.length + 3, longer.length - 1]) {
      await writeFile(log, longer.subarray(0, cut));
      const notices: string[] = [];
      expect(await session(all, { onNotice: (notice) => notices.push(notice) })).toEqual([{ _id: 1 }]);
      expect(notices).toEqual([expect.stringContaining(`${cut - whole.length} bytes`)]);
      expect(await readFile(log)).toEqual(whole);
    }
  });

  it('refuses a log that is damaged in the middle, says what to do, and changes nothing', async () => {
    await session(async (client) => {
      for (let i = 0; i < 3; i++) await client.db('t').collection<Loose>('c').insertOne({ _id: i });
    });
    const log = join(directory, 'log');
    const damaged = await readFile(log);
    damaged.write('!', damaged.indexOf('\n') + 40);
    await writeFile(log, damaged);
    await expect(session(all)).rejects.toThrow(/damaged from byte \d+ .*backup.*truncate --size=\d+/);
    expect(await readFile(log)).toEqual(damaged);
    const size = Number(/--size=(\d+)/.exec(await session(all).catch(String).then(String))?.[1]);
    await writeFile(log, damaged.subarray(0, size));
    expect(await session(all)).toEqual([{ _id: 0 }]);
  });

  it('leaves a log of an earlier version as it is, and says so', async () => {
    const old = Buffer.from('\x89eLOG\r\n\x01 and records of another kind', 'latin1');
    await writeFile(join(directory, 'log'), old);
    await expect(session(all)).rejects.toThrow('earlier version');
    expect(await readFile(join(directory, 'log'))).toEqual(old);
  });

  it('writes its log anew when that has grown, while it serves', async () => {
    const log = join(directory, 'log');
    const compactFromBytes = 20_000;
    await session(
      async (client) => {
        const c = client.db('t').collection<Loose>('c');
        await c.createIndex({ n: 1 });
        await c.insertMany([
          { _id: 1, n: 0 },
          { _id: 2, n: 0, text: 'x'.repeat(100) },
        ]);
        for (let i = 0; i < 50; i++)
          await Promise.all([1, 2, 1, 2].map((_id) => c.updateOne({ _id }, { $inc: { n: 1 } })));
      },
      { compactFromBytes },
    );
    expect((await stat(log)).size).toBeLessThan(2 * compactFromBytes);
    await session(async (client) => {
      expect(await client.db('t').collection('c').find({ n: 100 }).sort({ n: 1 }).toArray()).toHaveLength(2);
      expect(await client.db('t').collection('c').indexes()).toHaveLength(2);
    });
  });

  it('keeps what is written while the log is written anew', async () => {
    const log = join(directory, 'log');
    const documents = 10_000;
    await session(async (client) => {
      const many = Array.from({ length: documents }, (_, _id) => ({ _id, text: 'x'.repeat(200) }));
      await client.db('t').collection<Loose>('c').insertMany(many);
    });
    const { ino, size } = await stat(log);
    const text = 'y'.repeat(2000);
    await session(
      async (client) => {
        const c = client.db('t').collection<Loose>('c');
        const write = async (first: number) => {
          for (let _id = first; _id < documents / 4; _id += 8) await c.updateOne({ _id }, { $set: { text } });
        };
        await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
      },
      { compactFromBytes: size },
    );
    expect((await stat(log)).ino).not.toBe(ino);
    await session(async (client) => {
      const c = client.db('t').collection<Loose>('c');
      expect(await c.countDocuments({ text })).toBe(documents / 4);
      expect(await c.countDocuments()).toBe(documents);
    });
  });

  it('is open to one process only, but takes over from one that died', async () => {
    await session(() => expect(session(all)).rejects.toThrow(`in use by process ${process.pid}`));
    const leave = (name: string) => writeFile(join(directory, name), '');
    const parent = await readFile(`/proc/${process.ppid}/stat`, 'utf8').catch(() => '');
    const living = `lock-${process.ppid}-${parent.slice(parent.lastIndexOf(')')).split(' ')[20] ?? ''}`;
    await leave(living);
    await expect(session(all)).rejects.toThrow(`in use by process ${process.ppid}`);
    await rm(join(directory, living));
    await leave(`lock-${process.ppid}-1`);
    await leave('lock-999999999-1');
    await leave(`lock-${process.pid}-1`);
    expect(await session(all)).toEqual([]);
    expect((await readdir(directory)).filter((name) => name.startsWith('lock'))).toEqual([]);
  });
});

describe('a database in a process of its own', () => {
  async function start(): Promise<{ child: ChildProcess; uri: string }> {
    const file = new URL('../../src/embedded-database/serve.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', file, directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(child.stdout as NodeJS.ReadableStream), 'line')) as [string];
    return { child, uri: line.replace('ready ', '') };
  }

  it('has every acknowledged write after it was killed in the middle of many', async () => {
    const first = await start();
    const client = await MongoClient.connect(first.uri, { serverSelectionTimeoutMS: 200 });
    const c = client.db('t').collection<Loose>('c');
    await c.createIndex({ k: 1 }, { unique: true });
    const acknowledged: string[] = [];
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let i = 0; ; i++) {
        const _id = `${writer}-${i}`;
        await c.insertOne({ _id, k: _id });
        acknowledged.push(_id);
        if (acknowledged.length === 300) first.child.kill('SIGKILL');
      }
    });
    await Promise.allSettled(writers);
    await client.close();
    const second = await start();
    const again = await MongoClient.connect(second.uri);
    const found = new Set((await all(again)).map(({ _id }) => _id));
    expect(acknowledged.length).toBeGreaterThanOrEqual(300);
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
    // At most one write of each writer was on its way.
    expect(found.size - acknowledged.length).toBeLessThanOrEqual(8);
    await again.close();
    second.child.kill('SIGTERM');
    await once(second.child, 'exit');
    expect(second.child.exitCode).toBe(0);
  });
});
