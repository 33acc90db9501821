import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { UUID } from 'bson';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseSeed } from './proofs/agreement.ts';
import { bundleDatabase } from './proofs/bundle.ts';
import { rawConnection } from './raw-connection.ts';
import type { Loose } from './with-database.ts';

const kills = 50;

/** A log that is often written anew, so that a kill may also come while that happens. */
const script = `
  import { startEmbeddedDatabase } from './embedded-database.ts';
  const notices = [];
  const database = await startEmbeddedDatabase({
    directory: process.argv[2],
    compactFromBytes: 60_000,
    onNotice: (notice) => notices.push(notice),
  });
  console.log(JSON.stringify({ uri: database.uri, notices }));
`;

describe('a database that is killed fifty times at random moments', () => {
  let directory = '';
  let bundle = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'crash-loop-'));
    bundle = await bundleDatabase(script);
  });
  afterAll(async () => {
    for (const path of [directory, dirname(bundle)]) await rm(path, { recursive: true });
  });

  async function start(): Promise<{ child: ChildProcess; uri: string; notices: string[] }> {
    const child = spawn(process.execPath, [bundle, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(child.stdout as NodeJS.ReadableStream), 'line')) as [string];
    return { child, ...(JSON.parse(line) as { uri: string; notices: string[] }) };
  }

  it('has lost nothing that it acknowledged and torn nothing that belongs together', async () => {
    const seed = chooseSeed();
    const random = generator(seed);
    /** What a client was told is kept: single documents, and pairs written in one transaction. */
    const acknowledged: string[] = [];
    let garbage = 0;
    let repaired = 0;
    for (let life = 0; life < kills; life++) {
      const { child, uri, notices } = await start();
      repaired += notices.length;
      const writers = Array.from({ length: 8 }, (_, writer) => write(uri, `${life}-${writer}`, acknowledged));
      await new Promise((resolve) => setTimeout(resolve, 5 + random() * 60));
      child.kill('SIGKILL');
      await Promise.all([once(child, 'exit'), ...writers]);
      if (random() < 0.4) {
        garbage++;
        await appendFile(
          join(directory, 'log'),
          Buffer.from(Array.from({ length: 1 + random() * 90 }, () => random() * 256)),
        );
      }
    }
    const { child, uri, notices } = await start();
    repaired += notices.length;
    const client = await MongoClient.connect(uri);
    const found = new Map(
      (await client.db('test').collection<Loose>('c').find().toArray()).map((each) => [
        String(each._id),
        each,
      ]),
    );
    await client.close();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lost = acknowledged.filter((id) => !found.has(id));
    const torn = [...found.values()].filter(
      ({ _id, text, other }) => text !== textOf(String(_id)) || (other !== undefined && !found.has(other)),
    );
    process.stdout.write(
      `\ncrash loop: ${kills} kills, ${garbage} with garbage behind, ${repaired} tails cut off; ${acknowledged.length} acknowledged, ${found.size} found, ${lost.length} lost, ${torn.length} torn, seed ${seed}\n`,
    );
    expect({ lost, torn }).toEqual({ lost: [], torn: [] });
    expect(repaired).toBeGreaterThanOrEqual(garbage);
    expect(acknowledged.length).toBeGreaterThan(kills);
  }, 120_000);
});

/** Writes until the connection breaks, noting what was acknowledged: single documents and, in between, pairs. */
async function write(uri: string, name: string, acknowledged: string[]): Promise<void> {
  const connection = await rawConnection(uri);
  const lsid = { id: new UUID() };
  try {
    for (let i = 0; ; i++) {
      const ids = i % 4 === 3 ? [`${name}-${i}a`, `${name}-${i}b`] : [`${name}-${i}`];
      const documents = ids.map((_id, at) => ({ _id, text: textOf(_id), other: ids[1 - at] }));
      if (ids.length === 1) await accepted(connection.send({ insert: 'c', documents }));
      else {
        const transaction = { lsid, txnNumber: i, autocommit: false };
        for (const [at, document] of documents.entries()) {
          const startTransaction = at === 0 ? { startTransaction: true } : {};
          const insert = { insert: 'c', documents: [document], ...transaction, ...startTransaction };
          await accepted(connection.send(insert));
        }
        await accepted(connection.send({ commitTransaction: 1, ...transaction }));
      }
      acknowledged.push(...ids);
    }
  } catch (error) {
    if (!/closed|ECONN|EPIPE/.test(String(error))) throw error;
  }
}

async function accepted(sent: Promise<Record<string, unknown>>): Promise<void> {
  const reply = await sent;
  if (reply['ok'] !== 1 || reply['writeErrors'] !== undefined) throw new Error(JSON.stringify(reply));
}

/** A text that shows when a part of a document is missing or another's. */
function textOf(id: string): string {
  return id.repeat(1 + ((id.length * 7) % 40));
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
