import { type Doc, isDocument } from '../bson-values.ts';
import { compileCollation } from '../collation.ts';
import { fail, refuse } from '../command-error.ts';
import { identicalValues } from '../compare-values.ts';
import { Scope } from '../expression.ts';
import { compileFilter } from '../filter.ts';
import { isNumeric, toDouble } from '../numbers.ts';
import type { IndexDefinition } from '../ordered-index.ts';
import { sortDirection } from '../paths.ts';
import type { DirectUnit } from '../store.ts';
import {
  booleanField,
  type Command,
  documentField,
  documentsField,
  type Invocation,
  namespaceOf,
  refuseOptions,
} from './command.ts';

const refusedInCreate = (
  'capped size max validator viewOn pipeline timeseries clusteredIndex expireAfterSeconds ' +
  'changeStreamPreAndPostImages encryptedFields storageEngine indexOptionDefaults'
).split(' ');

const create: Command = {
  fields: ['autoIndexId', 'idIndex', 'collation', 'validationLevel', 'validationAction', ...refusedInCreate],
  writes: true,
  run: (invocation) => {
    const namespace = namespaceOf(invocation);
    refuseOptions('create', invocation.body, refusedInCreate);
    refuseCollation('create', invocation.body);
    const direct = outsideTransaction(invocation);
    if (direct.read(namespace) !== undefined) fail(48, `Collection ${namespace} already exists.`);
    direct.catalog.push(direct.store.changeCatalog(namespace, () => undefined));
    return {};
  },
};

const drop: Command = {
  fields: [],
  writes: true,
  run: (invocation) => {
    const namespace = namespaceOf(invocation);
    const direct = outsideTransaction(invocation);
    const nIndexesWas = direct.read(namespace)?.indexes.length;
    direct.catalog.push(...direct.store.drop([namespace]));
    return nIndexesWas === undefined ? {} : { nIndexesWas, ns: namespace };
  },
};

const dropDatabase: Command = {
  fields: [],
  writes: true,
  run: (invocation) => {
    const direct = outsideTransaction(invocation);
    const inDatabase = (namespace: string) => namespace.startsWith(`${invocation.database}.`);
    direct.catalog.push(...direct.store.drop([...direct.store.collections.keys()].filter(inDatabase)));
    return { dropped: invocation.database };
  },
};

const createIndexes: Command = {
  fields: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'],
  writes: true,
  run: (invocation) => {
    const namespace = namespaceOf(invocation);
    const direct = outsideTransaction(invocation);
    const wanted = documentsField(invocation.body, 'indexes').map(parseIndex);
    const before = direct.read(namespace);
    const present = before?.indexes.map(({ definition }) => definition) ?? [];
    const missing: IndexDefinition[] = [];
    for (const definition of wanted)
      if (isNew(definition, [...present, ...missing])) missing.push(definition);
    const numIndexesBefore = before?.indexes.length ?? 1;
    if (missing.length > 0) {
      const entry = direct.store.changeCatalog(namespace, (collection) => {
        // Either all of them are built or none.
        const { indexes } = collection;
        try {
          for (const definition of missing) collection.buildIndex(definition);
        } catch (error) {
          collection.indexes = indexes;
          throw error;
        }
      });
      direct.catalog.push(entry);
    }
    const reply: Doc = {
      numIndexesBefore,
      numIndexesAfter: numIndexesBefore + missing.length,
      createdCollectionAutomatically: before === undefined,
    };
    if (missing.length === 0) reply['note'] = 'all indexes already exist';
    return reply;
  },
};

const refusedInIndex = (
  'hidden wildcardProjection weights default_language language_override textIndexVersion ' +
  '2dsphereIndexVersion bits min max bucketSize prepareUnique clustered storageEngine'
).split(' ');

function parseIndex(spec: Doc): IndexDefinition {
  const { key, name, unique, sparse, ...options } = spec as Record<string, unknown>;
  const { partialFilterExpression, expireAfterSeconds, ...rest } = options;
  refuseOptions('an index', spec, refusedInIndex);
  refuseCollation('an index', spec);
  for (const option of Object.keys(rest)) {
    // These say how an index is built or stored, not what it means.
    if (!['v', 'background', 'ns', 'collation', ...refusedInIndex].includes(option)) {
      fail(197, `The field '${option}' is not valid for an index specification.`);
    }
  }
  if (!isDocument(key) || Object.keys(key).length === 0) fail(67, 'Index keys cannot be empty.');
  if (typeof name !== 'string' || name === '')
    fail(9, "The 'name' field is a required property of an index specification");
  for (const [path, kind] of Object.entries(key)) {
    if (typeof kind === 'string') refuse(`a '${kind}' index`);
    if (path.includes('$**')) refuse('a wildcard index');
    if (path === '' || path.split('.').includes('')) fail(67, 'Index keys cannot be an empty field.');
    sortDirection(kind);
  }
  const definition: IndexDefinition = { name, key };
  if (unique === true || unique === 1) definition.unique = true;
  if (sparse === true || sparse === 1) definition.sparse = true;
  if (partialFilterExpression !== undefined) {
    if (!isDocument(partialFilterExpression)) fail(14, 'partialFilterExpression must be an object');
    if (definition.sparse) fail(67, "cannot mix 'partialFilterExpression' and 'sparse' options");
    checkPartialFilter(partialFilterExpression);
    definition.partialFilterExpression = partialFilterExpression;
  }
  if (expireAfterSeconds !== undefined) {
    if (!isNumeric(expireAfterSeconds) || toDouble(expireAfterSeconds) < 0) {
      fail(67, "TTL index 'expireAfterSeconds' option must be within an acceptable range");
    }
    if (Object.keys(key).length > 1) fail(67, 'TTL indexes are single-field indexes');
    definition.expireAfterSeconds = toDouble(expireAfterSeconds);
  }
  return definition;
}

