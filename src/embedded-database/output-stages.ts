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
  if (!context.alone) fail(263, `Cannot run ${name} in a multi-document transaction.`);
  if (name === '$merge') return mergeDocuments(argument, documents, context);
  const namespace = namespaceOf(name, argument, context);
  try {
    for (const { record, document } of select(unit.read(namespace), {}, { scope }))
      unit.change(namespace, record, document, undefined);
    for (const document of documents) insertDocument(unit, namespace, document);
  } catch (error) {
    // The collection is replaced in whole or not at all.
    unit.undo();
    throw error;
  }
  return [];
}

/** What `whenMatched` makes of a document that is there; 'fail' inserts the other, which is a duplicate. */
const replacements: Readonly<Record<string, ((document: Doc, present: Doc) => Doc) | undefined>> = {
  replace: (document) => document,
  merge: (document, present) => ({ ...present, ...document }),
  keepExisting: (_, present) => present,
  fail: undefined,
};

function mergeDocuments(argument: unknown, documents: Doc[], context: Pipeline): Doc[] {
  const { unit } = context;
  const spec = isDocument(argument) ? argument : { into: argument };
  const { into, on = '_id', whenMatched = 'merge', whenNotMatched = 'insert', ...others } = spec as Doc;
  const namespace = namespaceOf('$merge', into, context);
  const [other = on === '_id' ? undefined : 'on'] = Object.keys(others);
  if (other !== undefined) refuse(`'${other}' in $merge`);
  if (!Object.hasOwn(replacements, String(whenMatched))) refuse('this whenMatched of $merge');
  if (!['insert', 'discard', 'fail'].includes(String(whenNotMatched)))
    refuse('this whenNotMatched of $merge');
  const replace = replacements[String(whenMatched)];
  const options = { limit: 1, scope: context.scope };
  for (const document of documents) {
    const filter = { _id: { $eq: document['_id'] } };
    const [found] = '_id' in document ? select(unit.read(namespace), filter, options) : [];
    if (found !== undefined && replace !== undefined)
      replaceDocument(unit, namespace, found, replace(document, found.document));
    else if (found !== undefined || whenNotMatched === 'insert') insertDocument(unit, namespace, document);
    else if (whenNotMatched === 'fail') fail(13113, '$merge found no document that matches');
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
