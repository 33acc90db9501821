import { Long } from 'bson';
import { aggregateDocuments } from '../aggregate.ts';
import type { Doc } from '../bson-values.ts';
import { CommandError } from '../command-error.ts';
import { valueKey } from '../compare-values.ts';
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

export const find: Command = {
  fields: [
    'filter',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'let',
    'collation',
    'allowDiskUse',
    'allowPartialResults',
    'noCursorTimeout',
    ...refusedInFind,
  ],
  transactional: true,
  run: (invocation) => {
    const { body, unit, cursors, transaction, now } = invocation;
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
    return { cursor: cursors.open(namespace, documents, { batchSize, single, transaction, now }) };
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

export const getMore: Command = {
  fields: ['collection', 'batchSize'],
  transactional: true,
  run: ({ body, database, cursors, now }) => {
    const namespace = `${database}.${String(body['collection'])}`;
    return { cursor: cursors.getMore(body['getMore'], namespace, countField(body, 'batchSize'), now) };
  },
};

export const killCursors: Command = {
  fields: ['cursors'],
  transactional: true,
  run: ({ body, cursors }) => {
    const ids = body['cursors'] as unknown[];
    const cursorsKilled = ids.filter((id) => cursors.kill(id));
    const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id));
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
  },
};

export const count: Command = {
  fields: ['query', 'limit', 'skip', 'hint', 'collation'],
  run: (invocation) => {
    const { body, unit } = invocation;
    refuseOptions('count', body);
    const collection = unit.read(namespaceOf(invocation));
    const filter = documentField(body, 'query') ?? {};
    const { skip, limit } = selectOptions(invocation);
    if (Object.keys(filter).length === 0 && !skip && !limit) return { n: collection?.records.size ?? 0 };
    return { n: select(collection, filter, selectOptions(invocation)).length };
  },
};

export const distinct: Command = {
  fields: ['key', 'query', 'hint', 'collation'],
  transactional: true,
  run: (invocation) => {
    const { body, unit, scope } = invocation;
    refuseOptions('distinct', body);
    const { key } = body as { key?: unknown };
    if (typeof key !== 'string' || key === '')
      throw new CommandError(14, "BSON field 'distinct.key' is missing or not a string");
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
            if (each !== undefined && !values.has(valueKey(each))) values.set(valueKey(each), each);
          }
          return false;
        },
        {},
      );
    }
    return { values: [...values.values()] };
  },
};

export const aggregate: Command = {
  fields: [
    'pipeline',
    'cursor',
    'explain',
    'allowDiskUse',
    'bypassDocumentValidation',
    'hint',
    'let',
    'collation',
  ],
  writes: true,
  transactional: true,
  run: (invocation) => {
    const { body, database, unit, cursors, scope, transaction, now } = invocation;
    refuseOptions('aggregate', body, ['explain']);
    const whole = body['aggregate'] === 1;
    const namespace = whole ? `${database}.$cmd.aggregate` : namespaceOf(invocation);
    const pipeline = documentsField(body, 'pipeline');
    const cursor = documentField(body, 'cursor');
    if (cursor === undefined)
      throw new CommandError(
        9,
        "The 'cursor' option is required, except for aggregate with the explain argument",
      );
    const documents = aggregateDocuments(pipeline, {
      unit,
      database,
      namespace: whole ? undefined : namespace,
      scope,
      hint: body['hint'],
    });
    return {
      cursor: cursors.open(namespace, documents, {
        batchSize: countField(cursor, 'batchSize'),
        transaction,
        now,
      }),
    };
  },
};

/** Tells which index a find, count, update, delete or distinct would use, and how many documents it looks at. */
export const explain: Command = {
  fields: ['verbosity'],
  run: (invocation) => {
    const inner = documentField(invocation.body, 'explain') ?? {};
    const [name] = Object.keys(inner);
    const namespace = namespaceOf({ ...invocation, body: inner });
    const statement =
      name === 'update' || name === 'delete' ? (documentsField(inner, `${name}s`)[0] as Doc) : inner;
    const filter =
      documentField(statement, { update: 'q', delete: 'q', find: 'filter' }[name as string] ?? 'query') ?? {};
    if (!['find', 'count', 'distinct', 'update', 'delete', 'findAndModify'].includes(name as string)) {
      throw new CommandError(238, `The embedded database does not support explaining ${name}`);
    }
    const reply: Doc = {};
    const options = selectOptions({
      ...invocation,
      body: name === 'find' || name === 'findAndModify' ? statement : { hint: statement['hint'] },
    });
    const found = select(invocation.unit.read(namespace), filter, {
      ...options,
      explain: (plan, examined) => {
        const winningPlan: Doc = { stage: plan.stage };
        if (plan.index !== undefined)
          Object.assign(winningPlan, {
            indexName: plan.index.definition.name,
            keyPattern: plan.index.definition.key,
          });
        reply['queryPlanner'] = {
          namespace,
          winningPlan:
            plan.sorted || !options.sort ? winningPlan : { stage: 'SORT', inputStage: winningPlan },
        };
        reply['executionStats'] = { totalDocsExamined: examined };
      },
    });
    Object.assign((reply['executionStats'] ??= {}) as Doc, {
      nReturned: found.length,
      executionTimeMillis: Long.ZERO,
    });
    return reply;
  },
};