function checkPartialFilter(filter: Doc): void {
  compileFilter(filter, new Scope());
  const allowed = ['$eq', '$gt', '$gte', '$lt', '$lte', '$exists', '$type', '$and', '$or', '$in'];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const part of value) visit(part);
    if (!isDocument(value)) return;
    for (const [field, inner] of Object.entries(value)) {
      if (field.startsWith('$') && (!allowed.includes(field) || (field === '$exists' && inner === false))) {
        fail(67, `Expression not supported in partial index: ${field}`);
      }
      visit(inner);
    }
  };
  visit(filter);
}

/** False if the very same index is there; an index that only shares its name or its key is a conflict. */
function isNew(definition: IndexDefinition, present: IndexDefinition[]): boolean {
  const sameName = present.find(({ name }) => name === definition.name);
  const sameKey = present.find(
    (other) =>
      identicalValues(other.key, definition.key) &&
      identicalValues(other.partialFilterExpression ?? {}, definition.partialFilterExpression ?? {}),
  );
  if (definition.name === '_id_' || (sameKey?.name === '_id_' && Object.keys(definition.key).length === 1))
    return false;
  if (sameName !== undefined && !identicalValues(sameName.key, definition.key)) {
    fail(86, `An existing index has the same name as the requested index: ${definition.name}`);
  }
  const rival = sameName ?? sameKey;
  if (rival === undefined) return true;
  const [mine, theirs] = [asDoc(definition), asDoc(rival)];
  if (identicalValues(mine, theirs)) return false;
  if (rival.name !== definition.name) fail(85, `Index already exists with a different name: ${rival.name}`);
  const differs = ['unique', 'sparse', 'partial'].some(
    (option) => !identicalValues(mine[option], theirs[option]),
  );
  fail(differs ? 86 : 85, `The index ${rival.name} already exists with different options`);
}

function asDoc(definition: IndexDefinition): Doc {
  const {
    name,
    key,
    unique = false,
    sparse = false,
    partialFilterExpression: partial = {},
    ...rest
  } = definition;
  return { name, key, unique, sparse, partial, ...rest };
}

const dropIndexes: Command = {
  fields: ['index'],
  writes: true,
  run: (invocation) => {
    const namespace = namespaceOf(invocation);
    const direct = outsideTransaction(invocation);
    const collection = direct.read(namespace);
    if (collection === undefined) fail(26, `ns not found ${namespace}`);
    const nIndexesWas = collection.indexes.length;
    const all = collection.indexes.map(({ definition }) => definition.name).filter((name) => name !== '_id_');
    const names = [invocation.body['index']].flat().flatMap((which) => {
      if (typeof which === 'string') return which === '*' ? all : [which];
      const found = collection.indexes.find(({ definition }) => identicalValues(definition.key, which));
      if (found === undefined) fail(27, `can't find index with key: ${JSON.stringify(which)}`);
      return [found.definition.name];
    });
    for (const name of names)
      direct.catalog.push(direct.store.changeCatalog(namespace, (changed) => changed.dropIndex(name)));
    return { nIndexesWas };
  },
};

const listIndexes: Command = {
  fields: ['cursor'],
  run: (invocation) => {
    const namespace = namespaceOf(invocation);
    const collection = invocation.unit.read(namespace);
    if (collection === undefined) fail(26, `ns does not exist: ${namespace}`);
    const documents = collection.indexes.map(({ definition }): Doc => {
      const { name, key, ...options } = definition;
      return { v: 2, key, name, ...(name !== '_id_' && options) };
    });
    return { cursor: invocation.cursors.open(namespace, documents) };
  },
};

const listCollections: Command = {
  fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run: (invocation) => {
    const { body, database, unit, scope } = invocation;
    const matches = compileFilter(documentField(body, 'filter') ?? {}, scope);
    const prefix = `${database}.`;
    const nameOnly = booleanField(body, 'nameOnly');
    const documents = [...outsideTransaction(invocation).store.collections.keys()]
      .filter((namespace) => namespace.startsWith(prefix) && unit.read(namespace) !== undefined)
      .map((namespace): Doc => {
        const name = namespace.slice(prefix.length);
        const info = {
          options: {},
          info: { readOnly: false },
          idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
        };
        return { name, type: 'collection', ...(nameOnly ? {} : info) };
      })
      .filter((document) => matches(document, {}));
    return {
      cursor: invocation.cursors.open(`${prefix}$cmd.listCollections`, documents),
    };
  },
};

const listDatabases: Command = {
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  run: (invocation) => {
    const matches = compileFilter(documentField(invocation.body, 'filter') ?? {}, invocation.scope);
    const { collections } = outsideTransaction(invocation).store;
    const names = new Set([...collections.keys()].map((namespace) => namespace.split('.')[0] as string));
    const databases = [...names]
      .sort()
      .map((name) => ({ name, sizeOnDisk: 0, empty: false }))
      .filter((database) => matches(database, {}));
    return { databases, totalSize: 0, totalSizeMb: 0 };
  },
};

/** Collections and indexes are in binary order. */
function refuseCollation(what: string, { collation }: Doc): void {
  if (compileCollation(collation) !== undefined) refuse(`a collation in ${what}`);
}

function outsideTransaction({ direct }: Invocation): DirectUnit {
  if (direct === undefined) fail(263, 'Cannot run this command in a multi-document transaction.');
  return direct;
}

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
