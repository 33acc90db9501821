import type { Request } from '#sandbox/local-discord/rules/check-request';
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
  routes,
  row,
  section,
  select,
  slash,
  V2,
  v2,
  words,
} from './payloads.ts';

/**
 * One payload that Discord refuses: a sentence, the route, the body, the answer's code, where in `errors` the
 * complaint stands (`path CODE`), and the page of discord-api-docs that states the rule.
 */
export type BadPayload = {
  name: string;
  route: string;
  body: unknown;
  code?: number;
  status?: number;
  at?: string;
  source: string;
  more?: Partial<Request>;
};

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const long = (count: number) => 'x'.repeat(count);

const reference = 'developers/components/reference.mdx';
const messages = 'developers/resources/message.mdx';
const answering = 'developers/interactions/receiving-and-responding.mdx';
const commandPage = 'developers/interactions/application-commands.mdx';
const channels = 'developers/resources/channel.mdx';
const events = 'developers/resources/guild-scheduled-event.mdx';

const bad = (
  name: string,
  route: string,
  body: unknown,
  at: string,
  source: string,
  more?: Partial<Request>,
): BadPayload => ({ name, route, body, at, source, ...(more && { more }) });

const { send, edit, callback, commands } = routes;
const sent = (name: string, body: unknown, at: string, source: string, more?: Partial<Request>) =>
  bad(name, send, body, at, source, more);
const asked = (name: string, body: unknown, at: string, source: string) =>
  bad(name, callback, body, at, source);
const registered = (name: string, command: unknown, at: string, source = commandPage) =>
  bad(name, commands, [command], at, source);

const messagePayloads: BadPayload[] = [
  { name: 'a message with nothing in it', route: send, body: {}, code: 50006, source: messages },
  { name: 'a message of white space', route: send, body: { content: ' \n ' }, code: 50006, source: messages },
  {
    name: 'an edit that takes everything away',
    route: edit,
    body: { content: '', embeds: [], components: [], attachments: [] },
    code: 50006,
    source: messages,
  },
  {
    name: 'eleven files on one message',
    route: send,
    body: {},
    code: 30015,
    source: 'developers/topics/opcodes-and-status-codes.mdx',
    more: { files: many(11, (index) => ({ name: `${index}.png`, size: 1 })) },
  },
  {
    name: 'a file of more than ten mebibytes',
    route: send,
    body: {},
    code: 40005,
    status: 413,
    source: 'developers/reference.mdx#uploading-files',
    more: { files: [{ name: 'film.mp4', size: 10 * 1024 * 1024 + 1 }] },
  },
  sent('content of 2,001 characters', { content: long(2001) }, 'content BASE_TYPE_MAX_LENGTH', messages),
  sent('content that is a number', { content: 7 }, 'content STRING_TYPE_CONVERT', 'discord-api-spec'),
  sent(
    'a field that Discord does not know',
    { content: 'Hi', ephemeral: true },
    'ephemeral UNKNOWN_FIELD',
    'discord-api-spec',
  ),
  sent('a nonce of 26 characters', { content: 'Hi', nonce: long(26) }, 'nonce NONCE_TYPE_TOO_LONG', messages),
  sent('a nonce of true', { content: 'Hi', nonce: true }, 'nonce NONCE_TYPE_INVALID_TYPE', messages),
  sent(
    'the ephemeral flag on a channel message',
    { content: 'Hi', flags: 64 },
    'flags BASE_TYPE_CHOICES',
    messages,
  ),
  sent('four stickers', { sticker_ids: ['1', '2', '3', '4'] }, 'sticker_ids BASE_TYPE_MAX_LENGTH', messages),
  sent(
    'parsing users while naming users to mention',
    { content: 'Hi', allowed_mentions: { parse: ['users'], users: ['5'] } },
    'allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    `${messages}#allowed-mentions-object`,
  ),
  sent(
    'a mention type that does not exist',
    { content: 'Hi', allowed_mentions: { parse: ['members'] } },
    'allowed_mentions.parse.0 BASE_TYPE_CHOICES',
    `${messages}#allowed-mentions-object`,
  ),
  sent(
    '101 people to mention',
    { content: 'Hi', allowed_mentions: { users: many(101, String) } },
    'allowed_mentions.users BASE_TYPE_MAX_LENGTH',
    `${messages}#allowed-mentions-object`,
  ),
  sent(
    'one person named twice in allowed mentions',
    { content: 'Hi', allowed_mentions: { users: ['5', '5'] } },
    'allowed_mentions.users.1 SET_TYPE_ALREADY_CONTAINS_VALUE',
    `${messages}#allowed-mentions-object`,
  ),
  sent(
    'a reply that names no message',
    { content: 'Hi', message_reference: {} },
    'message_reference.message_id BASE_TYPE_REQUIRED',
    messages,
  ),
  sent(
    'a forward that names no channel',
    { message_reference: { type: 1, message_id: '5' } },
    'message_reference.channel_id BASE_TYPE_REQUIRED',
    messages,
  ),
  sent(
    'attachment data without a file',
    { content: 'Hi', attachments: [{ id: 0, description: 'A chart' }] },
    'attachments.0.id ATTACHMENT_NOT_FOUND',
    messages,
  ),
  sent(
    'alternative text of 1,025 characters',
    { attachments: [{ id: '0', description: long(1025) }] },
    'attachments.0.description BASE_TYPE_MAX_LENGTH',
    messages,
    { files: [{ name: 'a.png', size: 1 }] },
  ),
  sent(
    'eleven embeds',
    { embeds: many(11, () => ({ title: 'a' })) },
    'embeds BASE_TYPE_MAX_LENGTH',
    messages,
  ),
  sent(
    'an embed title of 257 characters',
    { embeds: [{ title: long(257) }] },
    'embeds.0.title BASE_TYPE_MAX_LENGTH',
    `${messages}#embed-object-embed-limits`,
  ),
  sent(
    'an embed with 26 fields',
    { embeds: [{ fields: many(26, () => ({ name: 'n', value: 'v' })) }] },
    'embeds.0.fields BASE_TYPE_MAX_LENGTH',
    `${messages}#embed-object-embed-limits`,
  ),
  sent(
    'an embed field without a value',
    { embeds: [{ fields: [{ name: 'n' }] }] },
    'embeds.0.fields.0.value BASE_TYPE_REQUIRED',
    `${messages}#embed-object-embed-limits`,
  ),
  sent(
    'embeds of 6,001 characters together',
    { embeds: [{ description: long(4000) }, { description: long(2001) }] },
    'embeds MAX_EMBED_SIZE_EXCEEDED',
    `${messages}#embed-object-embed-limits`,
  ),
  sent(
    'a poll with eleven answers',
    { poll: { question: { text: 'When?' }, answers: many(11, () => ({ poll_media: { text: 'a' } })) } },
    'poll.answers BASE_TYPE_BAD_LENGTH',
    'developers/resources/poll.mdx',
  ),
  sent(
    'a poll answer of 56 characters',
    { poll: { question: { text: 'When?' }, answers: [{ poll_media: { text: long(56) } }] } },
    'poll.answers.0.poll_media.text BASE_TYPE_BAD_LENGTH',
    'developers/resources/poll.mdx',
  ),
  {
    name: 'deleting a single message in bulk',
    route: routes.bulkDelete,
    body: { messages: ['1'] },
    code: 50016,
    source: `${messages}#bulk-delete-messages`,
  },
  {
    name: 'deleting 101 messages at once',
    route: routes.bulkDelete,
    body: { messages: many(101, String) },
    code: 50016,
    source: `${messages}#bulk-delete-messages`,
  },
  bad(
    'deleting the same message twice',
    routes.bulkDelete,
    { messages: ['1', '1'] },
    'messages.1 SET_TYPE_ALREADY_CONTAINS_VALUE',
    `${messages}#bulk-delete-messages`,
  ),
];

