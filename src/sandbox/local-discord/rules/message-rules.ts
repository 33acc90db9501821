import { type Breach, breach } from './breach.ts';
import { checkMessageComponents, type MessageStyle, needsV2 } from './component-rules.ts';
import { checkEmbeds } from './embed-rules.ts';
import { checkFields, complaints, type FieldTable, list, number, required, text } from './field-rules.ts';
import type { FormErrors, Path } from './form-errors.ts';
import { checkAllowedMentions } from './mention-rules.ts';
import { isAbsent, isEmpty, isJson, type Json, listOf, objectsOf } from './shapes.ts';

const page = 'developers/resources/message.mdx';

export const messageFlag = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  suppressNotifications: 1 << 12,
  isVoiceMessage: 1 << 13,
  isComponentsV2: 1 << 15,
} as const;

const { suppressEmbeds, ephemeral, suppressNotifications, isVoiceMessage, isComponentsV2 } = messageFlag;

/** One way to write a message: which flags it may set, and the page that describes it. */
export type MessageKind = { flags: number | 'any'; edits: boolean; source: string };

export const messageKinds = {
  create: {
    flags: suppressEmbeds | suppressNotifications | isVoiceMessage | isComponentsV2,
    edits: false,
    source: `${page}#create-message`,
  },
  // "Ensure to include all previously set flags": an edit may repeat any of them.
  edit: { flags: 'any', edits: true, source: `${page}#edit-message` },
  callback: {
    flags: suppressEmbeds | ephemeral | suppressNotifications | isVoiceMessage | isComponentsV2,
    edits: false,
    source:
      'developers/interactions/receiving-and-responding.mdx#interaction-response-object-interaction-callback-data-structure',
  },
  followup: {
    flags: suppressEmbeds | ephemeral | suppressNotifications | isComponentsV2,
    edits: false,
    source: 'developers/interactions/receiving-and-responding.mdx#create-followup-message',
  },
  webhookEdit: {
    flags: 'any',
    edits: true,
    source: 'developers/resources/webhook.mdx#edit-webhook-message',
  },
} satisfies Record<string, MessageKind>;

const messageFields: FieldTable = {
  content: text(0, 2000),
  embeds: list(0, 10),
  sticker_ids: list(0, 3),
};

const attachmentFields: FieldTable = { filename: text(1, 1024), description: text(0, 1024) };
const pollFields: FieldTable = { answers: required(list(1, 10)), duration: number(1, 768) };

/** What surrounds the message: files in the request, and the flags of the message that is edited, where known. */
export type MessageContext = {
  files: { name: string; size: number }[];
  edited: { flags: number } | undefined;
};

/** Checks the fields of a message that is sent or edited. */
export function checkMessage(
  form: FormErrors,
  path: Path,
  body: Json,
  kind: MessageKind,
  context: MessageContext,
): void {
  checkFields(form, path, body, messageFields, kind.source);
  checkNonce(form, path, body);
  checkFlags(form, path, body, kind);
  checkEmbeds(form, [...path, 'embeds'], body['embeds']);
  checkAllowedMentions(form, [...path, 'allowed_mentions'], body['allowed_mentions']);
  checkAttachments(form, path, body, kind, context);
  checkReference(form, [...path, 'message_reference'], body['message_reference']);
  checkPoll(form, [...path, 'poll'], body['poll']);

  const style = styleOf(body, kind, context);
  if (style === 'v2') refuseLegacyFields(form, path, body);
  if (style === 'either' && needsV2(body['components'])) refuseLegacyFields(form, path, body);
  const attached = kind.edits ? undefined : attachmentNames(body, context);
  checkMessageComponents(form, [...path, 'components'], body['components'], style, attached);
}

/** The answer to a message that would show nothing, or `undefined` when there is something to show. */
export function emptyMessage(body: Json, kind: MessageKind, files: number): Breach | undefined {
  const parts = ['content', 'embeds', 'components', 'sticker_ids', 'poll', 'shared_client_theme'];
  const emptied = kind.edits
    ? // An edit leaves what it does not mention, so it empties the message only by saying so everywhere.
      ['content', 'embeds', 'components', 'attachments'].every((part) => part in body && isEmpty(body[part]))
    : parts.every((part) => isEmpty(body[part])) && !isForward(body);
  if (!emptied || files > 0) return undefined;
  return breach(50006, 'Cannot send an empty message', kind.source);
}

function isForward(body: Json): boolean {
  return isJson(body['message_reference']) && body['message_reference']['type'] === 1;
}

function styleOf(body: Json, kind: MessageKind, context: MessageContext): MessageStyle {
  const asked = Number(body['flags'] ?? 0) & isComponentsV2;
  const standing = Number(context.edited?.flags ?? 0) & isComponentsV2;
  if (asked || standing) return 'v2';
  return kind.edits && !context.edited ? 'either' : 'legacy';
}

