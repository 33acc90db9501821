import { expect, test } from 'vitest';
import { checkRequest } from '#sandbox/local-discord/rules/check-request';
import { badPayloads } from './bad-payloads.ts';
import { complaintsOf, request } from './payloads.ts';

test('the table holds at least eighty payloads, each under its own name', () => {
  expect(badPayloads.length).toBeGreaterThanOrEqual(80);
  expect(new Set(badPayloads.map(({ name }) => name)).size).toBe(badPayloads.length);
});

for (const { name, route, body, code = 50035, status = 400, at, source, more } of badPayloads) {
  test(`${name} is refused`, () => {
    const breach = checkRequest(request(route, body, more));
    expect(breach).toMatchObject({ status, code });
    if (at) expect(complaintsOf(breach)).toContain(at);
    else expect(breach?.errors).toBeUndefined();
    expect(breach?.source).toContain(source.split('#')[0]);
  });
}

test('all faults of a body are reported together, nested as the body is', () => {
  const body = { content: 'x'.repeat(2001), components: [{ type: 1, components: [] }] };
  expect(checkRequest(request('POST /channels/:channel/messages', body))).toMatchObject({
    message: 'Invalid Form Body',
    errors: {
      content: {
        _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }],
      },
      components: {
        0: {
          components: {
            _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 5 in length.' }],
          },
        },
      },
    },
  });
});

test('whatever is sent on whatever route, the rules answer and do not throw', () => {
  const strange = [
    undefined,
    null,
    0,
    '',
    'text',
    [],
    [[]],
    [null],
    { components: 5 },
    { components: [null] },
  ];
  const nested = [
    { components: [{ type: 1, components: 'a' }] },
    { components: [{ type: 9, components: null, accessory: 3 }] },
    { embeds: [null, { fields: {} }], poll: [], allowed_mentions: 'none' },
    { type: 9, data: { components: [{ type: 18, component: [] }] } },
    { type: 4, data: 'text' },
    { options: [{ type: 'a', options: 3, choices: [3] }], name: {} },
    [{ options: null }, 7],
  ];
  for (const { route } of badPayloads) {
    for (const body of [...strange, ...nested]) {
      expect(() => checkRequest(request(route, body))).not.toThrow();
    }
  }
});
