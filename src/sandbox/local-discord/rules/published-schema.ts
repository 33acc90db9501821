import * as published from 'discord-api-spec/zod';
import type { PublishedIssue, PublishedSchema } from 'discord-api-spec/zod';
import { type Complaint, complaints } from './field-rules.ts';
import type { FormErrors, Path } from './form-errors.ts';
import { isJson, type Json, lengthOf } from './shapes.ts';

const schemas = published as unknown as Record<string, PublishedSchema | undefined>;

const source = 'github.com/discord/discord-api-spec';

/** What a value looks like beside a published schema: its faults, and the fields that the schema does not know. */
export type Comparison = { faults: { path: Path; complaint: Complaint }[]; unknown: Path[] };

/** Compares a value with the schema of this name (without the suffix "Schema"). Throws when there is none. */
export function compare(name: string, value: unknown): Comparison {
  const schema = schemas[`${name}Schema`];
  if (!schema) throw new Error(`discord-api-spec has no schema ${name}`);
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { faults: [], unknown: unknownFields(value, result.data, []) };
  return { faults: result.error.issues.flatMap((issue) => translate(issue, [])), unknown: [] };
}

/**
 * Reports what the published schema finds wrong with a request and the rules have not found already.
 *
 * The description is lax in some places and, being generated, too narrow in others: `withoutQuirks` says where.
 */
export function checkPublished(form: FormErrors, path: Path, name: string, body: unknown): void {
  const { faults, unknown } = compare(name, withoutQuirks(body));
  for (const { path: inner, complaint } of faults) {
    const place = [...path, ...inner];
    if (!form.has(place)) form.add(place, complaint.code, complaint.message, `${source} ${name}`);
  }
  for (const field of unknown.filter((inner) => !isTolerated(inner))) {
    const place = [...path, ...field];
    if (form.has(place)) continue;
    const message = 'Discord knows no such field here and would ignore it.';
    form.add(place, 'UNKNOWN_FIELD', message, `${source} ${name}`);
  }
}

/** Fields that Discord documents or its client library always sends, and that the description leaves out. */
const tolerated: { inside: RegExp; fields: string[] | 'any' }[] = [
  // discord.js writes one body for every way to send a message.
  {
    inside: /^(data|message)?$/,
    fields: ['tts', 'nonce', 'enforce_nonce', 'message_reference', 'poll', 'sticker_ids', 'embeds'],
  },
  { inside: /^(data|message)?$/, fields: ['nsfw', 'default_permission', 'lock_permissions', 'flags'] },
  // discord.js names the type of a thread even where the message decides it.
  { inside: /^$/, fields: ['type', 'invitable'] },
  { inside: /(^|\.)attachments\.\d+$/, fields: 'any' },
  // An embed that was received is sent back with what Discord had added to it.
  { inside: /(^|\.)embeds\.\d+$/, fields: ['flags', 'content_scan_version'] },
  { inside: /(^|\.)embeds\.\d+\.(image|thumbnail|video|provider|author|footer)$/, fields: 'any' },
  // "This field is ignored and provided by the API as part of the response."
  { inside: /(^|\.)(media|file)$/, fields: 'any' },
  { inside: /(^|\.)emoji$/, fields: ['animated'] },
  { inside: /components(\.\d+)?/, fields: ['name', 'size', 'required', 'file_types'] },
  { inside: /(^|\.)options\.\d+$/, fields: 'any' },
];

function isTolerated(field: Path): boolean {
  const inside = field.slice(0, -1).join('.');
  const name = String(field.at(-1));
  return tolerated.some(
    (row) => row.inside.test(inside) && (row.fields === 'any' || row.fields.includes(name)),
  );
}

const permissionFields = ['default_member_permissions', 'permissions', 'allow', 'deny'];

/**
 * The same body in the spelling the description wants: permission sets are documented as text and described as
 * numbers, attachment ids may be numbers, timestamps may carry an offset, `attachment://` is no URL to a URL parser,
 * an emoji known by its id needs no name, a translation may be null, and forwards (type 1) are documented.
 */
