import { checkSize, type Doc, typeName } from '../bson-values.ts';
import { CommandError, fail } from '../command-error.ts';
import type { Scope } from '../expression.ts';
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
  run: (invocation) => {
    const namespace = namespaceOf(invocation);
    const documents = documentsField(invocation.body, 'documents');
    return batch(invocation, documents, (document) => {
      insertDocument(invocation.unit, namespace, document);
      return { n: 1 };
    });
  },
};

const update: Command = {
  fields: ['updates', 'let', ...batchFields],
  writes: true,
  transactional: true,
  run: (invocation) => {
    const namespace = namespaceOf(invocation);
    const known = ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation', 'c'];
    const statements = documentsField(invocation.body, 'updates');
    for (const statement of statements) checkFields('update.updates', statement, known);
    return batch(invocation, statements, (statement) => {
      const constants = documentField(statement, 'c');
      return updateDocuments(invocation.unit, namespace, {
        filter: documentField(statement, 'q') ?? {},
        update: statement['u'],
        multi: booleanField(statement, 'multi'),
        upsert: booleanField(statement, 'upsert'),
        arrayFilters: statement['arrayFilters'],
        hint: statement['hint'],
        scope: invocation.scope.with(constants ?? {}).ordering(statement['collation']),
      });
    });
  },
};

const deleteCommand: Command = {
  fields: ['deletes', 'let', ...batchFields],
  writes: true,
  transactional: true,
  run: (invocation) => {
    const namespace = namespaceOf(invocation);
    const statements = documentsField(invocation.body, 'deletes');
    for (const statement of statements)
      checkFields('delete.deletes', statement, ['q', 'limit', 'hint', 'collation']);
    return batch(invocation, statements, (statement) => {
      const limit = countField(statement, 'limit');
      if (limit !== 0 && limit !== 1)
        fail(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
      const { unit } = invocation;
      const scope = invocation.scope.ordering(statement['collation']);
      const found = select(unit.read(namespace), documentField(statement, 'q') ?? {}, {
        limit,
        hint: statement['hint'],
        scope,
      });
      for (const { record, document } of found) unit.change(namespace, record, document, undefined);
      return { n: found.length };
    });
  },
};

interface Outcome {
  n: number;
  nModified?: number;
  upserted?: unknown;
}

/** Runs the statements of a batch; one that fails is reported with its index, and ends the batch if it is ordered. */
function batch<T extends Doc>(invocation: Invocation, statements: T[], run: (statement: T) => Outcome): Doc {
  const ordered = invocation.body['ordered'] !== false;
  if (statements.length === 0 || statements.length > 100_000) {
    fail(16, `Write batch sizes must be between 1 and 100000, not ${statements.length}`);
  }
  const reply: Doc = 'updates' in invocation.body ? { n: 0, nModified: 0 } : { n: 0 };
  const upserted: Doc[] = [];
  const writeErrors: Doc[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      const outcome = run(statement);
      reply['n'] = (reply['n'] as number) + outcome.n;
      if (outcome.nModified) reply['nModified'] = (reply['nModified'] as number) + outcome.nModified;
      if (outcome.upserted !== undefined) upserted.push({ index, _id: outcome.upserted });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      writeErrors.push({ index, code: error.code, ...error.extra, errmsg: error.message });
      if (ordered) break;
    }
  }
  if (upserted.length > 0) reply['upserted'] = upserted;
  if (writeErrors.length > 0) reply['writeErrors'] = writeErrors;
  return reply;
}

/** Inserts one document, giving it an `_id` if it has none; returns it as stored. */
export function insertDocument(unit: Unit, namespace: string, document: Doc): Doc {
  const stored = withId(document);
  const id = stored['_id'];
  const type = typeName(id);
  if (type === 'array' || type === 'regex') fail(53, `The '_id' value cannot be of type ${type}`);
  if (type === 'object' && Object.keys(id as Doc).some((field) => field.startsWith('$'))) {
    fail(52, `_id may not contain '$'-prefixed fields: ${Object.keys(id as Doc)[0]}`);
  }
  checkSize(stored);
  unit.change(namespace, unit.newRecord(), undefined, stored);
  return stored;
}

/** Puts a document in another's place. */
export function replaceDocument(unit: Unit, namespace: string, found: Selection, after: Doc): boolean {
  if (!isChanged(found.document, after)) return false;
  checkSize(after);
  unit.change(namespace, found.record, found.document, after);
  return true;
}

export interface UpdateStatement {
  filter: Doc;
  update: unknown;
  multi: boolean;
  upsert: boolean;
  arrayFilters: unknown;
  hint: unknown;
  scope: Scope;
  sort?: Doc | undefined;
}

/** Updates the documents that match, or inserts one; also says which one it was, before and after. */
export function updateDocuments(
  unit: Unit,
  namespace: string,
  statement: UpdateStatement,
): Outcome & { nModified: number; before?: Doc; after?: Doc } {
  const { filter, multi, scope, hint, sort } = statement;
  const compiled = compileUpdate(statement.update, statement.arrayFilters, scope);
  if (multi && compiled.replacement) {
    fail(9, 'multi update is not supported for replacement-style update');
  }
  const found = select(unit.read(namespace), filter, { limit: multi ? undefined : 1, hint, scope, sort });
  if (found.length === 0 && statement.upsert) {
    const after = insertDocument(unit, namespace, upsertedDocument(filter, compiled));
    return { n: 1, nModified: 0, upserted: after['_id'], after };
  }
  let nModified = 0;
  let before: Doc | undefined;
  let after: Doc | undefined;
  for (const one of found) {
    before = one.document;
    after = compiled.apply(before, one.state, false);
    if (replaceDocument(unit, namespace, one, after)) nModified++;
  }
  return { n: found.length, nModified, ...(before && { before }), ...(after && { after }) };
}

export const writeCommands = { insert, update, delete: deleteCommand };
