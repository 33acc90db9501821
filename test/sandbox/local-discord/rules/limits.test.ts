import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkRequest } from '#sandbox/local-discord/rules/check-request';
import {
  button,
  container,
  event,
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
  v2,
  words,
} from './payloads.ts';

/** A limit of Discord's: what is made of `size` of something, the sizes that are allowed, and whether fewer are refused. */
type Limit = {
  name: string;
  route: string;
  of: (size: number) => unknown;
  least: number;
  most: number;
  floor: boolean;
};

const long = (size: number) => 'x'.repeat(size);
const many = <T>(size: number, make: (index: number) => T) => Array.from({ length: size }, (_, i) => make(i));
const inRow = (component: object) => legacy(row(component));
const asked = (component: object, more = {}) => modal([label(component, more)]);

const { send, callback, newCommand, newChannel, newThread, newEvent } = routes;
const between = (name: string, route: string, least: number, most: number, of: Limit['of']): Limit => ({
  name,
  route,
  of,
  least,
  most,
  floor: true,
});

/** A limit with no lower end of its own; `from` is the smallest size that can be built. */
const upTo = (name: string, route: string, from: number, most: number, of: Limit['of']): Limit => ({
  ...between(name, route, from, most, of),
  floor: false,
});

const limits: Limit[] = [
  between('characters of content', send, 1, 2000, (n) => ({ content: long(n) })),
  upTo('characters of a nonce', send, 1, 25, (n) => ({ content: 'a', nonce: long(n) })),
  between('embeds', send, 1, 10, (n) => ({ embeds: many(n, () => ({ title: 'a' })) })),
  upTo('characters of an embed title', send, 0, 256, (n) => ({ embeds: [{ title: long(n) }] })),
  upTo('characters of an embed description', send, 0, 4096, (n) => ({ embeds: [{ description: long(n) }] })),
  upTo('fields of an embed', send, 0, 25, (n) => ({
    embeds: [{ fields: many(n, () => ({ name: 'a', value: 'b' })) }],
  })),
  upTo('characters of all embeds', send, 1, 6000, (n) => ({
    embeds: [{ description: long(Math.min(n, 4000)) }, { description: long(Math.max(0, n - 4000)) }],
  })),
  upTo('people to mention', send, 0, 100, (n) => ({
    content: 'a',
    allowed_mentions: { users: many(n, String) },
  })),
  upTo('rows', send, 0, 5, (n) => legacy(...many(n, (i) => row(button(`${i}`))))),
  between('buttons in a row', send, 1, 5, (n) => legacy(row(...many(n, (i) => button(`${i}`))))),
  between('components in V2', send, 1, 40, (n) => v2(...many(n, () => words('a')))),
  upTo('components nested in V2', send, 2, 40, (n) => v2(container(...many(n - 1, () => words('a'))))),
  between('characters of V2 text', send, 1, 4000, (n) => v2(words(long(n)))),
  upTo('characters of V2 text in many places', send, 3, 4000, (n) =>
    v2(words('a'), container(words('b')), section([words(long(n - 2))])),
  ),
  between('characters of a custom id', send, 1, 100, (n) => inRow(button(long(n)))),
  between('characters of a button label', send, 1, 80, (n) => inRow(button('a', { label: long(n) }))),
  upTo('characters of a link', send, 28, 512, (n) =>
    inRow(linkButton({ url: 'https://example.org/'.padEnd(n, 'x') })),
  ),
  between('options of a select', send, 1, 25, (n) =>
    inRow(select('a', { options: many(n, (i) => option(`${i}`)) })),
  ),
  upTo('characters of a placeholder', send, 0, 150, (n) => inRow(select('a', { placeholder: long(n) }))),
  between('characters of an option label', send, 1, 100, (n) =>
    inRow(select('a', { options: [option('a', { label: long(n) })] })),
  ),
  between('characters of an option value', send, 1, 100, (n) =>
    inRow(select('a', { options: [option(long(n))] })),
  ),
  between('people in a select', send, 1, 25, (n) => inRow({ type: 5, custom_id: 'a', max_values: n })),
  between('texts of a section', send, 1, 3, (n) => v2(section(many(n, () => words('a'))))),
  between('pictures of a gallery', send, 1, 10, (n) =>
    v2({ type: 12, items: many(n, () => ({ media: { url: 'https://example.org/a.png' } })) }),
  ),
  between('answers of a poll', send, 1, 10, (n) => ({
    poll: { question: { text: 'q' }, answers: many(n, () => ({ poll_media: { text: 'a' } })) },
  })),
  between('characters of a poll question', send, 1, 300, (n) => ({
    poll: { question: { text: long(n) }, answers: [{ poll_media: { text: 'a' } }] },
  })),
  between('characters of an answer', callback, 1, 2000, (n) => ({ type: 4, data: { content: long(n) } })),
  upTo('suggestions', callback, 0, 25, (n) => ({
    type: 8,
    data: { choices: many(n, (i) => ({ name: `${i}`, value: `${i}` })) },
  })),
  between('characters of a modal title', callback, 1, 45, (n) =>
    modal([label(input('a'))], { title: long(n) }),
  ),
  between('questions of a modal', callback, 1, 5, (n) => modal(many(n, (i) => label(input(`${i}`))))),
  between('characters of a modal id', callback, 1, 100, (n) =>
    modal([label(input('a'))], { custom_id: long(n) }),
  ),
  between('characters of a label', callback, 1, 45, (n) => asked(input('a'), { label: long(n) })),
  between('characters of a label description', callback, 1, 100, (n) =>
    asked(input('a'), { description: long(n) }),
  ),
  between('characters a text input takes', callback, 1, 4000, (n) => asked(input('a', { max_length: n }))),
  upTo('characters of a prefilled answer', callback, 0, 4000, (n) => asked(input('a', { value: long(n) }))),
  between('options of a radio group', callback, 2, 10, (n) =>
    asked({ type: 21, custom_id: 'a', options: many(n, (i) => option(`${i}`)) }),
  ),
  between('options of a checkbox group', callback, 1, 10, (n) =>
    asked({ type: 22, custom_id: 'a', options: many(n, (i) => option(`${i}`)) }),
  ),
  between('files of an upload', callback, 1, 10, (n) => asked({ type: 19, custom_id: 'a', max_values: n })),
  between('characters of a command name', newCommand, 1, 32, (n) => slash({ name: long(n) })),
  between('characters of a command description', newCommand, 1, 100, (n) => slash({ description: long(n) })),
  upTo('options of a command', newCommand, 0, 25, (n) => slash({ options: many(n, (i) => param(`a${i}`)) })),
  upTo('choices of an option', newCommand, 0, 25, (n) =>
    slash({ options: [param('a', { choices: many(n, (i) => ({ name: `${i}`, value: `${i}` })) })] }),
  ),
  between('characters of a choice', newCommand, 1, 100, (n) =>
    slash({ options: [param('a', { choices: [{ name: long(n), value: 'a' }] })] }),
  ),
  upTo('slash commands', routes.commands, 0, 100, (n) => many(n, (i) => slash({ name: `c${i}` }))),
  between('characters of a channel name', newChannel, 1, 100, (n) => ({ name: long(n) })),
  upTo('characters of a topic', newChannel, 0, 1024, (n) => ({ name: 'a', topic: long(n) })),
  upTo('seconds of slow mode', newChannel, 0, 21600, (n) => ({ name: 'a', rate_limit_per_user: n })),
  between('characters of a thread name', newThread, 1, 100, (n) => ({ name: long(n), type: 11 })),
  between('characters of a role name', routes.newRole, 1, 100, (n) => ({ name: long(n) })),
  between('characters of an event name', newEvent, 1, 100, (n) => event({ name: long(n) })),
  upTo('characters of an event description', newEvent, 0, 1000, (n) => event({ description: long(n) })),
  between('messages to delete', routes.bulkDelete, 2, 100, (n) => ({ messages: many(n, String) })),
];

const accepted = ({ route, of }: Limit, size: number) => checkRequest(request(route, of(size))) === undefined;

for (const row of limits) {
  test(`${row.name}: ${row.least} to ${row.most} pass, one more does not${row.floor ? ', nor does one less' : ''}`, () => {
    expect(checkRequest(request(row.route, row.of(row.least)))).toBeUndefined();
    expect(checkRequest(request(row.route, row.of(row.most)))).toBeUndefined();
    expect(accepted(row, row.most + 1)).toBe(false);
    if (row.floor) expect(accepted(row, row.least - 1)).toBe(false);
  });
}

test('of every limit, sizes within pass and sizes beyond do not', () => {
  const anyLimit = fc.constantFrom(...limits);
  const sized = anyLimit.chain((row) =>
    fc.tuple(fc.constant(row), fc.integer({ min: row.least, max: row.most + 30 })),
  );
  fc.assert(
    fc.property(sized, ([row, size]) => accepted(row, size) === size <= row.most),
    { numRuns: 300 },
  );
});
