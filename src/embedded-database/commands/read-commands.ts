import { aggregateDocuments } from '../aggregate.ts';
import type { Doc } from '../bson-values.ts';
import { fail, refuse } from '../command-error.ts';
import { compareValues, valueKey } from '../compare-values.ts';
import { isOutputStage } from '../output-stages.ts';
import { anyValue } from '../paths.ts';
import { compileProjection } from '../projection.ts';
import { select, type SelectOptions } from '../select.ts';
import {
  booleanField,
  type Command,
  countField,
  documentField,
  documentsField,
  type Invocation,
  namespaceOf,
  refuseOptions,
} from './command.ts';

const refusedInFind = ['tailable', 'awaitData', 'oplogReplay', 'min', 'max', 'returnKey', 'showRecordId'];

const find: Command = {
  fields: [
    ...(
      'filter sort projection hint skip limit batchSize singleBatch let collation allowDiskUse ' +
      'allowPartialResults noCursorTimeout'
    ).split(' '),
    ...refusedInFind,
  ],
  transactional: true,
  run: (invocation) => {
    const { body, unit, cursors, transaction } = invocation;
    const namespace = namespaceOf(invocation);
    refuseOptions('find', body, refusedInFind);
    const found = select(
      unit.read(namespace),
      documentField(body, 'filter') ?? {},
      selectOptions(invocation),
    );
    const projection = documentField(body, 'projection');
    let documents = found.map(({ document }) => document);
    if (projection !== undefined && Object.keys(projection).length > 0) {
      const project = compileProjection(projection, invocation.scope, true);
      documents = found.map(({ document, state }) => project(document, state));
    }
    const batchSize = countField(body, 'batchSize');
    const single = booleanField(body, 'singleBatch');
    return { cursor: cursors.open(namespace, documents, { batchSize, single, transaction }) };
  },
};

function selectOptions({ body, scope }: Invocation): SelectOptions {
  return {
    sort: documentField(body, 'sort'),
    skip: countField(body, 'skip'),
    limit: countField(body, 'limit'),
    hint: body['hint'],
    scope,
  };
}

const getMore: Command = {
  fields: ['collection', 'batchSize'],
  transactional: true,
  run: ({ body, database, cursors }) => {
    const namespace = `${database}.${String(body['collection'])}`;
    return { cursor: cursors.getMore(body['getMore'], namespace, countField(body, 'batchSize')) };
  },
};

const killCursors: Command = {
  fields: ['cursors'],
  transactional: true,
  run: ({ body, cursors }) => {
    const ids = body['cursors'] as unknown[];
    const cursorsKilled = ids.filter((id) => cursors.kill(id));
    const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id));
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
  },
};

const count: Command = {
  fields: ['query', 'limit', 'skip', 'hint', 'collation'],
  run: (invocation) => {
    const { body, unit } = invocation;
    const collection = unit.read(namespaceOf(invocation));
    const filter = documentField(body, 'query') ?? {};
    const { skip, limit } = selectOptions(invocation);
    if (Object.keys(filter).length === 0 && !skip && !limit) return { n: collection?.records.size ?? 0 };
    return { n: select(collection, filter, selectOptions(invocation)).length };
  },
};

const distinct: Command = {
  fields: ['key', 'query', 'hint', 'collation'],
  transactional: true,
  run: (invocation) => {
    const { body, unit, scope } = invocation;
    const { key } = body as { key?: unknown };
    if (typeof key !== 'string' || key === '')
      fail(14, "BSON field 'distinct.key' is missing or not a string");
    const found = select(unit.read(namespaceOf(invocation)), documentField(body, 'query') ?? {}, {
      hint: body['hint'],
      scope,
    });
    const values = new Map<string, unknown>();
    for (const { document } of found) {
      anyValue(
        document,
        key.split('.'),
        0,
        false,
        (value) => {
          for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
            if (each === undefined || values.has(valueKey(each))) continue;
            const same = (other: unknown) => compareValues(other, each, scope.collation) === 0;
            if (scope.collation === undefined || ![...values.values()].some(same))
              values.set(valueKey(each), each);
          }
          return false;
        },
        {},
      );
    }
    return { values: [...values.values()] };
  },
};

const aggregate: Command = {
  // Its last stage may write.
  writes: true,
  fields: 'pipeline cursor explain allowDiskUse bypassDocumentValidation hint let collation'.split(' '),
  transactional: true,
  run: (invocation) => {
    const { body, database, unit, direct, cursors, scope, transaction } = invocation;
    refuseOptions('aggregate', body, ['explain']);
    const namespace = body['aggregate'] === 1 ? undefined : namespaceOf(invocation);
    const pipeline = documentsField(body, 'pipeline');
    const cursor = documentField(body, 'cursor');
    if (cursor === undefined) fail(9, "The 'cursor' option is required");
    const { level } = documentField(body, 'readConcern') ?? {};
    if (level === 'linearizable' && isOutputStage(Object.keys(pipeline.at(-1) ?? {})[0]))
      fail(72, 'an output stage cannot be used with a linearizable read concern');
    const documents = aggregateDocuments(pipeline, {
      unit,
      direct,
      database,
      namespace,
      scope,
      hint: body['hint'],
    });
    return {
      cursor: cursors.open(namespace ?? `${database}.$cmd.aggregate`, documents, {
        batchSize: countField(cursor, 'batchSize'),
        transaction,
      }),
    };
  },
};

const filterNames: Record<string, string> = { find: 'filter', count: 'query', distinct: 'query' };

/** Tells which index a find, count or distinct uses, and how many documents it looks at. */
const explain: Command = {
  fields: ['verbosity'],
  run: (invocation) => {
    const body = documentField(invocation.body, 'explain') ?? {};
    const filterName = filterNames[Object.keys(body)[0] as string];
    if (filterName === undefined) refuse(`explaining ${Object.keys(body)[0]}`);
    const inner = { ...invocation, body };
    const reply: Doc = {};
    const found = select(invocation.unit.read(namespaceOf(inner)), documentField(body, filterName) ?? {}, {
      ...selectOptions(inner),
      explain: ({ stage, index, sorted }, totalDocsExamined) => {
        const inputStage: Doc = { stage, ...(index && { indexName: index.definition.name }) };
        reply['queryPlanner'] = { winningPlan: sorted ? inputStage : { stage: 'SORT', inputStage } };
        reply['executionStats'] = { totalDocsExamined };
      },
    });
    reply['executionStats'] = { ...(reply['executionStats'] as Doc), nReturned: found.length };
    return reply;
  },
};

export const readCommands = { find, getMore, killCursors, count, distinct, aggregate, explain };
