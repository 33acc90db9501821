import { type Collection, MongoClient, type ObjectId } from 'mongodb';
import { afterAll, beforeAll } from 'vitest';
import {
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
  startEmbeddedDatabase,
} from '#embedded-database/embedded-database';

/** Tests store documents of every shape. */
export interface Loose {
  // biome-ignore lint/suspicious/noExplicitAny: the driver's types of updates accept no field of type unknown
  [field: string]: any;
  _id?: string | number | ObjectId;
}

/** One database in memory for the tests of a file; every call of `collection()` gives an empty collection. */
export function withDatabase(options: EmbeddedDatabaseOptions = {}) {
  let database: EmbeddedDatabase | undefined;
  let client: MongoClient | undefined;
  let count = 0;
  beforeAll(async () => {
    database = await startEmbeddedDatabase(options);
    client = await MongoClient.connect(database.uri);
  });
  afterAll(async () => {
    await client?.close();
    await database?.stop();
  });
  return {
    database: () => database as EmbeddedDatabase,
    client: () => client as MongoClient,
    collection: (): Collection<Loose> => (client as MongoClient).db('test').collection<Loose>(`c${++count}`),
  };
}

/** The ids of the documents that a filter finds, in their order. */
export async function idsOf(
  collection: Collection<Loose>,
  filter: object,
  sort: Record<string, 1 | -1> = {},
) {
  const found = await collection
    .find(filter as never)
    .sort(sort)
    .toArray();
  return found.map(({ _id }) => _id);
}