const mixedFields = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
const layoutPayloads: BadPayload[] = [
  sent(
    'content beside Components V2',
    { ...v2(words('a')), content: 'b' },
    `content ${mixedFields}`,
    messages,
  ),
  sent(
    'an embed beside Components V2',
    { ...v2(words('a')), embeds: [{ title: 'b' }] },
    `embeds ${mixedFields}`,
    messages,
  ),
  sent(
    'a sticker beside Components V2',
    { ...v2(words('a')), sticker_ids: ['1'] },
    `sticker_ids ${mixedFields}`,
    messages,
  ),
  sent(
    'a poll beside Components V2',
    { ...v2(words('a')), poll: { question: { text: 'q' }, answers: [{ poll_media: { text: 'a' } }] } },
    `poll ${mixedFields}`,
    messages,
  ),
  sent(
    'a text display without the V2 flag',
    { components: [words('a')] },
    'components.0 UNION_TYPE_CHOICES',
    `${reference}#legacy-message-component-behavior`,
  ),
  bad(
    'content put on a message that is written in V2',
    edit,
    { content: 'b' },
    `content ${mixedFields}`,
    messages,
    { edited: { flags: V2 } },
  ),
  bad(
    'a container put on a message that is not written in V2',
    edit,
    { components: [container(words('a'))] },
    'components.0 UNION_TYPE_CHOICES',
    `${reference}#legacy-message-component-behavior`,
    { edited: { flags: 0 } },
  ),
  sent(
    'six rows',
    legacy(...many(6, (index) => row(button(`${index}`)))),
    'components BASE_TYPE_MAX_LENGTH',
    `${reference}#legacy-message-component-behavior`,
  ),
  sent(
    '41 components, most of them nested',
    v2(container(...many(20, () => row(linkButton())))),
    'components BASE_TYPE_MAX_LENGTH',
    reference,
  ),
  sent(
    '4,001 characters of text in two places',
    v2(words(long(2000)), container(words(long(2001)))),
    'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    reference,
  ),
  sent('an empty text display', v2(words('')), 'components.0.content BASE_TYPE_BAD_LENGTH', reference),
  sent(
    'an empty row',
    legacy(row()),
    'components.0.components BASE_TYPE_BAD_LENGTH',
    `${reference}#action-row`,
  ),
  sent(
    'six buttons in a row',
    legacy(row(...many(6, (index) => button(`${index}`)))),
    'components.0.components BASE_TYPE_BAD_LENGTH',
    `${reference}#action-row`,
  ),
  sent(
    'a button and a select in one row',
    legacy(row(button('a'), select('b'))),
    'components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    `${reference}#action-row`,
  ),
  sent(
    'a text input in a message',
    legacy(row(input('a'))),
    'components.0.components.0 UNION_TYPE_CHOICES',
    `${reference}#action-row`,
  ),
  sent(
    'a button outside a row',
    v2(button('a')),
    'components.0 UNION_TYPE_CHOICES',
    `${reference}#what-is-a-component`,
  ),
  sent(
    'two components with one custom id',
    v2(row(button('a')), section([words('b')], button('a'))),
    'components.1.accessory.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    `${reference}#custom-id`,
  ),
  sent(
    'two components with one numeric id',
    v2({ ...words('a'), id: 3 }, { ...words('b'), id: 3 }),
    'components.1.id COMPONENT_ID_DUPLICATED',
    `${reference}#anatomy-of-a-component`,
  ),
  sent(
    'a custom id of 101 characters',
    legacy(row(button(long(101)))),
    'components.0.components.0.custom_id BASE_TYPE_BAD_LENGTH',
    reference,
  ),
  sent(
    'a section without an accessory',
    v2({ type: 9, components: [words('a')] }),
    'components.0.accessory BASE_TYPE_REQUIRED',
    `${reference}#section`,
  ),
  sent(
    'a section with four texts',
    v2(section(many(4, () => words('a')))),
    'components.0.components BASE_TYPE_BAD_LENGTH',
    `${reference}#section`,
  ),
  sent(
    'a section that holds a button',
    v2(section([button('a')], linkButton())),
    'components.0.components.0 UNION_TYPE_CHOICES',
    `${reference}#section`,
  ),
  sent(
    'a select as an accessory',
    v2(section([words('a')], select('b'))),
    'components.0.accessory UNION_TYPE_CHOICES',
    `${reference}#section`,
  ),
  sent(
    'a container in a container',
    v2(container(container(words('a')))),
    'components.0.components.0 UNION_TYPE_CHOICES',
    `${reference}#container`,
  ),
  sent(
    'an accent colour beyond white',
    v2({ ...container(words('a')), accent_color: 0x1000000 }),
    'components.0.accent_color NUMBER_TYPE_MAX',
    `${reference}#container`,
  ),
  sent(
    'an empty gallery',
    v2(gallery(0)),
    'components.0.items BASE_TYPE_BAD_LENGTH',
    `${reference}#media-gallery`,
  ),
  sent(
    'a gallery of eleven pictures',
    v2(gallery(11)),
    'components.0.items BASE_TYPE_BAD_LENGTH',
    `${reference}#media-gallery`,
  ),
  sent(
    'a separator of size three',
    v2({ type: 14, spacing: 3 }),
    'components.0.spacing BASE_TYPE_CHOICES',
    `${reference}#separator`,
  ),
  sent(
    'a file component that shows a web page',
    v2({ type: 13, file: { url: 'https://example.org/a.pdf' } }),
    'components.0.file.url URL_TYPE_INVALID_SCHEME',
    `${reference}#file`,
  ),
  sent(
    'a file component whose file was not sent',
    v2({ type: 13, file: { url: 'attachment://b.pdf' } }),
    'components.0.file UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    `${reference}#unfurled-media-item`,
    { files: [{ name: 'a.pdf', size: 1 }] },
  ),
  sent(
    'a picture from the local disk',
    v2({ type: 12, items: [{ media: { url: 'file:///a.png' } }] }),
    'components.0.items.0.media.url URL_TYPE_INVALID_SCHEME',
    `${reference}#unfurled-media-item`,
  ),
];