function refuseLegacyFields(form: FormErrors, path: Path, body: Json): void {
  for (const field of ['content', 'embeds', 'sticker_ids', 'poll', 'shared_client_theme']) {
    if (isAbsent(body[field]) || isEmpty(body[field])) continue;
    form.add(
      [...path, field],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      `${page}#create-message`,
    );
  }
}

function checkNonce(form: FormErrors, path: Path, body: Json): void {
  const nonce = body['nonce'];
  if (isAbsent(nonce)) return;
  const source = `${page}#create-message`;
  const place = [...path, 'nonce'];
  if (typeof nonce !== 'string' && !Number.isInteger(nonce)) {
    form.add(place, 'NONCE_TYPE_INVALID_TYPE', 'This field must be a string or integer.', source);
  } else if (String(nonce).length > 25) {
    form.add(place, 'NONCE_TYPE_TOO_LONG', 'Must be 25 or fewer characters long.', source);
  }
}

/**
 * A flag outside the documented ones is refused. Discord lets some of them pass without effect, and a bot
 * that asks for EPHEMERAL where it has no effect publishes what it meant for one person.
 */
function checkFlags(form: FormErrors, path: Path, body: Json, kind: MessageKind): void {
  const flags = body['flags'];
  if (typeof flags !== 'number' || kind.flags === 'any') return;
  const refused = flags & ~kind.flags;
  if (refused !== 0) {
    const message = `The flags ${refused} cannot be set here.`;
    form.add([...path, 'flags'], 'BASE_TYPE_CHOICES', message, kind.source);
  }
}

function checkAttachments(
  form: FormErrors,
  path: Path,
  body: Json,
  kind: MessageKind,
  context: MessageContext,
): void {
  for (const [index, attachment] of objectsOf(body['attachments'])) {
    const place = [...path, 'attachments', index];
    const source = `${page}#attachment-object-attachment-request-structure`;
    checkFields(form, place, attachment, attachmentFields, source);
    // In a new message every attachment is a new file, `id` being the n of files[n].
    const known = kind.edits || isAbsent(attachment['id']) || Number(attachment['id']) < context.files.length;
    if (!known) form.add([...place, 'id'], 'ATTACHMENT_NOT_FOUND', 'Attachment data not found', source);
  }
}

function attachmentNames(body: Json, context: MessageContext): Set<string> {
  const named = objectsOf(body['attachments']).map(([, { filename }]) => String(filename ?? ''));
  return new Set([...context.files.map((file) => file.name), ...named]);
}

function checkReference(form: FormErrors, path: Path, reference: unknown): void {
  if (!isJson(reference)) return;
  const needed = reference['type'] === 1 ? ['message_id', 'channel_id'] : ['message_id'];
  for (const field of needed.filter((name) => isAbsent(reference[name]))) {
    const { code, message } = complaints.required;
    form.add([...path, field], code, message, `${page}#message-reference-object`);
  }
}

function checkPoll(form: FormErrors, path: Path, poll: unknown): void {
  if (!isJson(poll)) return;
  const source = 'developers/resources/poll.mdx#poll-create-request-object';
  checkFields(form, path, poll, pollFields, source);
  const media = 'developers/resources/poll.mdx#poll-media-object';
  if (isJson(poll['question'])) {
    checkFields(form, [...path, 'question'], poll['question'], { text: required(text(1, 300)) }, media);
  }
  for (const [index, answer] of objectsOf(poll['answers'])) {
    const place = [...path, 'answers', index, 'poll_media'];
    if (isJson(answer['poll_media'])) {
      checkFields(form, place, answer['poll_media'], { text: text(1, 55) }, media);
    }
  }
}

/** At most ten files of at most 10 MiB each, and 25 MiB in one request. */
export function checkFiles(files: { name: string; size: number }[]): Breach | undefined {
  if (files.length > 10) {
    const message = 'Maximum number of attachments in a message reached (10)';
    return breach(30015, message, 'developers/topics/opcodes-and-status-codes.mdx#json');
  }
  const MiB = 1024 * 1024;
  const total = files.reduce((sum, file) => sum + file.size, 0);
  if (files.every((file) => file.size <= 10 * MiB) && total <= 25 * MiB) return undefined;
  return breach(40005, 'Request entity too large', 'developers/reference.mdx#uploading-files', 413);
}

/** Two to a hundred messages at once, none of them twice. */
export function checkBulkDelete(form: FormErrors, body: Json): Breach | undefined {
  const messages = listOf(body['messages']);
  const source = `${page}#bulk-delete-messages`;
  if (isAbsent(body['messages'])) {
    form.add(['messages'], complaints.required.code, complaints.required.message, source);
    return undefined;
  }
  if (messages.length < 2 || messages.length > 100) {
    return breach(
      50016,
      'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete.',
      source,
    );
  }
  messages.forEach((id, index) => {
    if (messages.indexOf(id) === index) return;
    const message = 'The set already contains this value';
    form.add(['messages', index], 'SET_TYPE_ALREADY_CONTAINS_VALUE', message, source);
  });
  return undefined;
}
