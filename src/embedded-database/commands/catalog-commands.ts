import { calculateObjectSize, EJSON } from 'bson';
import type { Doc } from '#query-language/bson-values';
import { fail } from '#query-language/command-error';
import { equalValues } from '#query-language/compare-values';
import { compileFilter } from '#query-language/filter';
import type { Collection } from '../collection.ts';
import type { CursorOptions } from '../cursors.ts';
import { type IndexDefinition, isNew, parseIndex } from '../index-definition.ts';
import type { Transaction } from '../transaction.ts';
import { type Command, type Invocation, namespaceOf } from './command.ts';
import * as field from './fields.ts';

/** A command that changes which collections and indexes there are; never in a transaction. */
function changing(fields: string, run: (invocation: Invocation, unit: Transaction) => Doc): Command {
  return { fields, writes: true, run: (invocation) => run(invocation, invocation.unit) };
}

const create: Command = {
  ...changing('autoIndexId idIndex collation validationLevel validationAction', (invocation, unit) => {
    const namespace = namespaceOf(invocation);
    field.refuseCollation('create', invocation.body);
    if (unit.read(namespace) !== undefined) fail(48, `Collection ${namespace} already exists.`);
    unit.entries.push(unit.store.changeCatalog(namespace, () => undefined));
    return {};
  }),
  refused:
    'capped size max validator viewOn pipeline timeseries clusteredIndex expireAfterSeconds ' +
    'changeStreamPreAndPostImages encryptedFields storageEngine indexOptionDefaults',
};

/** Drops collections, with the cursors that are open on them but for those of transactions, which see them still. */
function dropCollections(namespaces: string[], { unit, cursors }: Invocation): void {
  unit.entries.push(...unit.store.drop(namespaces));
  cursors.killWhere(({ namespace, transaction }) => !transaction && namespaces.includes(namespace));
}

const drop = changing('', (invocation, unit) => {
  const ns = namespaceOf(invocation);
  const nIndexesWas = unit.read(ns)?.indexes.length;
  dropCollections([ns], invocation);
  return nIndexesWas === undefined ? {} : { nIndexesWas, ns };
});

const dropDatabase = changing('', (invocation, unit) => {
  const { database } = invocation;
  const names = [...unit.store.collections.keys()].filter((name) => name.startsWith(`${database}.`));
  dropCollections(names, invocation);
  return { dropped: database };
});

const createIndexes = changing('indexes commitQuorum ignoreUnknownIndexOptions', (invocation, unit) => {
  const namespace = namespaceOf(invocation);
  const before = unit.read(namespace);
  const present = before?.indexes.map(({ definition }) => definition) ?? [];
  const missing: IndexDefinition[] = [];
  const asked = field.documents(invocation.body, 'indexes').map(parseIndex);
  if (asked.length === 0) fail(2, 'Must specify at least one index');
  for (const definition of asked) if (isNew(definition, [...present, ...missing])) missing.push(definition);
  const numIndexesBefore = before?.indexes.length ?? 1;
  const numIndexesAfter = numIndexesBefore + missing.length;
  if (numIndexesAfter > 64) fail(67, `add index fails, too many indexes for ${namespace}`);
  if (missing.length > 0)
    unit.entries.push(unit.store.changeCatalog(namespace, (changed) => changed.buildIndexes(missing)));
  return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically: before === undefined };
});

const dropIndexes = changing('index', (invocation, unit) => {
  const namespace = namespaceOf(invocation);
  const indexes = unit.read(namespace)?.indexes.map(({ definition }) => definition);
  if (indexes === undefined) fail(26, `ns not found ${namespace}`);
  const names = [invocation.body['index']].flat().flatMap((which) => {
    if (which === '*') return indexes.map(({ name }) => name).filter((name) => name !== '_id_');
    if (typeof which === 'string') return [which];
    const found = indexes.find(({ key }) => equalValues(key, which));
    return found?.name ?? fail(27, `can't find index with key: ${EJSON.stringify(which)}`);
  });
  const dropAll = (changed: Collection) => {
    for (const name of names) changed.dropIndex(name);
  };
  unit.entries.push(unit.store.changeCatalog(namespace, dropAll));
  return { nIndexesWas: indexes.length };
});

function batchOf({ body }: Pick<Invocation, 'body'>): CursorOptions {
  return { batchSize: field.count(field.document(body, 'cursor') ?? {}, 'batchSize') };
}

const listIndexes: Command = {
  fields: 'cursor',
  run: (invocation) => {
    const namespace = namespaceOf(invocation);
    const collection = invocation.unit.read(namespace);
    if (collection === undefined) fail(26, `ns does not exist: ${namespace}`);
    const documents = collection.indexes.map(({ definition: { name, key, ...options } }): Doc => {
      return { v: 2, key, name, ...(name !== '_id_' && options) };
    });
    return { cursor: invocation.cursors.open(namespace, documents, batchOf(invocation)) };
  },
};

const listCollections: Command = {
  fields: 'filter nameOnly authorizedCollections cursor',
  run: ({ body, database, unit, scope, cursors }) => {
    const matches = compileFilter(field.document(body, 'filter') ?? {}, scope);
    const idIndex = { v: 2, key: { _id: 1 }, name: '_id_' };
    const more = field.boolean(body, 'nameOnly') ? {} : { options: {}, info: { readOnly: false }, idIndex };
    const documents = [...unit.store.collections.keys()]
      .filter((namespace) => namespace.startsWith(`${database}.`))
      .map((namespace): Doc => ({ name: namespace.slice(database.length + 1), type: 'collection', ...more }))
      .filter((document) => matches(document, {}));
    return { cursor: cursors.open(`${database}.$cmd.listCollections`, documents, batchOf({ body })) };
  },
};

/** A database is as large as its documents, since it has no files of its own. */
const listDatabases: Command = {
  fields: 'filter nameOnly authorizedDatabases',
  run: ({ body, database, unit, scope }) => {
    if (database !== 'admin') fail(13, 'listDatabases may only be run against the admin database.');
    const brief = field.boolean(body, 'nameOnly');
    const sizes = new Map<string, number>();
    for (const [namespace, { records }] of unit.store.collections) {
      const [name = ''] = namespace.split('.');
      let size = sizes.get(name) ?? 0;
      for (const document of brief ? [] : records.values()) size += calculateObjectSize(document);
      sizes.set(name, size);
    }
    const matches = compileFilter(field.document(body, 'filter') ?? {}, scope);
    const databases = [...sizes]
      .map(([name, sizeOnDisk]): Doc => (brief ? { name } : { name, sizeOnDisk, empty: false }))
      .filter((document) => matches(document, {}));
    return { databases };
  },
};

export const catalogCommands = {
  create,
  createIndexes,
  drop,
  dropDatabase,
  dropIndexes,
  listCollections,
  listDatabases,
  listIndexes,
};
