import { Timestamp } from 'bson';
import { checkSize, type Doc, isDocument, typeName } from '#query-language/bson-values';
import { CommandError, fail, refuse } from '#query-language/command-error';
import type { Scope } from '#query-language/expression';
import { isNumeric, toDouble } from '#query-language/numbers';
import { compileProjection } from '#query-language/reshape';
import { compileUpdate, isChanged, upsertedDocument, withId } from '#query-language/update';
import { type Selection, select } from '../select.ts';
import type { Transaction } from '../transaction.ts';
import { type Command, type Invocation, namespaceOf } from './command.ts';
import * as field from './fields.ts';

interface Outcome {
  n: number;
  nModified?: number;
  upserted?: unknown;
  /** The last document it came to, as it was and as it is. */
  before?: Doc | undefined;
  after?: Doc | undefined;
}

/** The documents that a statement means, and where it writes. */
interface Target {
  unit: Transaction;
  namespace: string;
  filter: Doc;
  hint: unknown;
  sort?: Doc | undefined;
  scope: Scope;
}

/**
 * A command of many statements, which have the fields `known`. One that fails is reported with its index, and ends
 * a batch that is ordered.
 */
function batch(list: string, known: string, run: (statement: Doc, call: Invocation) => Outcome): Command {
  return {
    fields: `${list} let ordered bypassDocumentValidation`,
    writes: true,
    transactional: true,
    run: (invocation) => {
      const statements = field.documents(invocation.body, list);
      if (statements.length === 0 || statements.length > 100_000)
        fail(16, `Write batch sizes must be between 1 and 100000, not ${statements.length}`);
      const what = `${Object.keys(invocation.body)[0]}.${list}`;
      for (const each of known === 'any' ? [] : statements) {
        field.mustBeKnown(what, each, known.split(' '));
        if ((each['q'] ?? null) === null) fail(40414, `BSON field '${what}.q' is missing`);
      }
      const [upserted, writeErrors]: [Doc[], Doc[]] = [[], []];
      let [n, nModified] = [0, 0];
      for (const [index, statement] of statements.entries()) {
        try {
          const outcome = run(statement, invocation);
          n += outcome.n;
          nModified += outcome.nModified ?? 0;
          if (outcome.upserted !== undefined) upserted.push({ index, _id: outcome.upserted });
        } catch (error) {
          if (!(error instanceof CommandError)) throw error;
          writeErrors.push({ index, code: error.code, ...error.extra, errmsg: error.message });
          if (invocation.body['ordered'] !== false) break;
        }
      }
      return {
        n,
        ...(list === 'updates' && { nModified }),
        ...(upserted.length > 0 && { upserted }),
        ...(writeErrors.length > 0 && { writeErrors }),
      };
    },
  };
}

/** What an update or delete statement means. */
function targetOf(statement: Doc, invocation: Invocation): Target {
  const { hint, collation } = statement;
  const scope = invocation.scope.with(field.document(statement, 'c') ?? {}).ordering(collation);
  const filter = field.document(statement, 'q') ?? {};
  return { unit: invocation.unit, namespace: namespaceOf(invocation), filter, hint, scope };
}

const insert = batch('documents', 'any', (document, invocation) => {
  insertDocument(invocation.unit, namespaceOf(invocation), document);
  return { n: 1 };
});

const update = batch('updates', 'q u multi upsert arrayFilters hint collation c', (statement, invocation) =>
  updateDocuments(
    targetOf(statement, invocation),
    statement['u'],
    statement,
    field.boolean(statement, 'multi'),
  ),
);