const inRow = (component: object) => legacy(row(component));
const first = 'components.0.components.0';
const buttonPayloads: BadPayload[] = [
  sent(
    'a button without a custom id',
    inRow({ type: 2, style: 1, label: 'Go' }),
    `${first}.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED`,
    `${reference}#button`,
  ),
  sent(
    'a link button without a url',
    inRow({ type: 2, style: 5, label: 'Go' }),
    `${first}.url BUTTON_COMPONENT_URL_REQUIRED`,
    `${reference}#button`,
  ),
  sent(
    'a link button with a custom id',
    inRow(linkButton({ custom_id: 'a' })),
    `${first}.custom_id BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE`,
    `${reference}#button`,
  ),
  sent(
    'an ordinary button with a url',
    inRow(button('a', { url: 'https://example.org' })),
    `${first}.url BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE`,
    `${reference}#button`,
  ),
  sent(
    'a link to a file on disk',
    inRow(linkButton({ url: 'file:///etc/hosts' })),
    `${first}.url URL_TYPE_INVALID_SCHEME`,
    `${reference}#button`,
  ),
  sent(
    'a link of 513 characters',
    inRow(linkButton({ url: `https://example.org/${long(493)}` })),
    `${first}.url BASE_TYPE_BAD_LENGTH`,
    `${reference}#button`,
  ),
  sent(
    'a premium button with a label',
    inRow({ type: 2, style: 6, sku_id: '5', label: 'Buy' }),
    `${first}.label BUTTON_COMPONENT_PREMIUM_FIELD_INVALID`,
    `${reference}#button`,
  ),
  sent(
    'a premium button without a sku',
    inRow({ type: 2, style: 6 }),
    `${first}.sku_id BASE_TYPE_REQUIRED`,
    `${reference}#button`,
  ),
  sent(
    'a button with neither label nor emoji',
    inRow({ type: 2, style: 1, custom_id: 'a' }),
    `${first}.label BASE_TYPE_REQUIRED`,
    `${reference}#button`,
  ),
  sent(
    'a button label of 81 characters',
    inRow(button('a', { label: long(81) })),
    `${first}.label BASE_TYPE_MAX_LENGTH`,
    `${reference}#button`,
  ),
  sent(
    'a button style that does not exist',
    inRow(button('a', { style: 7 })),
    `${first}.style BASE_TYPE_CHOICES`,
    `${reference}#button`,
  ),
];

