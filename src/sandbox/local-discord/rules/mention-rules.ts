import { checkFields, type FieldTable, list, oneOf } from './field-rules.ts';
import type { FormErrors, Path } from './form-errors.ts';
import { isJson, listOf } from './shapes.ts';

const source = 'developers/resources/message.mdx#allowed-mentions-object';

const mentionFields: FieldTable = { users: list(0, 100), roles: list(0, 100) };
const parseTypes = oneOf('users', 'roles', 'everyone');

/** `parse` and a list of ids for the same kind contradict each other; at most 100 ids of a kind. */
export function checkAllowedMentions(form: FormErrors, path: Path, mentions: unknown): void {
  if (!isJson(mentions)) return;
  checkFields(form, path, mentions, mentionFields, source);
  const parse = listOf(mentions['parse']);
  for (const [index, kind] of parse.entries()) {
    const complaint = parseTypes.complain(kind);
    if (complaint) form.add([...path, 'parse', index], complaint.code, complaint.message, source);
  }
  for (const kind of ['users', 'roles']) {
    if (parse.includes(kind) && listOf(mentions[kind]).length > 0) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      form.add(path, 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message, source);
    }
    const seen = new Set<unknown>();
    for (const [index, id] of listOf(mentions[kind]).entries()) {
      if (seen.has(id)) {
        const message = 'The set already contains this value';
        form.add([...path, kind, index], 'SET_TYPE_ALREADY_CONTAINS_VALUE', message, source);
      }
      seen.add(id);
    }
  }
}