const deletes = batch('deletes', 'q limit hint collation', (statement, invocation) => {
  const limit = isNumeric(statement['limit']) ? toDouble(statement['limit']) : undefined;
  if (limit === 0 || limit === 1) return deleteDocuments(targetOf(statement, invocation), limit);
  fail(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
});

/** Finds one document and removes or updates it in one step, and answers with it as it was or as it is now. */
const findAndModify: Command = {
  fields:
    'query sort remove update new fields upsert arrayFilters hint let collation bypassDocumentValidation',
  writes: true,
  transactional: true,
  run: (invocation) => {
    const { body, scope } = invocation;
    const { query: q, hint, collation } = body;
    const target = { ...targetOf({ q, hint, collation }, invocation), sort: field.document(body, 'sort') };
    const [remove, after, upsert] = ['remove', 'new', 'upsert'].map((name) => field.boolean(body, name));
    if (remove === (body['update'] !== undefined))
      fail(9, 'Either an update or remove=true must be specified');
    if (remove && (after || upsert || body['arrayFilters'] !== undefined))
      fail(9, "Cannot specify 'new', 'upsert' or 'arrayFilters' with remove=true");
    const project = compileProjection(field.document(body, 'fields') ?? {}, scope);
    const value = (found: Doc | undefined) => (found === undefined ? null : project(found));
    if (remove) {
      const { n, before } = deleteDocuments(target, 1);
      return { lastErrorObject: { n }, value: value(before) };
    }
    const { n, upserted, ...documents } = updateDocuments(target, body['update'], body, false);
    const updatedExisting = n === 1 && upserted === undefined;
    const lastErrorObject = { n, updatedExisting, ...(upserted !== undefined && { upserted }) };
    return { lastErrorObject, value: value(after ? documents.after : documents.before) };
  },
};

/** Inserts one document, giving it an `_id` if it has none; returns it as stored. */
export function insertDocument(unit: Transaction, namespace: string, document: Doc): Doc {
  const stored = withId(document);
  const id = stored['_id'];
  const type = typeName(id);
  if (type === 'array' || type === 'regex') fail(53, `The '_id' value cannot be of type ${type}`);
  const dollar = isDocument(id) && Object.keys(id).find((field) => field.startsWith('$'));
  if (dollar) fail(52, `_id may not contain '$'-prefixed fields: ${dollar}`);
  const [empty] =
    Object.entries(stored).find(([, value]) => value instanceof Timestamp && value.isZero()) ?? [];
  if (empty) refuse(`an empty Timestamp, which a server fills in, at '${empty}'`);
  checkSize(stored);
  unit.change(namespace, unit.store.newRecord(), undefined, stored);
  return stored;
}

/** Puts a document in another's place; false when they are the same. */
export function replaceDocument(unit: Transaction, namespace: string, found: Selection, after: Doc): boolean {
  if (!isChanged(found.document, after)) return false;
  checkSize(after);
  unit.change(namespace, found.record, found.document, after);
  return true;
}

/** Deletes all of the documents, or as many as a limit above 0 says. */
function deleteDocuments({ unit, namespace, filter, ...choice }: Target, limit: number): Outcome {
  const found = select(unit.read(namespace), filter, { ...choice, limit });
  for (const { record, document } of found) unit.change(namespace, record, document, undefined);
  return { n: found.length, before: found.at(-1)?.document };
}

/** Updates the first document or all that match, or inserts one when there is none and `upsert` is set. */
function updateDocuments(target: Target, change: unknown, options: Doc, multi: boolean): Outcome {
  const { unit, namespace, filter, ...choice } = target;
  const compiled = compileUpdate(change, options['arrayFilters'], choice.scope);
  if (multi && compiled.replacement) fail(9, 'multi update is not supported for replacement-style update');
  const found = select(unit.read(namespace), filter, { ...choice, limit: multi ? undefined : 1 });
  if (found.length === 0 && field.boolean(options, 'upsert')) {
    const after = insertDocument(unit, namespace, upsertedDocument(filter, compiled));
    return { n: 1, upserted: after['_id'], after };
  }
  const outcome = { n: found.length, nModified: 0, before: found.at(-1)?.document };
  let after: Doc | undefined;
  for (const one of found) {
    after = compiled.apply(one.document, one.state, false);
    if (replaceDocument(unit, namespace, one, after)) outcome.nModified++;
  }
  return { ...outcome, after };
}

/** The last one is an old name of the one before. */
export const writeCommands = { insert, update, delete: deletes, findAndModify, findandmodify: findAndModify };