const selectPayloads: BadPayload[] = [
  sent(
    'a select without options',
    inRow(select('a', { options: [] })),
    `${first}.options BASE_TYPE_BAD_LENGTH`,
    `${reference}#string-select`,
  ),
  sent(
    'a select with 26 options',
    inRow(select('a', { options: many(26, (index) => option(`${index}`)) })),
    `${first}.options BASE_TYPE_BAD_LENGTH`,
    `${reference}#string-select`,
  ),
  sent(
    'two options with one value',
    inRow(select('a', { options: [option('x'), option('x', { label: 'y' })] })),
    `${first}.options.1 SELECT_COMPONENT_OPTION_VALUE_DUPLICATED`,
    `${reference}#string-select`,
  ),
  sent(
    'a select that wants at least two and at most one',
    inRow(select('a', { min_values: 2, max_values: 1 })),
    `${first}.min_values NUMBER_TYPE_MAX`,
    `${reference}#string-select`,
  ),
  sent(
    'a select of at most 26',
    inRow({ type: 5, custom_id: 'a', max_values: 26 }),
    `${first}.max_values NUMBER_TYPE_MAX`,
    `${reference}#user-select`,
  ),
  sent(
    'a select of at most none',
    inRow({ type: 5, custom_id: 'a', min_values: 0, max_values: 0 }),
    `${first}.max_values NUMBER_TYPE_MIN`,
    `${reference}#user-select`,
  ),
  sent(
    'a select that offers fewer options than it may take',
    inRow(select('a', { max_values: 3 })),
    `${first}.options BASE_TYPE_BAD_LENGTH`,
    `${reference}#string-select`,
  ),
  sent(
    'more options chosen beforehand than may be chosen',
    inRow(select('a', { options: [option('x', { default: true }), option('y', { default: true })] })),
    `${first}.options SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES`,
    `${reference}#string-select`,
  ),
  sent(
    'a placeholder of 151 characters',
    inRow(select('a', { placeholder: long(151) })),
    `${first}.placeholder BASE_TYPE_MAX_LENGTH`,
    `${reference}#string-select`,
  ),
  sent(
    'an option label of 101 characters',
    inRow(select('a', { options: [option('x', { label: long(101) })] })),
    `${first}.options.0.label BASE_TYPE_BAD_LENGTH`,
    `${reference}#string-select`,
  ),
  sent(
    'an option description of 101 characters',
    inRow(select('a', { options: [option('x', { description: long(101) })] })),
    `${first}.options.0.description BASE_TYPE_MAX_LENGTH`,
    `${reference}#string-select`,
  ),
];

