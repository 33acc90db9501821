import { type Doc, isDocument, typeName } from '#query-language/bson-values';
import { fail, refuse } from '#query-language/command-error';
import type { Pipeline } from './aggregate.ts';
import { insertDocument, replaceDocument } from './commands/write-commands.ts';
import { select } from './select.ts';

export function isOutputStage(name: string | undefined): name is '$out' | '$merge' {
  return name === '$out' || name === '$merge';
}

/** Puts documents in place of a collection's by `$out`, or among them by `$merge`; none are left after it. */
export function writeOutput(name: string, argument: unknown, documents: Doc[], context: Pipeline): Doc[] {
  const { unit, scope } = context;
  if (context.transaction) fail(263, `Cannot run ${name} in a multi-document transaction.`);
  if (name === '$merge') return mergeDocuments(argument, documents, context);
  const namespace = namespaceOf(name, argument, context);
  try {
    for (const { record, document } of select(unit.read(namespace), {}, { scope }))
      unit.change(namespace, record, document, undefined);
    for (const document of documents) insertDocument(unit, namespace, document);
    if (documents.length === 0 && unit.read(namespace) === undefined)
      unit.entries.push(unit.store.changeCatalog(namespace, () => undefined));
  } catch (error) {
    // The collection is replaced in whole or not at all.
    unit.undo();
    throw error;
  }
  return [];
}

function mergeDocuments(argument: unknown, documents: Doc[], context: Pipeline): Doc[] {
  const { unit } = context;
  const spec = isDocument(argument) ? argument : { into: argument };
  const { into, on = '_id', whenMatched = 'merge', whenNotMatched = 'insert', ...others } = spec as Doc;
  const namespace = namespaceOf('$merge', into, context);
  const [other = on === '_id' ? undefined : 'on'] = Object.keys(others);
  if (other !== undefined) refuse(`'${other}' in $merge`);
  if (!['merge', 'fail'].includes(String(whenMatched))) refuse('this whenMatched of $merge');
  if (whenNotMatched !== 'insert') refuse('this whenNotMatched of $merge');
  const options = { limit: 1, scope: context.scope };
  for (const document of documents) {
    const filter = { _id: { $eq: document['_id'] } };
    const [found] = '_id' in document ? select(unit.read(namespace), filter, options) : [];
    // Where there is one and none may be, the insert is a duplicate.
    if (found === undefined || whenMatched === 'fail') insertDocument(unit, namespace, document);
    else replaceDocument(unit, namespace, found, { ...found.document, ...document });
  }
  return [];
}

function namespaceOf(stage: string, target: unknown, { database }: Pipeline): string {
  const { db = database, coll, ...others } = (isDocument(target) ? target : { coll: target }) as Doc;
  const [other] = Object.keys(others);
  if (other !== undefined) refuse(`'${other}' in ${stage}`);
  if (typeof coll === 'string' && typeof db === 'string') return `${db}.${coll}`;
  fail(16994, `${stage} needs the name of a collection, not ${typeName(coll)}`);
}
