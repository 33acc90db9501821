import { checkSize, type Doc, isDocument, typeName } from '../bson-values.ts';
import { CommandError, fail, refuse } from '../command-error.ts';
import type { Scope } from '../expression.ts';
import { compileProjection } from '../projection.ts';
import { type Selection, select } from '../select.ts';
import type { Unit } from '../store.ts';
import { compileUpdate, isChanged, upsertedDocument, withId } from '../update.ts';
import {
  booleanField,
  type Command,
  checkFields,
  countField,
  documentField,
  documentsField,
  type Invocation,
  namespaceOf,
} from './command.ts';

const batchFields = ['ordered', 'bypassDocumentValidation'];

const insert: Command = {
  fields: ['documents', ...batchFields],
  writes: true,
  transactional: true,
  run: (invocation) =>
    batch(invocation, 'documents', (document, namespace) => {
      insertDocument(invocation.unit, namespace, document);
      return { n: 1 };
    }),
};

const update: Command = {
  fields: ['updates', 'let', ...batchFields],
  writes: true,
  transactional: true,
  run: (invocation) => {
    for (const statement of documentsField(invocation.body, 'updates'))
      checkFields('update.updates', statement, 'q u multi upsert arrayFilters hint collation c'.split(' '));
    return batch(invocation, 'updates', (statement, namespace) =>
      updateDocuments(invocation.unit, namespace, {
        filter: documentField(statement, 'q') ?? {},
        update: statement['u'],
        multi: booleanField(statement, 'multi'),
        upsert: booleanField(statement, 'upsert'),
        arrayFilters: statement['arrayFilters'],
        hint: statement['hint'],
        scope: invocation.scope.with(documentField(statement, 'c') ?? {}).ordering(statement['collation']),
      }),
    );
  },
};

const deleteCommand: Command = {
  fields: ['deletes', 'let', ...batchFields],
  writes: true,
  transactional: true,
  run: (invocation) => {
    for (const statement of documentsField(invocation.body, 'deletes'))
      checkFields('delete.deletes', statement, ['q', 'limit', 'hint', 'collation']);
    return batch(invocation, 'deletes', (statement, namespace) => {
      const limit = countField(statement, 'limit');
      if (limit !== 0 && limit !== 1)
        fail(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
      const scope = invocation.scope.ordering(statement['collation']);
      const options = { limit, hint: statement['hint'], scope };
      return deleteDocuments(invocation.unit, namespace, documentField(statement, 'q') ?? {}, options);
    });
  },
};

/** Finds one document and removes or updates it in one step, and answers with it as it was or as it is now. */
const findAndModify: Command = {
  fields:
    'query sort remove update new fields upsert arrayFilters hint let collation bypassDocumentValidation'.split(
      ' ',
    ),
  writes: true,
  transactional: true,
  run: (invocation) => {
    const { body, scope, unit } = invocation;
    const namespace = namespaceOf(invocation);
    const filter = documentField(body, 'query') ?? {};
    const common = { sort: documentField(body, 'sort'), hint: body['hint'], scope };
    const [remove, after, upsert] = ['remove', 'new', 'upsert'].map((name) => booleanField(body, name));
    if (remove === (body['update'] !== undefined))
      fail(9, 'Either an update or remove=true must be specified');
    if (remove && after) fail(9, 'Cannot specify both new=true and remove=true');
    if (remove && upsert) fail(9, 'Cannot specify both upsert=true and remove=true');
    const fields = documentField(body, 'fields') ?? {};
    if (Object.keys(fields).some((field) => field.endsWith('.$')))
      refuse('a positional projection in findAndModify');
    const project = Object.keys(fields).length > 0 && compileProjection(fields, scope, true);
    const value = (found: Doc | undefined) => (found && project ? project(found, {}) : (found ?? null));
    if (remove) {
      const { n, before } = deleteDocuments(unit, namespace, filter, { ...common, limit: 1 });
      return { lastErrorObject: { n }, value: value(before) };
    }
    const { n, upserted, ...documents } = updateDocuments(unit, namespace, {
      ...common,
      filter,
      update: body['update'],
      multi: false,
      upsert: upsert === true,
      arrayFilters: body['arrayFilters'],
    });
    const updatedExisting = n === 1 && upserted === undefined;
    const lastErrorObject = { n, updatedExisting, ...(upserted !== undefined && { upserted }) };
    return { lastErrorObject, value: value(after ? documents.after : documents.before) };
  },
};

interface Outcome {
  n: number;
  nModified?: number;
  upserted?: unknown;
  /** The last document it came to, as it was and as it is. */
  before?: Doc | undefined;
  after?: Doc | undefined;
}

/** Runs the statements of a batch; one that fails is reported with its index, and ends the batch if it is ordered. */
function batch(
  invocation: Invocation,
  field: string,
  run: (statement: Doc, namespace: string) => Outcome,
): Doc {
  const namespace = namespaceOf(invocation);
  const statements = documentsField(invocation.body, field);
  const ordered = invocation.body['ordered'] !== false;
  if (statements.length === 0 || statements.length > 100_000)
    fail(16, `Write batch sizes must be between 1 and 100000, not ${statements.length}`);
  let [n, nModified] = [0, 0];
  const upserted: Doc[] = [];
  const writeErrors: Doc[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      const outcome = run(statement, namespace);
      n += outcome.n;
      nModified += outcome.nModified ?? 0;
      if (outcome.upserted !== undefined) upserted.push({ index, _id: outcome.upserted });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      writeErrors.push({ index, code: error.code, ...error.extra, errmsg: error.message });
      if (ordered) break;
    }
  }
  return {
    n,
    ...(field === 'updates' && { nModified }),
    ...(upserted.length > 0 && { upserted }),
    ...(writeErrors.length > 0 && { writeErrors }),
  };
}