const inLabel = (component: object, more = {}) => modal([label(component, more)]);
const inner = 'data.components.0.component';
const modalPayloads: BadPayload[] = [
  asked('a modal without data', { type: 9 }, 'data BASE_TYPE_REQUIRED', answering),
  asked(
    'a modal title of 46 characters',
    modal([label(input('a'))], { title: long(46) }),
    'data.title BASE_TYPE_BAD_LENGTH',
    answering,
  ),
  asked(
    'a modal without a title',
    modal([label(input('a'))], { title: '' }),
    'data.title BASE_TYPE_BAD_LENGTH',
    answering,
  ),
  asked(
    'a modal id of 101 characters',
    modal([label(input('a'))], { custom_id: long(101) }),
    'data.custom_id BASE_TYPE_BAD_LENGTH',
    answering,
  ),
  asked('a modal without questions', modal([]), 'data.components BASE_TYPE_BAD_LENGTH', answering),
  asked(
    'a modal of six questions',
    modal(many(6, (index) => label(input(`${index}`)))),
    'data.components BASE_TYPE_BAD_LENGTH',
    answering,
  ),
  asked(
    'a text input that stands in a modal by itself',
    modal([input('a')]),
    'data.components.0 UNION_TYPE_CHOICES',
    'developers/components/using-modal-components.mdx',
  ),
  asked('a button in a label', inLabel(button('a')), `${inner} UNION_TYPE_CHOICES`, `${reference}#label`),
  asked(
    'a row of buttons in a modal',
    modal([row(button('a'))]),
    'data.components.0.components.0 UNION_TYPE_CHOICES',
    reference,
  ),
  asked(
    'a container in a modal',
    modal([container(words('a'))]),
    'data.components.0 UNION_TYPE_CHOICES',
    'developers/components/using-modal-components.mdx',
  ),
  asked(
    'a text input in a row without a label',
    modal([row(input('a'))]),
    'data.components.0.components.0.label BASE_TYPE_REQUIRED',
    reference,
  ),
  asked(
    'a label of 46 characters',
    inLabel(input('a'), { label: long(46) }),
    'data.components.0.label BASE_TYPE_BAD_LENGTH',
    `${reference}#label`,
  ),
  asked(
    'a label description of 101 characters',
    inLabel(input('a'), { description: long(101) }),
    'data.components.0.description BASE_TYPE_MAX_LENGTH',
    `${reference}#label`,
  ),
  asked(
    'a label around nothing',
    modal([{ type: 18, label: 'Question' }]),
    `${inner} BASE_TYPE_REQUIRED`,
    `${reference}#label`,
  ),
  asked(
    'a text input that takes 4,001 characters',
    inLabel(input('a', { max_length: 4001 })),
    `${inner}.max_length NUMBER_TYPE_MAX`,
    `${reference}#text-input`,
  ),
  asked(
    'a text input that wants more than it takes',
    inLabel(input('a', { min_length: 5, max_length: 4 })),
    `${inner}.min_length NUMBER_TYPE_MAX`,
    `${reference}#text-input`,
  ),
  asked(
    'a text input placeholder of 101 characters',
    inLabel(input('a', { placeholder: long(101) })),
    `${inner}.placeholder BASE_TYPE_MAX_LENGTH`,
    `${reference}#text-input`,
  ),
  asked(
    'two inputs with one custom id',
    modal([label(input('a')), label(input('a'))]),
    'data.components.1.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    `${reference}#custom-id`,
  ),
  asked(
    'a disabled select in a modal',
    inLabel(select('a', { disabled: true })),
    `${inner}.disabled MODAL_COMPONENT_DISABLED`,
    `${reference}#string-select`,
  ),
  asked(
    'a required select that may be left empty',
    inLabel(select('a', { min_values: 0 })),
    `${inner}.min_values NUMBER_TYPE_MIN`,
    `${reference}#string-select`,
  ),
  asked(
    'a radio group with one option',
    inLabel({ type: 21, custom_id: 'a', options: [option('x')] }),
    `${inner}.options BASE_TYPE_BAD_LENGTH`,
    `${reference}#radio-group`,
  ),
  asked(
    'a checkbox group with eleven options',
    inLabel({ type: 22, custom_id: 'a', options: many(11, (index) => option(`${index}`)) }),
    `${inner}.options BASE_TYPE_BAD_LENGTH`,
    `${reference}#checkbox-group`,
  ),
  asked(
    'a file upload of eleven files',
    inLabel({ type: 19, custom_id: 'a', max_values: 11 }),
    `${inner}.max_values NUMBER_TYPE_MAX`,
    `${reference}#file-upload`,
  ),
  asked(
    'a file type without its dot',
    inLabel({ type: 19, custom_id: 'a', file_types: ['pdf'] }),
    `${inner}.file_types.0 BASE_TYPE_CHOICES`,
    `${reference}#file-upload`,
  ),
];

