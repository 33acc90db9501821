import { type Doc, isDocument, typeName } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { insertDocument, replaceDocument } from './commands/write-commands.ts';
import type { Scope } from './expression.ts';
import { select } from './select.ts';
import type { DirectUnit } from './store.ts';

interface Target {
  /** Missing in a transaction, which may not do this. */
  direct: DirectUnit | undefined;
  database: string;
  scope: Scope;
}

export function isOutputStage(name: string | undefined): name is '$out' | '$merge' {
  return name === '$out' || name === '$merge';
}

/** `$out` puts the documents in place of a collection's; `$merge` puts them among those that are there. */
export function writeOutput(
  name: '$out' | '$merge',
  argument: unknown,
  documents: Doc[],
  target: Target,
): void {
  const { direct: unit, database, scope } = target;
  if (unit === undefined) fail(263, `Cannot run ${name} in a multi-document transaction.`);
  if (name === '$merge') {
    const { namespace, put } = compileMerge(argument, database);
    for (const document of documents) {
      const filter = { _id: { $eq: document['_id'] } };
      const [found] = '_id' in document ? select(unit.read(namespace), filter, { limit: 1, scope }) : [];
      const next = put(document, found?.document);
      if (next === undefined) continue;
      if (next === 'insert') insertDocument(unit, namespace, document);
      else if (found !== undefined) replaceDocument(unit, namespace, found, next);
    }
    return;
  }
  const namespace = namespaceOf(name, argument, database);
  if (isDocument(argument) && 'timeseries' in argument) refuse('a time series in $out');
  try {
    for (const { record, document } of select(unit.read(namespace), {}, { scope }))
      unit.change(namespace, record, document, undefined);
    for (const document of documents) insertDocument(unit, namespace, document);
  } catch (error) {
    // The collection is replaced in whole or not at all.
    unit.undo();
    throw error;
  }
}

/** Says of a document, and the one that is there, what to do: insert it, put another in its place, or nothing. */
type Put = (document: Doc, present: Doc | undefined) => Doc | 'insert' | undefined;

function compileMerge(argument: unknown, database: string): { namespace: string; put: Put } {
  const spec = isDocument(argument) ? argument : { into: argument };
  const { into, on = '_id', whenMatched = 'merge', whenNotMatched = 'insert', ...others } = spec as Doc;
  const other = Object.keys(others)[0];
  if (other !== undefined) refuse(`'${other}' in $merge`);
  if (on !== '_id') refuse("$merge 'on' other fields than _id");
  if (Array.isArray(whenMatched)) refuse("a pipeline as $merge 'whenMatched'");
  if (!['replace', 'merge', 'keepExisting', 'fail'].includes(String(whenMatched)))
    fail(9, `$merge 'whenMatched' is not known: ${String(whenMatched)}`);
  if (!['insert', 'discard', 'fail'].includes(String(whenNotMatched)))
    fail(9, `$merge 'whenNotMatched' is not known: ${String(whenNotMatched)}`);
  const put: Put = (document, present) => {
    if (present === undefined) {
      if (whenNotMatched === 'fail') fail(13113, '$merge could not find a matching document in the target');
      return whenNotMatched === 'insert' ? 'insert' : undefined;
    }
    if (whenMatched === 'keepExisting') return undefined;
    // Inserted where one is, it fails as a duplicate.
    if (whenMatched === 'fail') return 'insert';
    return whenMatched === 'merge' ? { ...present, ...document } : document;
  };
  return { namespace: namespaceOf('$merge', into, database), put };
}

function namespaceOf(stage: string, target: unknown, database: string): string {
  const { db = database, coll } = (isDocument(target) ? target : { coll: target }) as Doc;
  if (typeof coll === 'string' && typeof db === 'string') return `${db}.${coll}`;
  fail(16994, `${stage} needs the name of a collection, not ${typeName(coll)}`);
}
