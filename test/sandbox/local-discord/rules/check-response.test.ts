import { expect, test } from 'vitest';
import { checkResponse } from '#sandbox/local-discord/rules/check-response';

const author = {
  id: '1003',
  username: 'alongside',
  discriminator: '0',
  avatar: null,
  global_name: null,
  public_flags: 0,
  flags: 0,
  primary_guild: null,
};
const message = {
  id: '1010',
  channel_id: '1002',
  author,
  content: 'Hello',
  timestamp: '2026-09-01T00:00:00.000000+00:00',
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  components: [],
  flags: 0,
  pinned: false,
  type: 0,
};
const send = 'POST /channels/:channel/messages';
const history = 'GET /channels/:channel/messages';

test('a message as Discord describes it passes, whatever offset its timestamp carries', () => {
  expect(checkResponse(send, message)).toBeUndefined();
});

test('a missing field is named with its place', () => {
  const { pinned: _pinned, ...without } = message;
  expect(checkResponse(send, without)).toContain('pinned: This field is required');
  expect(checkResponse(history, [message, { ...message, author: { ...author, username: 5 } }])).toMatch(
    /messages\[1\].*author\.username/,
  );
});

test('a field that Discord does not have is named', () => {
  expect(checkResponse(send, { ...message, ephemeral: true })).toContain('ephemeral: no such field');
});

test('an id that is a number is a defect', () => {
  expect(checkResponse(send, { ...message, id: 1010 })).toContain('id:');
});

test('a list route answers a list', () => {
  expect(checkResponse(history, message)).toContain('not a list');
  expect(checkResponse(history, [])).toBeUndefined();
});

test('placeholders may be called otherwise', () => {
  expect(checkResponse('POST /channels/:id/messages', {})).toBeDefined();
});

test('answers without a body, errors and unlisted routes are not judged', () => {
  expect(checkResponse(send, undefined)).toBeUndefined();
  expect(checkResponse(send, { code: 50006, message: 'Cannot send an empty message' })).toBeUndefined();
  expect(checkResponse('GET /unheard/of', { anything: true })).toBeUndefined();
});