const from = (type: number, fromMessage = false) => ({ interaction: { type, fromMessage } });
const callbackPayloads: BadPayload[] = [
  asked('an answer of a type that does not exist', { type: 3 }, 'type BASE_TYPE_CHOICES', answering),
  bad(
    'a modal in answer to a modal',
    callback,
    modal([label(input('a'))]),
    'type BASE_TYPE_CHOICES',
    answering,
    from(5, true),
  ),
  bad(
    'an update in answer to a command',
    callback,
    { type: 7, data: { content: 'a' } },
    'type BASE_TYPE_CHOICES',
    answering,
    from(2),
  ),
  bad(
    'a message in answer to autocompletion',
    callback,
    { type: 4, data: { content: 'a' } },
    'type BASE_TYPE_CHOICES',
    answering,
    from(4),
  ),
  bad(
    'suggestions in answer to a command',
    callback,
    { type: 8, data: { choices: [] } },
    'type BASE_TYPE_CHOICES',
    answering,
    from(2),
  ),
  asked(
    '26 suggestions',
    { type: 8, data: { choices: many(26, (index) => ({ name: `${index}`, value: `${index}` })) } },
    'data.choices BASE_TYPE_MAX_LENGTH',
    answering,
  ),
  asked(
    'a deferral that announces Components V2',
    { type: 5, data: { flags: V2 } },
    'data.flags BASE_TYPE_CHOICES',
    answering,
  ),
  {
    name: 'an answer with nothing in it',
    route: callback,
    body: { type: 4 },
    code: 50006,
    source: answering,
  },
  asked(
    'an answer of 2,001 characters',
    { type: 4, data: { content: long(2001) } },
    'data.content BASE_TYPE_MAX_LENGTH',
    answering,
  ),
  bad(
    'a reply edited to content beside V2',
    routes.editReply,
    { flags: V2, content: 'a', components: [words('b')] },
    `content ${mixedFields}`,
    messages,
  ),
  {
    name: 'a follow-up with nothing in it',
    route: routes.followup,
    body: { flags: 64 },
    code: 50006,
    source: answering,
  },
];

