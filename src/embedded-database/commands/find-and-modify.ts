import type { Doc } from '../bson-values.ts';
import { fail, refuse } from '../command-error.ts';
import { compileProjection } from '../projection.ts';
import { select } from '../select.ts';
import { booleanField, type Command, documentField, type Invocation, namespaceOf } from './command.ts';
import { updateDocuments } from './write-commands.ts';

/** Finds one document and removes or updates it in one step, and answers with it as it was or as it is now. */
export const findAndModify: Command = {
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
    const sort = documentField(body, 'sort');
    const hint = body['hint'];
    const remove = booleanField(body, 'remove');
    if (remove === (body['update'] !== undefined))
      fail(9, 'Either an update or remove=true must be specified');
    if (remove && booleanField(body, 'new')) fail(9, 'Cannot specify both new=true and remove=true');
    if (remove && booleanField(body, 'upsert')) fail(9, 'Cannot specify both upsert=true and remove=true');
    if (remove) {
      const [found] = select(unit.read(namespace), filter, { sort, hint, limit: 1, scope });
      if (found !== undefined) unit.change(namespace, found.record, found.document, undefined);
      return answer(invocation, { n: found === undefined ? 0 : 1 }, found?.document);
    }
    const outcome = updateDocuments(unit, namespace, {
      filter,
      update: body['update'],
      multi: false,
      upsert: booleanField(body, 'upsert'),
      arrayFilters: body['arrayFilters'],
      hint,
      sort,
      scope,
    });
    const { n, upserted } = outcome;
    const lastErrorObject: Doc = { n, updatedExisting: n === 1 && upserted === undefined };
    if (upserted !== undefined) lastErrorObject['upserted'] = upserted;
    return answer(invocation, lastErrorObject, booleanField(body, 'new') ? outcome.after : outcome.before);
  },
};

function answer({ body, scope }: Invocation, lastErrorObject: Doc, document: Doc | undefined): Doc {
  const fields = documentField(body, 'fields');
  if (fields === undefined || document === undefined) return { lastErrorObject, value: document ?? null };
  if (Object.keys(fields).some((field) => field.endsWith('.$')))
    refuse('a positional projection in findAndModify');
  return { lastErrorObject, value: compileProjection(fields, scope, true)(document, {}) };
}
