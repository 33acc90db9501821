/**
 * What the embedded database does a second, at 1,000, 10,000 and 100,000 documents, through the official driver:
 *   npm run bench:database
 * Times are one machine's; the ratios travel. Beside a real mongod (`MONGODB_URI`) each rate is also given as a
 * share of that one's. Ends with an error when an indexed find among 100,000 documents costs more than twice one
 * among 1,000.
 */
import { type Collection, type Document, MongoClient } from 'mongodb';
import { startEmbeddedDatabase } from '#embedded-database/embedded-database';

const sizes = [1000, 10_000, 100_000];
const operations = 2000;
const concurrency = 8;
const batch = 1000;

interface Rates {
  insert: number;
  find: number;
  update: number;
  claim: number;
}

/** Operations a second, eight at a time, as the median of three rounds. */
async function rate(operation: (i: number) => Promise<unknown>): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < 3; round++) {
    let next = 0;
    const startedAt = performance.now();
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        for (let i = next++; i < operations; i = next++) await operation(round * operations + i);
      }),
    );
    rounds.push(operations / ((performance.now() - startedAt) / 1000));
  }
  return rounds.sort((a, b) => a - b)[1] as number;
}

/** A row as the ledger of due work has it. */
const row = (i: number, size: number): Document => ({
  _id: i as never,
  guild: `guild-${i % 100}`,
  key: `occurrence-${i}`,
  state: i % 10 === 0 ? 'due' : 'done',
  dueAt: new Date(i * 1000),
  leaseUntil: new Date(0),
  attempts: 0,
  n: (i * 7919) % size,
});

async function measure(collection: Collection, size: number): Promise<Rates> {
  await collection.createIndexes([
    { key: { guild: 1, key: 1 }, unique: true },
    { key: { n: 1 } },
    { key: { state: 1, dueAt: 1 } },
  ]);
  for (let from = 0; from < size; from += batch) {
    await collection.insertMany(Array.from({ length: batch }, (_, i) => row(from + i, size)));
  }
  const find = await rate((i) => collection.findOne({ n: (i * 31) % size }));
  const update = await rate((i) =>
    collection.findOneAndUpdate({ n: (i * 31) % size }, { $inc: { attempts: 1 } }),
  );
  const now = new Date();
  const claim = await rate(() =>
    collection.findOneAndUpdate(
      { state: 'due', dueAt: { $lte: now }, $expr: { $lte: ['$leaseUntil', '$$NOW'] } },
      [{ $set: { leaseUntil: { $add: ['$$NOW', -1] }, attempts: { $add: ['$attempts', 1] } } }],
      { sort: { dueAt: 1 }, returnDocument: 'after' },
    ),
  );
  const insert = await rate((i) => collection.insertOne(row(size + i, size)));
  return { insert, find, update, claim };
}

async function measureAll(uri: string): Promise<Rates[]> {
  const client = await MongoClient.connect(uri);
  const db = client.db(`bench-${process.pid}`);
  const rates: Rates[] = [];
  for (const size of sizes) rates.push(await measure(db.collection(`c${size}`), size));
  await db.dropDatabase();
  await client.close();
  return rates;
}

const database = await startEmbeddedDatabase();
await measureAll(database.uri).then((warmUp) => warmUp.length);
const rates = await measureAll(database.uri);
await database.stop();
const real = process.env['MONGODB_URI'];
const others = real === undefined ? undefined : await measureAll(real);
const [least] = rates as [Rates];
console.log('operations a second, eight at a time, in memory (the ratio to that at 1,000 documents)');
for (const [at, size] of sizes.entries()) {
  const cells = (['insert', 'find', 'update', 'claim'] as const).map((name) => {
    const own = (rates[at] as Rates)[name];
    const beside =
      others === undefined ? '' : `, ${(own / (others[at] as Rates)[name]).toFixed(2)} of mongod`;
    return `${name} ${Math.round(own)} (${(own / least[name]).toFixed(2)}${beside})`;
  });
  console.log(`${String(size).padStart(7)}: ${cells.join('  ')}`);
}
if (others === undefined) console.log('not compared with a real mongod: MONGODB_URI is not set');
const cost = least.find / (rates.at(-1) as Rates).find;
console.log(
  `an indexed find among 100,000 costs ${cost.toFixed(2)} times one among 1,000; at most 2 is wanted`,
);
process.exitCode = cost > 2 ? 1 : 0;
