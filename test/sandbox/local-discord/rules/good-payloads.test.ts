import { expect, test } from 'vitest';
import { checkRequest, type Request } from '#sandbox/local-discord/rules/check-request';
import {
  button,
  container,
  event,
  gallery,
  input,
  label,
  legacy,
  linkButton,
  modal,
  option,
  param,
  request,
  routes,
  row,
  section,
  select,
  slash,
  V2,
  v2,
  words,
} from './payloads.ts';

type GoodPayload = { name: string; route: string; body: unknown; more?: Partial<Request> };

const thumbnail = { type: 11, media: { url: 'https://example.org/a.png' }, description: null };

const goodPayloads: GoodPayload[] = [
  { name: 'a word', route: routes.send, body: { content: 'Hello' } },
  {
    name: 'a file and nothing else',
    route: routes.send,
    body: {},
    more: { files: [{ name: 'a.png', size: 5 }] },
  },
  {
    name: 'a forward',
    route: routes.send,
    body: { message_reference: { type: 1, message_id: '5', channel_id: '6' } },
  },
  { name: '2,000 emoji', route: routes.send, body: { content: '🌱'.repeat(2000) } },
  {
    name: 'a card with containers, sections, a gallery, a separator and buttons',
    route: routes.send,
    body: v2(
      {
        ...container(words('# Week 3'), section([words('Goal'), words('Done')], thumbnail)),
        accent_color: 5,
      },
      container(
        gallery(10),
        { type: 14, divider: true, spacing: 2 },
        section([words('Ready?')], button('ready')),
        row(select('mood', { min_values: 0 })),
        row(...[1, 2, 3, 4].map((n) => button(`b${n}`)), linkButton()),
      ),
    ),
  },
  {
    name: '40 components, counted to the last',
    route: routes.send,
    body: v2(container(...Array.from({ length: 19 }, () => row(linkButton())), words('a'))),
  },
  {
    name: 'a chart that is shown from the files of the request',
    route: routes.send,
    body: {
      ...v2(
        { type: 12, items: [{ media: { url: 'attachment://chart one.png' }, spoiler: false }] },
        { type: 13, file: { url: 'attachment://notes.txt' } },
      ),
      attachments: [{ id: 0, filename: 'notes.txt', description: 'Notes' }, { id: '1' }],
    },
    more: {
      files: [
        { name: 'a', size: 5 },
        { name: 'chart one.png', size: 5 },
      ],
    },
  },
  {
    name: 'five rows of five buttons',
    route: routes.send,
    body: legacy(...[0, 1, 2, 3, 4].map((line) => row(...[0, 1, 2, 3, 4].map((n) => button(`${line}${n}`))))),
  },
  {
    name: 'a button with only an emoji, and a premium button',
    route: routes.send,
    body: legacy(
      row(
        { type: 2, style: 2, custom_id: 'a', emoji: { id: '81', name: null, animated: false } },
        { type: 2, style: 6, sku_id: '7' },
      ),
    ),
  },
  {
    name: 'components that leave their numeric ids to Discord',
    route: routes.send,
    body: v2({ ...words('a'), id: 0 }, { ...words('b'), id: 0 }),
  },
  {
    name: 'roles parsed, two people named',
    route: routes.send,
    body: { content: 'Hi', allowed_mentions: { parse: ['roles'], users: ['1', '2'], replied_user: false } },
  },
  {
    name: 'parsing users beside an empty list of users',
    route: routes.send,
    body: { content: 'Hi', allowed_mentions: { parse: ['users'], users: [] } },
  },
  {
    name: 'an embed with a timestamp that carries an offset',
    route: routes.send,
    body: { embeds: [{ title: 'a', timestamp: '2026-09-01T20:00:00.000+02:00', footer: { text: 'b' } }] },
  },
  {
    name: 'an edit of a V2 message that does not repeat the flag',
    route: routes.edit,
    body: { components: [words('a')] },
    more: { edited: { flags: V2 } },
  },
  {
    name: 'an edit that turns a message into V2 and empties the rest',
    route: routes.edit,
    body: { ...v2(words('a')), content: null, embeds: [], sticker_ids: [] },
  },
  { name: 'an edit that takes the buttons away', route: routes.edit, body: { components: [] } },
  {
    name: 'an ephemeral answer',
    route: routes.callback,
    body: { type: 4, data: { content: 'Only you see this', flags: 64 } },
    more: { interaction: { type: 2, fromMessage: false } },
  },
  {
    name: 'an ephemeral answer in Components V2',
    route: routes.callback,
    body: { type: 4, data: { flags: 64 | V2, components: [words('Only you see this')] } },
  },
  { name: 'a deferral for one person', route: routes.callback, body: { type: 5, data: { flags: 64 } } },
  {
    name: 'an update from a modal that a button had opened',
    route: routes.callback,
    body: { type: 7, data: v2(words('a')) },
    more: { interaction: { type: 5, fromMessage: true } },
  },
  { name: 'an acknowledgement without data', route: routes.callback, body: { type: 6 } },
  {
    name: 'suggestions, none of them',
    route: routes.callback,
    body: { type: 8, data: { choices: [] } },
    more: { interaction: { type: 4, fromMessage: false } },
  },
  {
    name: 'suggestions of numbers',
    route: routes.callback,
    body: { type: 8, data: { choices: [{ name: 'one', value: 1 }] } },
  },
  {
    name: 'a modal with a text, a text input, a radio group, checkboxes and a select',
    route: routes.callback,
    body: modal([
      words('Take your time.'),
      label(input('goal', { style: 2, min_length: 0, max_length: 4000, required: false })),
      label(
        {
          type: 21,
          custom_id: 'mood',
          options: [option('good'), option('bad', { description: 'It happens' })],
        },
        { description: 'How was it?' },
      ),
      label({
        type: 22,
        custom_id: 'days',
        options: [option('mon'), option('tue'), option('wed')],
        min_values: 0,
        required: false,
      }),
      label({ type: 5, custom_id: 'partner', min_values: 0, max_values: 1, required: false }),
    ]),
    more: { interaction: { type: 3, fromMessage: true } },
  },
  {
    name: 'a modal with an upload and a single checkbox',
    route: routes.callback,
    body: modal([
      label({ type: 19, custom_id: 'file', min_values: 1, max_values: 10, file_types: ['image', '.pdf'] }),
      label({ type: 23, custom_id: 'agree', default: true }),
      row(input('old', { label: 'Deprecated, but allowed' })),
    ]),
  },
  {
    name: 'a follow-up that only one person sees',
    route: routes.followup,
    body: { content: 'Later', flags: 64, tts: false },
  },
  {
    name: 'a slash command in three languages with subcommands and choices',
    route: routes.commands,
    body: [
      slash({
        name: 'ziel',
        name_localizations: { 'en-US': 'goal', th: 'เป้าหมาย', hi: 'लक्ष्य', fr: null },
        description_localizations: { 'en-US': 'Your goal' },
        default_member_permissions: '32',
        contexts: [0],
        integration_types: [0],
        nsfw: false,
        options: [
          param('set', {
            type: 1,
            options: [
              param('text', { required: true, min_length: 1, max_length: 6000 }),
              param('week', {
                type: 4,
                choices: [{ name: 'First', value: 1, name_localizations: { de: 'Erste' } }],
              }),
              param('who', { type: 6 }),
              param('where', { type: 7, channel_types: [0, 11] }),
            ],
          }),
          param('group', { type: 2, options: [param('list', { type: 1 })] }),
        ],
      }),
      { type: 2, name: 'Invite to my circle' },
      { type: 3, name: 'Keep as a goal', description: '' },
    ],
  },
  { name: 'no commands at all', route: routes.commands, body: [] },
  {
    name: 'one hundred slash commands and fifteen for people',
    route: routes.commands,
    body: [
      ...Array.from({ length: 100 }, (_, index) => slash({ name: `c${index}` })),
      ...Array.from({ length: 15 }, (_, index) => ({ type: 2, name: `c${index}` })),
    ],
  },
  {
    name: 'a private channel with overwrites',
    route: routes.newChannel,
    body: {
      name: 'circle-1',
      type: 0,
      topic: null,
      parent_id: '5',
      permission_overwrites: [
        { id: '1', type: 0, allow: '0', deny: '1024' },
        { id: '2', type: 1, allow: '274877906944', deny: null },
      ],
    },
  },
  {
    name: 'a forum with a long topic',
    route: routes.newChannel,
    body: { name: 'f', type: 15, topic: 'x'.repeat(4096) },
  },
  {
    name: 'a private thread that keeps a week',
    route: routes.newThread,
    body: { name: 'Ana and Ben', type: 12, auto_archive_duration: 10080, invitable: false },
  },
  {
    name: 'a thread that is archived and locked',
    route: routes.editChannel,
    body: { archived: true, locked: true },
  },
  {
    name: 'an event elsewhere, every other Wednesday',
    route: routes.newEvent,
    body: event({
      recurrence_rule: { start: '2026-09-02T18:00:00Z', frequency: 2, interval: 2, by_weekday: [2] },
    }),
  },
  {
    name: 'a voice event',
    route: routes.newEvent,
    body: event({ entity_type: 2, channel_id: '5', entity_metadata: null, scheduled_end_time: null }),
  },
  { name: 'an event that begins', route: routes.editEvent, body: { status: 2 } },
  { name: 'a direct message channel', route: routes.dm, body: { recipient_id: '81' } },
  { name: 'two messages deleted together', route: routes.bulkDelete, body: { messages: ['1', '2'] } },
  {
    name: 'a hundred messages before one of them',
    route: routes.history,
    body: undefined,
    more: { query: { limit: '100', before: '5' } },
  },
  {
    name: 'an edited answer whose path is escaped',
    route: routes.editReply,
    body: { content: 'a' },
    more: { path: '/webhooks/1042/aW50/messages/%40original' },
  },
];

for (const { name, route, body, more } of goodPayloads) {
  test(`${name} is accepted`, () => {
    expect(checkRequest(request(route, body, more))).toBeUndefined();
  });
}
