import type { Doc } from '../bson-values.ts';
import { fail } from '../command-error.ts';
import { identicalValues } from '../compare-values.ts';
import { compileFilter } from '../filter.ts';
import { isNew, parseIndex } from '../index-definition.ts';
import type { IndexDefinition } from '../ordered-index.ts';
import type { DirectUnit } from '../store.ts';
import {
  booleanField,
  type Command,
  documentField,
  documentsField,
  type Invocation,
  namespaceOf,
  refuseCollation,
} from './command.ts';

/** A command that changes which collections and indexes there are; never in a transaction. */
function changing(fields: string, run: (invocation: Invocation, direct: DirectUnit) => Doc): Command {
  return { fields, writes: true, run: (invocation) => run(invocation, invocation.direct as DirectUnit) };
}

const create: Command = {
  ...changing('autoIndexId idIndex collation validationLevel validationAction', (invocation, direct) => {
    const namespace = namespaceOf(invocation);
    refuseCollation('create', invocation.body);
    if (direct.read(namespace) !== undefined) fail(48, `Collection ${namespace} already exists.`);
    direct.catalog.push(direct.store.changeCatalog(namespace, () => undefined));
    return {};
  }),
  refused:
    'capped size max validator viewOn pipeline timeseries clusteredIndex expireAfterSeconds ' +
    'changeStreamPreAndPostImages encryptedFields storageEngine indexOptionDefaults',
};

const drop = changing('', (invocation, direct) => {
  const ns = namespaceOf(invocation);
  const nIndexesWas = direct.read(ns)?.indexes.length;
  direct.catalog.push(...direct.store.drop([ns]));
  return nIndexesWas === undefined ? {} : { nIndexesWas, ns };
});

const dropDatabase = changing('', ({ database }, direct) => {
  const names = [...direct.store.collections.keys()].filter((name) => name.startsWith(`${database}.`));
  direct.catalog.push(...direct.store.drop(names));
  return { dropped: database };
});

const createIndexes = changing('indexes commitQuorum ignoreUnknownIndexOptions', (invocation, direct) => {
  const namespace = namespaceOf(invocation);
  const before = direct.read(namespace);
  const present = before?.indexes.map(({ definition }) => definition) ?? [];
  const missing: IndexDefinition[] = [];
  for (const definition of documentsField(invocation.body, 'indexes').map(parseIndex))
    if (isNew(definition, [...present, ...missing])) missing.push(definition);
  if (missing.length > 0)
    direct.catalog.push(direct.store.changeCatalog(namespace, (changed) => changed.buildIndexes(missing)));
  const numIndexesBefore = before?.indexes.length ?? 1;
  const numIndexesAfter = numIndexesBefore + missing.length;
  return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically: before === undefined };
});

const dropIndexes = changing('index', (invocation, direct) => {
  const namespace = namespaceOf(invocation);
  const indexes = direct.read(namespace)?.indexes.map(({ definition }) => definition);
  if (indexes === undefined) fail(26, `ns not found ${namespace}`);
  const names = [invocation.body['index']].flat().flatMap((which) => {
    if (which === '*') return indexes.map(({ name }) => name).filter((name) => name !== '_id_');
    if (typeof which === 'string') return [which];
    const found = indexes.find(({ key }) => identicalValues(key, which));
    return found?.name ?? fail(27, `can't find index with key: ${JSON.stringify(which)}`);
  });
  for (const name of names)
    direct.catalog.push(direct.store.changeCatalog(namespace, (changed) => changed.dropIndex(name)));
  return { nIndexesWas: indexes.length };
});

const listIndexes: Command = {
  fields: 'cursor',
  run: (invocation) => {
    const namespace = namespaceOf(invocation);
    const collection = invocation.unit.read(namespace);
    if (collection === undefined) fail(26, `ns does not exist: ${namespace}`);
    const documents = collection.indexes.map(({ definition: { name, key, ...options } }): Doc => {
      return { v: 2, key, name, ...(name !== '_id_' && options) };
    });
    return { cursor: invocation.cursors.open(namespace, documents) };
  },
};

const listCollections: Command = {
  fields: 'filter nameOnly authorizedCollections cursor',
  run: ({ body, database, direct, scope, cursors }) => {
    const matches = compileFilter(documentField(body, 'filter') ?? {}, scope);
    const idIndex = { v: 2, key: { _id: 1 }, name: '_id_' };
    const more = booleanField(body, 'nameOnly') ? {} : { options: {}, info: { readOnly: false }, idIndex };
    const documents = [...(direct as DirectUnit).store.collections.keys()]
      .filter((namespace) => namespace.startsWith(`${database}.`))
      .map((namespace): Doc => ({ name: namespace.slice(database.length + 1), type: 'collection', ...more }))
      .filter((document) => matches(document, {}));
    return { cursor: cursors.open(`${database}.$cmd.listCollections`, documents) };
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
