import type { Pipeline } from './aggregate.ts';
import { type Doc, has, isDocument } from './bson-values.ts';
import { CommandError, refuse } from './command-error.ts';
import { readPath } from './expression.ts';
import { select } from './select.ts';
import { Transaction } from './transaction.ts';
import { compileUpdate, isChanged } from './update.ts';
import { insertDocument } from './commands/write-commands.ts';

/** `$out`: the collection holds exactly the documents that came in. */
export function writeOut(argument: unknown, documents: Doc[], { unit, database }: Pipeline): Doc[] {
  if (unit instanceof Transaction) throw new CommandError(263, '$out cannot be used in a transaction');
  const { db = database, coll } = (isDocument(argument) ? argument : { coll: argument }) as {
    db?: unknown;
    coll?: unknown;
  };
  if (typeof coll !== 'string')
    throw new CommandError(16990, '$out only supports a string or object argument');
  const namespace = `${String(db)}.${coll}`;
  const old = [...(unit.read(namespace)?.records.entries() ?? [])];
  for (const [record, document] of old) unit.change(namespace, record, document, undefined);
  for (const document of documents) insertDocument(unit, namespace, document);
  return [];
}

/** `$merge`: each document meets the one with the same key in a collection, by the rules given. */
export function writeMerge(argument: unknown, documents: Doc[], { unit, database, scope }: Pipeline): Doc[] {
  if (unit instanceof Transaction) throw new CommandError(263, '$merge cannot be used in a transaction');
  const spec = (isDocument(argument) ? argument : { into: argument }) as Record<string, unknown>;
  const {
    into,
    on = '_id',
    let: variables,
    whenMatched = 'merge',
    whenNotMatched = 'insert',
    ...rest
  } = spec;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined)
    throw new CommandError(40415, `BSON field '$merge.${unknown}' is an unknown field.`);
  if (variables !== undefined) refuse("'let' in $merge");
  const { db = database, coll } = (isDocument(into) ? into : { coll: into }) as {
    db?: unknown;
    coll?: unknown;
  };
  if (typeof coll !== 'string') throw new CommandError(51178, "$merge needs 'into'");
  const namespace = `${String(db)}.${coll}`;
  const keys = (Array.isArray(on) ? on : [on]) as string[];
  const unique = keys.length === 1 && keys[0] === '_id';
  if (
    !unique &&
    !unit
      .read(namespace)
      ?.indexes.some(({ definition, fields }) => definition.unique === true && sameFields(fields, keys))
  ) {
    throw new CommandError(51183, 'Cannot find index to verify that join fields will be unique');
  }
  for (const document of documents) {
    const filter = Object.fromEntries(
      keys.map((key) => [key, { $eq: readPath(document, key.split('.'), 0) ?? null }]),
    );
    const [found] =
      has(document, '_id') || !unique ? select(unit.read(namespace), filter, { limit: 1, scope }) : [];
    if (found === undefined) {
      if (whenNotMatched === 'fail')
        throw new CommandError(
          13113,
          '$merge could not find a matching document in the target collection for at least one document in the source collection',
        );
      if (whenNotMatched === 'insert') insertDocument(unit, namespace, document);
      continue;
    }
    if (whenMatched === 'keepExisting') continue;
    if (whenMatched === 'fail')
      throw new CommandError(11000, `$merge found a document with the same key in ${namespace}`);
    const update = Array.isArray(whenMatched)
      ? compileUpdate(whenMatched, undefined, scope.with({ new: document })).apply
      : (before: Doc): Doc =>
          whenMatched === 'replace' ? { _id: before['_id'], ...document } : { ...before, ...document };
    const after = update(found.document, {}, false);
    if (isChanged(found.document, after)) unit.change(namespace, found.record, found.document, after);
  }
  return [];
}

function sameFields(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((field) => b.includes(field));
}
