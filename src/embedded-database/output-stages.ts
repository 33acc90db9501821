import { type Doc, isDocument, typeName } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { insertDocument, replaceDocument } from './commands/write-commands.ts';
import type { Scope } from './expression.ts';
import { select } from './select.ts';
import type { DirectUnit } from './store.ts';

/** Where an output stage writes; never in a transaction. */
type Output = Omit<Target, 'unit'> & { direct: DirectUnit | undefined };

export function isOutputStage(name: string | undefined): boolean {
  return name === '$out' || name === '$merge';
}

/** `$out` puts the documents in place of a collection's; `$merge` puts them among those that are there. */
export function writeOutput(name: string, argument: unknown, documents: Doc[], output: Output): void {
  const { direct: unit, database, scope } = output;
  if (unit === undefined) fail(263, `Cannot run ${name} in a multi-document transaction.`);
  if (name === '$merge') merge(argument, documents, { unit, database, scope });
  else replace(argument, documents, { unit, database, scope });
}

interface Target {
  unit: DirectUnit;
  database: string;
  scope: Scope;
}

function replace(argument: unknown, documents: Doc[], { unit, database, scope }: Target): void {
  const namespace = namespaceOf('$out', argument, database);
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

function merge(argument: unknown, documents: Doc[], { unit, database, scope }: Target): void {
  const spec = isDocument(argument) ? argument : { into: argument };
  const { into, on = '_id', whenMatched = 'merge', whenNotMatched = 'insert', ...others } = spec as Doc;
  const other = Object.keys(others)[0];
  if (other !== undefined) refuse(`'${other}' in $merge`);
  if (on !== '_id') refuse("$merge 'on' other fields than _id");
  const modes = ['replace', 'merge', 'keepExisting', 'fail'];
  if (typeof whenMatched !== 'string') refuse("a pipeline as $merge 'whenMatched'");
  if (!modes.includes(whenMatched)) fail(9, `$merge 'whenMatched' is not known: ${whenMatched}`);
  if (!['insert', 'discard', 'fail'].includes(String(whenNotMatched)))
    fail(9, `$merge 'whenNotMatched' is not known: ${String(whenNotMatched)}`);
  const namespace = namespaceOf('$merge', into, database);
  for (const document of documents) {
    const filter = { _id: { $eq: document['_id'] } };
    const [found] = '_id' in document ? select(unit.read(namespace), filter, { limit: 1, scope }) : [];
    if (found === undefined) {
      if (whenNotMatched === 'fail') fail(13113, '$merge could not find a matching document in the target');
      if (whenNotMatched === 'insert') insertDocument(unit, namespace, document);
    } else if (whenMatched === 'fail') insertDocument(unit, namespace, document);
    else if (whenMatched !== 'keepExisting') {
      const next = whenMatched === 'merge' ? { ...found.document, ...document } : document;
      replaceDocument(unit, namespace, found, next);
    }
  }
}

function namespaceOf(stage: string, target: unknown, database: string): string {
  if (typeof target === 'string') return `${database}.${target}`;
  if (!isDocument(target)) fail(16990, `${stage} needs a string or an object, not ${typeName(target)}`);
  const { db = database, coll } = target;
  if (typeof coll !== 'string' || typeof db !== 'string') fail(16994, `${stage} needs a collection's name`);
  return `${db}.${coll}`;
}
