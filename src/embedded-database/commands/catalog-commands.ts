import { EJSON } from 'bson';
import type { Doc } from '#query-language/bson-values';
import { fail } from '#query-language/command-error';
import { equalValues } from '#query-language/compare-values';
import { compileFilter } from '#query-language/filter';
import type { Collection } from '../collection.ts';
import type { CursorOptions } from '../cursors.ts';
import { type IndexDefinition, isNew, parseIndex } from '../index-definition.ts';
import type { Transaction } from '../transaction.ts';
import {
  booleanField,
  type Command,
  countField,
  documentField,
  documentsField,
  type Invocation,
  namespaceOf,
  refuseCollation,
} from './command.ts';

/** A command that changes which collections and indexes there are; never in a transaction. */
function changing(fields: string, run: (invocation: Invocation, unit: Transaction) => Doc): Command {
  return { fields, writes: true, run: (invocation) => run(invocation, invocation.unit) };
}

const create: Command = {
  ...changing('autoIndexId idIndex collation validationLevel validationAction', (invocation, unit) => {
    const namespace = namespaceOf(invocation);
    refuseCollation('create', invocation.body);
    if (unit.read(namespace) !== undefined) fail(48, `Collection ${namespace} already exists.`);
    unit.entries.push(unit.store.changeCatalog(namespace, () => undefined));
    return {};
  }),
  refused:
    'capped size max validator viewOn pipeline timeseries clusteredIndex expireAfterSeconds ' +
    'changeStreamPreAndPostImages encryptedFields storageEngine indexOptionDefaults',
};

const drop = changing('', (invocation, unit) => {
  const ns = namespaceOf(invocation);
  const nIndexesWas = unit.read(ns)?.indexes.length;
  unit.entries.push(...unit.store.drop([ns]));
  return nIndexesWas === undefined ? {} : { nIndexesWas, ns };
});

const dropDatabase = changing('', ({ database }, unit) => {
  const names = [...unit.store.collections.keys()].filter((name) => name.startsWith(`${database}.`));
  unit.entries.push(...unit.store.drop(names));
  return { dropped: database };
});

const createIndexes = changing('indexes commitQuorum ignoreUnknownIndexOptions', (invocation, unit) => {
  const namespace = namespaceOf(invocation);
  const before = unit.read(namespace);
  const present = before?.indexes.map(({ definition }) => definition) ?? [];
  const missing: IndexDefinition[] = [];
  for (const definition of documentsField(invocation.body, 'indexes').map(parseIndex))
    if (isNew(definition, [...present, ...missing])) missing.push(definition);
  if (missing.length > 0)
    unit.entries.push(unit.store.changeCatalog(namespace, (changed) => changed.buildIndexes(missing)));
  const numIndexesBefore = before?.indexes.length ?? 1;
  const numIndexesAfter = numIndexesBefore + missing.length;
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
  return { batchSize: countField(documentField(body, 'cursor') ?? {}, 'batchSize') };
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
    const matches = compileFilter(documentField(body, 'filter') ?? {}, scope);
    const idIndex = { v: 2, key: { _id: 1 }, name: '_id_' };
    const more = booleanField(body, 'nameOnly') ? {} : { options: {}, info: { readOnly: false }, idIndex };
    const documents = [...unit.store.collections.keys()]
      .filter((namespace) => namespace.startsWith(`${database}.`))
      .map((namespace): Doc => ({ name: namespace.slice(database.length + 1), type: 'collection', ...more }))
      .filter((document) => matches(document, {}));
    return { cursor: cursors.open(`${database}.$cmd.listCollections`, documents, batchOf({ body })) };
  },
};

export const catalogCommands = {
  create,
  createIndexes,
  drop,
  dropDatabase,
  dropIndexes,
  listCollections,
  listIndexes,
};