function withoutQuirks(value: unknown, key = '', parent = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutQuirks(item, key, key));
  if (isJson(value)) {
    const entries = Object.entries(value)
      .filter(([name, inner]) => !(permissionFields.includes(name) && typeof inner === 'string'))
      .filter(([, inner]) => !(key.endsWith('_localizations') && inner === null))
      .map(([name, inner]) => [name, withoutQuirks(inner, name, key)]);
    const copy: Json = Object.fromEntries(entries);
    if (key === 'emoji' && copy['id'] && !copy['name']) copy['name'] = '_';
    if (key === 'message_reference' && copy['type'] === 1) delete copy['type'];
    return copy;
  }
  if (typeof value === 'number' && key === 'id' && parent === 'attachments') return String(value);
  if (typeof value === 'string') {
    return value.startsWith('attachment://') ? 'https://attachment.invalid/' : inUtc(value);
  }
  return value;
}

/** Timestamps with an offset, in the spelling that ends in Z; anything else as it is. */
export function inUtc(value: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:?\d\d|Z)$/.test(value)) return value;
  const instant = new Date(value);
  return Number.isNaN(instant.getTime()) ? value : instant.toISOString();
}

/** Fields of the input that parsing left out. */
function unknownFields(given: unknown, parsed: unknown, path: Path): Path[] {
  if (Array.isArray(given) && Array.isArray(parsed)) {
    return given.flatMap((item, index) => unknownFields(item, parsed[index], [...path, index]));
  }
  if (!isJson(given) || !isJson(parsed)) return [];
  return Object.entries(given).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return key in parsed ? unknownFields(value, parsed[key], [...path, key]) : [[...path, key]];
  });
}

/** One issue of zod in Discord's words; a union is judged by the alternative that its `type` asks for. */
function translate(issue: PublishedIssue, prefix: Path): { path: Path; complaint: Complaint }[] {
  const path = [...prefix, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  if (issue.code === 'invalid_union' && issue.errors) {
    const meant = issue.errors.filter((issues) => !issues.some(({ path: [key] }) => key === 'type'));
    const nearest = meant.sort((a, b) => a.length - b.length)[0];
    if (nearest) return nearest.flatMap((inner) => translate(inner, path));
  }
  const complaint = complaintOf(issue);
  return complaint ? [{ path, complaint }] : [];
}

function complaintOf(issue: PublishedIssue): Complaint | undefined {
  const { code, input } = issue;
  if (code === 'invalid_type' && (input === undefined || input === null)) return complaints.required;
  if (code === 'invalid_type') return wrongType(issue);
  if (code === 'too_big' && typeof issue.maximum === 'number') {
    if (issue.origin === 'string') {
      // zod counts halves of characters beyond the basic plane; Discord counts characters.
      return lengthOf(String(input)) > issue.maximum ? complaints.tooLong(issue.maximum) : undefined;
    }
    return issue.origin === 'array' ? complaints.tooLong(issue.maximum) : complaints.tooGreat(issue.maximum);
  }
  if (code === 'too_small' && typeof issue.minimum === 'number') {
    if (issue.origin !== 'string' && issue.origin !== 'array') return complaints.tooSmall(issue.minimum);
    return { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
  }
  if (code === 'invalid_value' && issue.values) return complaints.choices(issue.values);
  if (code === 'invalid_format') return wrongFormat(issue);
  return { code: 'BASE_TYPE_INVALID', message: issue.message };
}

function wrongType({ expected, input }: PublishedIssue): Complaint {
  const given = isJson(input) || Array.isArray(input) ? JSON.stringify(input) : String(input);
  if (expected === 'boolean') {
    return { code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' };
  }
  if (expected === 'array') {
    return { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
  }
  if (expected === 'object' || expected === 'record') {
    return { code: 'MODEL_TYPE_CONVERT', message: 'Only dictionaries may be used in a ModelType' };
  }
  if (expected === 'string') {
    return { code: 'STRING_TYPE_CONVERT', message: `Could not interpret "${given}" as string.` };
  }
  return { code: 'NUMBER_TYPE_COERCE', message: `Value "${given}" is not int.` };
}

function wrongFormat({ format, input }: PublishedIssue): Complaint {
  if (format === 'url') return { code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' };
  if (format === 'datetime') {
    return {
      code: 'DATE_TIME_TYPE_PARSE',
      message: `Could not parse ${String(input)}. Should be ISO8601.`,
    };
  }
  return complaints.notSnowflake(input);
}
