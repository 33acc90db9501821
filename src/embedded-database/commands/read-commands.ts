import { fail } from '#query-language/command-error';
import { compareValues, valueKey } from '#query-language/compare-values';
import { anyValue } from '#query-language/paths';
import { compileProjection } from '#query-language/reshape';
import { aggregateDocuments } from '../aggregate.ts';
import { isOutputStage } from '../output-stages.ts';
import { type Selection, select } from '../select.ts';
import { type Command, type Invocation, namespaceOf } from './command.ts';
import * as field from './fields.ts';

/** What a command's own fields select; each command calls its filter by another name. */
function selected(invocation: Invocation, filterName: string): Selection[] {
  const { body, scope, unit } = invocation;
  return select(unit.read(namespaceOf(invocation)), field.document(body, filterName) ?? {}, {
    sort: field.document(body, 'sort'),
    skip: field.count(body, 'skip'),
    limit: field.count(body, 'limit'),
    hint: body['hint'],
    scope,
  });
}

const find: Command = {
  fields:
    'filter sort projection hint skip limit batchSize singleBatch let collation allowDiskUse ' +
    'allowPartialResults noCursorTimeout',
  refused: 'tailable awaitData oplogReplay min max returnKey showRecordId',
  transactional: true,
  run: (invocation) => {
    const { body, cursors, scope, transaction } = invocation;
    const project = compileProjection(field.document(body, 'projection') ?? {}, scope);
    const documents = selected(invocation, 'filter').map(({ document }) => project(document));
    const batchSize = field.count(body, 'batchSize');
    const single = field.boolean(body, 'singleBatch');
    return { cursor: cursors.open(namespaceOf(invocation), documents, { batchSize, single, transaction }) };
  },
};

const getMore: Command = {
  fields: 'collection batchSize',
  transactional: true,
  run: ({ body, database, cursors }) => {
    const namespace = `${database}.${String(body['collection'])}`;
    return { cursor: cursors.getMore(body['getMore'], namespace, field.count(body, 'batchSize')) };
  },
};

const killCursors: Command = {
  fields: 'cursors',
  transactional: true,
  run: ({ body, cursors }) => {
    const ids = body['cursors'] as unknown[];
    const cursorsKilled = ids.filter((id) => cursors.kill(id));
    const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id));
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
  },
};

const count: Command = {
  fields: 'query limit skip hint collation',
  run: (invocation) => ({ n: selected(invocation, 'query').length }),
};

const distinct: Command = {
  fields: 'key query hint collation',
  transactional: true,
  run: (invocation) => {
    const { body, scope } = invocation;
    const { key } = body;
    if (typeof key !== 'string' || key === '') fail(14, "BSON field 'distinct.key' is not a string");
    const values = new Map<string, unknown>();
    const gather = (value: unknown): boolean => {
      for (const each of Array.isArray(value) ? (value as unknown[]) : [value])
        if (each !== undefined) values.set(valueKey(each), values.get(valueKey(each)) ?? each);
      return false;
    };
    for (const { document } of selected(invocation, 'query'))
      anyValue(document, key.split('.'), 0, false, gather, {});
    const compare = (a: unknown, b: unknown) => compareValues(a, b, scope.collation);
    const found = [...values.values()].sort(compare);
    return { values: found.filter((value, i) => i === 0 || compare(value, found[i - 1]) !== 0) };
  },
};

const aggregate: Command = {
  fields: 'pipeline cursor allowDiskUse bypassDocumentValidation hint let collation',
  refused: 'explain',
  // Its last stage may write.
  writes: true,
  transactional: true,
  run: (invocation) => {
    const { body, database, cursors, transaction } = invocation;
    const namespace = body['aggregate'] === 1 ? undefined : namespaceOf(invocation);
    const pipeline = field.documents(body, 'pipeline');
    if (body['apiStrict'] === true && Object.keys(pipeline[0] ?? {})[0] === '$listLocalSessions')
      fail(323, '$listLocalSessions is not in API Version 1');
    const cursor = field.document(body, 'cursor') ?? fail(9, "The 'cursor' option is required");
    const { level } = field.document(body, 'readConcern') ?? {};
    if (level === 'linearizable' && isOutputStage(Object.keys(pipeline.at(-1) ?? {})[0]))
      fail(72, 'an output stage cannot be used with a linearizable read concern');
    const documents = aggregateDocuments(pipeline, { ...invocation, namespace, hint: body['hint'] });
    const batchSize = field.count(cursor, 'batchSize');
    const opened = namespace ?? `${database}.$cmd.aggregate`;
    return { cursor: cursors.open(opened, documents, { batchSize, transaction }) };
  },
};

export const readCommands = { find, getMore, killCursors, count, distinct, aggregate };