const opt = '0.options.0';
const commandPayloads: BadPayload[] = [
  registered(
    'the command name "Bad Name"',
    slash({ name: 'Bad Name' }),
    '0.name APPLICATION_COMMAND_INVALID_NAME',
  ),
  registered(
    'a command name in capitals',
    slash({ name: 'CheckIn' }),
    '0.name APPLICATION_COMMAND_INVALID_NAME',
  ),
  registered(
    'a command name of 33 letters',
    slash({ name: long(33) }),
    '0.name APPLICATION_COMMAND_INVALID_NAME',
  ),
  registered('a command without a name', { description: 'a' }, '0.name BASE_TYPE_REQUIRED'),
  registered('a slash command without a description', { name: 'a' }, '0.description BASE_TYPE_REQUIRED'),
  registered(
    'a description of 101 characters',
    slash({ description: long(101) }),
    '0.description BASE_TYPE_BAD_LENGTH',
  ),
  registered(
    '26 options',
    slash({ options: many(26, (index) => param(`a${index}`)) }),
    '0.options BASE_TYPE_MAX_LENGTH',
  ),
  registered(
    'a required option after an optional one',
    slash({ options: [param('a'), param('b', { required: true })] }),
    '0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ),
  registered(
    'two options of one name',
    slash({ options: [param('a'), param('a')] }),
    '0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED',
  ),
  registered(
    'two options of one name in German',
    slash({
      options: [
        param('a', { name_localizations: { de: 'ziel' } }),
        param('b', { name_localizations: { de: 'ziel' } }),
      ],
    }),
    '0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED',
  ),
  registered(
    'an option name with a space',
    slash({ options: [param('a b')] }),
    `${opt}.name APPLICATION_COMMAND_INVALID_NAME`,
  ),
  registered(
    'an option without a description',
    slash({ options: [{ type: 3, name: 'a' }] }),
    `${opt}.description BASE_TYPE_REQUIRED`,
  ),
  registered(
    '26 choices',
    slash({
      options: [param('a', { choices: many(26, (index) => ({ name: `${index}`, value: `${index}` })) })],
    }),
    `${opt}.choices BASE_TYPE_MAX_LENGTH`,
  ),
  registered(
    'a number among the choices of a text option',
    slash({ options: [param('a', { choices: [{ name: 'one', value: 1 }] })] }),
    `${opt}.choices.0.value NUMBER_TYPE_COERCE`,
  ),
  registered(
    'choices and autocompletion together',
    slash({ options: [param('a', { autocomplete: true, choices: [{ name: 'b', value: 'b' }] })] }),
    `${opt}.autocomplete APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES`,
  ),
  registered(
    'choices on an option for a person',
    slash({ options: [param('a', { type: 6, choices: [{ name: 'b', value: 'b' }] })] }),
    `${opt}.choices APPLICATION_COMMAND_OPTION_FIELD_INVALID`,
  ),
  registered(
    'a text option with a least length beyond its greatest',
    slash({ options: [param('a', { min_length: 9, max_length: 3 })] }),
    `${opt}.min_length NUMBER_TYPE_MAX`,
  ),
  registered(
    'a text option of 6,001 characters',
    slash({ options: [param('a', { max_length: 6001 })] }),
    `${opt}.max_length NUMBER_TYPE_MAX`,
  ),
  registered(
    'a subcommand beside a parameter',
    slash({ options: [param('a', { type: 1 }), param('b')] }),
    '0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
  ),
  registered(
    'a group in a group',
    slash({ options: [param('a', { type: 2, options: [param('b', { type: 2, options: [] })] })] }),
    `${opt}.options.0 UNION_TYPE_CHOICES`,
  ),
  registered(
    'a subcommand in a subcommand',
    slash({ options: [param('a', { type: 1, options: [param('b', { type: 1 })] })] }),
    `${opt}.options.0 UNION_TYPE_CHOICES`,
  ),
  registered(
    'a translation into a language Discord does not have',
    slash({ name_localizations: { xx: 'a' } }),
    '0.name_localizations BASE_TYPE_CHOICES',
    'developers/reference.mdx#locales',
  ),
  registered(
    'a translated name with capitals',
    slash({ name_localizations: { de: 'Ziel' } }),
    '0.name_localizations.de APPLICATION_COMMAND_INVALID_NAME',
  ),
  registered(
    'a command of more than 8,000 characters',
    slash({
      options: many(4, (part) =>
        param(`a${part}`, {
          choices: many(20, (index) => ({ name: `${index}${long(90)}`, value: `${index}${long(90)}` })),
        }),
      ),
    }),
    '0 APPLICATION_COMMAND_TOO_LARGE',
  ),
  registered(
    'a description on a command for people',
    { type: 2, name: 'Invite', description: 'a' },
    '0.description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID',
  ),
  registered(
    'options on a command for messages',
    { type: 3, name: 'Keep', options: [param('a')] },
    '0.options APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID',
  ),
  bad(
    'two commands of one name',
    commands,
    [slash(), slash()],
    '1 APPLICATION_COMMANDS_DUPLICATE_NAME',
    commandPage,
  ),
  {
    name: '101 slash commands',
    route: commands,
    body: many(101, (index) => slash({ name: `c${index}` })),
    code: 30032,
    source: commandPage,
  },
  {
    name: 'sixteen commands for people in one guild',
    route: routes.guildCommands,
    body: many(16, (index) => ({ type: 2, name: `Person ${index}` })),
    code: 30032,
    source: commandPage,
  },
  bad(
    'permissions that are not a number',
    routes.newCommand,
    slash({ default_member_permissions: 'ManageGuild' }),
    'default_member_permissions NUMBER_TYPE_COERCE',
    commandPage,
  ),
  bad(
    'renaming a command to "Bad Name"',
    routes.editCommand,
    { name: 'Bad Name' },
    'name APPLICATION_COMMAND_INVALID_NAME',
    commandPage,
  ),
];

const guildPage = 'developers/resources/guild.mdx';
const placePayloads: BadPayload[] = [
  bad('a channel without a name', routes.newChannel, { type: 0 }, 'name BASE_TYPE_REQUIRED', guildPage),
  bad(
    'a channel name of 101 characters',
    routes.newChannel,
    { name: long(101) },
    'name BASE_TYPE_BAD_LENGTH',
    guildPage,
  ),
  bad(
    'a channel with an empty name',
    routes.editChannel,
    { name: '' },
    'name BASE_TYPE_BAD_LENGTH',
    channels,
  ),
  bad(
    'a topic of 1,025 characters',
    routes.newChannel,
    { name: 'a', topic: long(1025) },
    'topic BASE_TYPE_MAX_LENGTH',
    guildPage,
  ),
  bad(
    'a channel of a type that does not exist',
    routes.newChannel,
    { name: 'a', type: 9 },
    'type BASE_TYPE_CHOICES',
    guildPage,
  ),
  bad(
    'slow mode of more than six hours',
    routes.editChannel,
    { rate_limit_per_user: 21601 },
    'rate_limit_per_user NUMBER_TYPE_MAX',
    channels,
  ),
  bad(
    'an overwrite whose permissions are words',
    routes.newChannel,
    { name: 'a', permission_overwrites: [{ id: '1', type: 0, allow: 'VIEW_CHANNEL' }] },
    'permission_overwrites.0.allow NUMBER_TYPE_COERCE',
    guildPage,
  ),
  bad(
    'an overwrite for neither role nor member',
    routes.overwrite,
    { allow: '0' },
    'type BASE_TYPE_REQUIRED',
    channels,
  ),
  bad(
    'a thread name of 101 characters',
    routes.newThread,
    { name: long(101), type: 12 },
    'name BASE_TYPE_BAD_LENGTH',
    channels,
  ),
  bad(
    'a thread that archives after two hours',
    routes.newThread,
    { name: 'a', auto_archive_duration: 120 },
    'auto_archive_duration BASE_TYPE_CHOICES',
    channels,
  ),
  bad(
    'a thread of a channel type',
    routes.newThread,
    { name: 'a', type: 0 },
    'type BASE_TYPE_CHOICES',
    channels,
  ),
  bad(
    'a thread on a message without a name',
    routes.threadFromMessage,
    {},
    'name BASE_TYPE_REQUIRED',
    channels,
  ),
  bad('an invitation for 101 people', routes.invite, { max_uses: 101 }, 'max_uses NUMBER_TYPE_MAX', channels),
  bad(
    'a role name of 101 characters',
    routes.newRole,
    { name: long(101) },
    'name BASE_TYPE_BAD_LENGTH',
    guildPage,
  ),
  bad(
    'a direct message to nobody',
    routes.dm,
    {},
    'recipient_id BASE_TYPE_REQUIRED',
    'developers/resources/user.mdx',
  ),
  bad(
    'a path whose id is a word',
    send,
    { content: 'a' },
    'channel_id NUMBER_TYPE_COERCE',
    'developers/reference.mdx#snowflakes',
    { path: '/channels/undefined/messages' },
  ),
];

const eventPayloads: BadPayload[] = [
  bad(
    'an event name of 101 characters',
    routes.newEvent,
    event({ name: long(101) }),
    'name BASE_TYPE_BAD_LENGTH',
    events,
  ),
  bad(
    'an event without a start',
    routes.newEvent,
    event({ scheduled_start_time: undefined }),
    'scheduled_start_time BASE_TYPE_REQUIRED',
    events,
  ),
  bad(
    'an event elsewhere without an end',
    routes.newEvent,
    event({ scheduled_end_time: undefined }),
    'scheduled_end_time BASE_TYPE_REQUIRED',
    events,
  ),
  bad(
    'an event elsewhere without a place',
    routes.newEvent,
    event({ entity_metadata: {} }),
    'entity_metadata.location BASE_TYPE_REQUIRED',
    events,
  ),
  bad(
    'an event elsewhere in a channel',
    routes.newEvent,
    event({ channel_id: '5' }),
    'channel_id GUILD_SCHEDULED_EVENT_CHANNEL_NOT_NULL',
    events,
  ),
  bad(
    'a voice event without a channel',
    routes.newEvent,
    event({ entity_type: 2, entity_metadata: null }),
    'channel_id BASE_TYPE_REQUIRED',
    events,
  ),
  bad(
    'an event that ends before it begins',
    routes.newEvent,
    event({ scheduled_end_time: '2026-09-01T17:00:00Z' }),
    'scheduled_end_time GUILD_SCHEDULED_EVENT_SCHEDULE_INVALID',
    events,
  ),
  bad(
    'an event for the whole world',
    routes.newEvent,
    event({ privacy_level: 1 }),
    'privacy_level BASE_TYPE_CHOICES',
    events,
  ),
  bad(
    'a weekly event on two weekdays',
    routes.newEvent,
    event({
      recurrence_rule: { start: '2026-09-01T18:00:00Z', frequency: 2, interval: 1, by_weekday: [0, 2] },
    }),
    'recurrence_rule.by_weekday BASE_TYPE_BAD_LENGTH',
    events,
  ),
  bad(
    'a monthly event every second month',
    routes.newEvent,
    event({
      recurrence_rule: {
        start: '2026-09-01T18:00:00Z',
        frequency: 1,
        interval: 2,
        by_n_weekday: [{ n: 1, day: 2 }],
      },
    }),
    'recurrence_rule.interval BASE_TYPE_CHOICES',
    events,
  ),
  bad(
    'an event status that does not exist',
    routes.editEvent,
    { status: 5 },
    'status BASE_TYPE_CHOICES',
    events,
  ),
];

const queryPayloads: BadPayload[] = [
  bad('101 messages at once', routes.history, undefined, 'limit NUMBER_TYPE_MAX', messages, {
    query: { limit: '101' },
  }),
  bad('no messages at once', routes.history, undefined, 'limit NUMBER_TYPE_MIN', messages, {
    query: { limit: '0' },
  }),
  bad('messages before and after at once', routes.history, undefined, 'after BASE_TYPE_CHOICES', messages, {
    query: { before: '1', after: '2' },
  }),
  bad('51 pins at once', routes.pins, undefined, 'limit NUMBER_TYPE_MAX', messages, {
    query: { limit: '51' },
  }),
  bad('1,001 members at once', routes.members, undefined, 'limit NUMBER_TYPE_MAX', guildPage, {
    query: { limit: '1001' },
  }),
];

/** Reviewed against discord-api-docs of August 2026, one row per rule. */
export const badPayloads: BadPayload[] = [
  ...messagePayloads,
  ...layoutPayloads,
  ...buttonPayloads,
  ...selectPayloads,
  ...modalPayloads,
  ...callbackPayloads,
  ...commandPayloads,
  ...placePayloads,
  ...eventPayloads,
  ...queryPayloads,
];
