import {
  checkFields,
  digits,
  type FieldTable,
  list,
  number,
  oneOf,
  partial,
  present,
  required,
  text,
} from './field-rules.ts';
import type { FormErrors } from './form-errors.ts';
import { isAbsent, type Json, objectsOf } from './shapes.ts';

const page = 'developers/resources/channel.mdx';

const archiveAfter = oneOf(60, 1440, 4320, 10080);
const slowmode = number(0, 21600);
const forumTypes = [15, 16];

const channelFields: FieldTable = {
  name: required(text(1, 100)),
  type: oneOf(0, 2, 4, 5, 13, 14, 15, 16),
  topic: text(0, 1024),
  rate_limit_per_user: slowmode,
  bitrate: number(8000, 384_000),
  user_limit: number(0, 10_000),
  default_auto_archive_duration: archiveAfter,
  default_thread_rate_limit_per_user: slowmode,
  available_tags: list(0, 20),
};

const threadFields: FieldTable = {
  name: required(text(1, 100)),
  auto_archive_duration: archiveAfter,
  type: oneOf(10, 11, 12),
  rate_limit_per_user: slowmode,
  applied_tags: list(0, 5),
};

const overwriteFields: FieldTable = { type: oneOf(0, 1), allow: digits(), deny: digits() };

/** A new channel of a guild. */
export function checkNewChannel(form: FormErrors, body: Json): void {
  checkChannelFields(form, body, channelFields, 'developers/resources/guild.mdx#create-guild-channel');
}

/** Changes to a channel or thread. Only the body tells which of the two it is. */
export function checkChannelEdit(form: FormErrors, body: Json, channelType: number | undefined): void {
  if (isThreadEdit(body)) {
    checkFields(form, [], body, partial(threadFields), `${page}#modify-channel-json-params-thread`);
  } else {
    const typed = { ...body, type: body['type'] ?? channelType };
    const source = `${page}#modify-channel-json-params-guild-channel`;
    checkChannelFields(form, typed, partial(withoutType(channelFields)), source);
  }
  if ('name' in body && isAbsent(body['name'])) {
    checkFields(form, [], body, { name: present }, `${page}#modify-channel`);
  }
}

/** Whether a change to a channel speaks of what only threads have. */
export function isThreadEdit(body: Json): boolean {
  const threadOnly = ['archived', 'locked', 'auto_archive_duration', 'invitable', 'applied_tags'];
  return threadOnly.some((field) => field in body);
}

/** A new thread, with a message to hang on or without. `invitable` is for private threads only. */
export function checkNewThread(form: FormErrors, body: Json, fromMessage: boolean): void {
  const source = `${page}#start-thread-${fromMessage ? 'from' : 'without'}-message`;
  checkFields(form, [], body, threadFields, source);
}

/** The permission overwrite of one role or member in a channel. */
export function checkOverwrite(form: FormErrors, body: Json): void {
  const table = { ...overwriteFields, type: required(oneOf(0, 1)) };
  checkFields(form, [], body, table, `${page}#edit-channel-permissions`);
}

/** An invitation: at most a week, at most a hundred uses. */
export function checkInvite(form: FormErrors, body: Json): void {
  const table = { max_age: number(0, 604_800), max_uses: number(0, 100) };
  checkFields(form, [], body, table, `${page}#create-channel-invite`);
}

/** A role: its name and its permission set. */
export function checkRole(form: FormErrors, body: Json): void {
  const table = { name: text(1, 100), permissions: digits(), color: number(0, 0xffffff) };
  checkFields(form, [], body, table, 'developers/resources/guild.mdx#create-guild-role');
}

/** A direct message channel needs somebody at the other end. */
export function checkNewDm(form: FormErrors, body: Json): void {
  if (!isAbsent(body['access_tokens'])) return;
  checkFields(
    form,
    [],
    body,
    { recipient_id: required(digits()) },
    'developers/resources/user.mdx#create-dm',
  );
}

function checkChannelFields(form: FormErrors, body: Json, table: FieldTable, source: string): void {
  const topic = forumTypes.includes(Number(body['type'])) ? text(0, 4096) : text(0, 1024);
  checkFields(form, [], body, { ...table, topic }, source);
  for (const [index, overwrite] of objectsOf(body['permission_overwrites'])) {
    checkFields(form, ['permission_overwrites', index], overwrite, overwriteFields, source);
  }
}

function withoutType({ type: _type, ...rest }: FieldTable): FieldTable {
  return rest;
}