/** Inserts one document, giving it an `_id` if it has none; returns it as stored. */
export function insertDocument(unit: Unit, namespace: string, document: Doc): Doc {
  const stored = withId(document);
  const id = stored['_id'];
  const type = typeName(id);
  if (type === 'array' || type === 'regex') fail(53, `The '_id' value cannot be of type ${type}`);
  const dollar = isDocument(id) && Object.keys(id).find((field) => field.startsWith('$'));
  if (dollar) fail(52, `_id may not contain '$'-prefixed fields: ${dollar}`);
  checkSize(stored);
  unit.change(namespace, unit.newRecord(), undefined, stored);
  return stored;
}

/** Puts a document in another's place; false when they are the same. */
export function replaceDocument(unit: Unit, namespace: string, found: Selection, after: Doc): boolean {
  if (!isChanged(found.document, after)) return false;
  checkSize(after);
  unit.change(namespace, found.record, found.document, after);
  return true;
}

interface Choice {
  sort?: Doc | undefined;
  hint: unknown;
  limit?: number;
  scope: Scope;
}

function deleteDocuments(unit: Unit, namespace: string, filter: Doc, choice: Choice): Outcome {
  const found = select(unit.read(namespace), filter, choice);
  for (const { record, document } of found) unit.change(namespace, record, document, undefined);
  return { n: found.length, before: found.at(-1)?.document };
}

interface UpdateStatement extends Choice {
  filter: Doc;
  update: unknown;
  multi: boolean;
  upsert: boolean;
  arrayFilters: unknown;
}

/** Updates the documents that match, or inserts one. */
function updateDocuments(unit: Unit, namespace: string, statement: UpdateStatement): Outcome {
  const { filter, multi, scope, hint, sort } = statement;
  const compiled = compileUpdate(statement.update, statement.arrayFilters, scope);
  if (multi && compiled.replacement) fail(9, 'multi update is not supported for replacement-style update');
  const found = select(unit.read(namespace), filter, { limit: multi ? undefined : 1, hint, scope, sort });
  if (found.length === 0 && statement.upsert) {
    const inserted = insertDocument(unit, namespace, upsertedDocument(filter, compiled));
    return { n: 1, upserted: inserted['_id'], after: inserted };
  }
  const outcome = { n: found.length, nModified: 0, before: found.at(-1)?.document };
  let after: Doc | undefined;
  for (const one of found) {
    after = compiled.apply(one.document, one.state, false);
    if (replaceDocument(unit, namespace, one, after)) outcome.nModified++;
  }
  return { ...outcome, after };
}

export const writeCommands = { insert, update, delete: deleteCommand, findAndModify };
