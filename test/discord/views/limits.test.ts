import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderNotice } from '#discord/views/render-notice';
import { checkRequest } from '#sandbox/local-discord/rules/check-request';
import { componentsOf, customIdsOf, textOf } from './components-of.ts';
import { context } from './facts.ts';
import { noticeExamples } from './notice-examples.ts';
import { formExamples, replyExamples } from './reply-examples.ts';

const IS_COMPONENTS_V2 = 1 << 15;
const hostile = [
  '😀'.repeat(2_000),
  '👩‍👩‍👧‍👦'.repeat(400),
  '*_~`|[]<>#\\'.repeat(400),
  '@everyone <@&1> <@1> '.repeat(200),
  '\n'.repeat(4_000),
  '> - 1. # \n'.repeat(400),
  '\u202E\u2066'.repeat(2_000),
  '\u0000\uD800'.repeat(2_000),
  '',
];
const texts = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary', maxLength: 4_000, size: 'max' }),
  fc.string({ unit: fc.constantFrom(...'*_[](){}<>@#`|\\~-+.1 \n'), maxLength: 4_000, size: 'max' }),
);

function messagesWith(text: string): [string, unknown][] {
  const notices = Object.values(noticeExamples(text))
    .flat()
    .map((notice): [string, unknown] => [notice.kind, renderNotice(notice, context)]);
  return [...notices, ...replyExamples(text)];
}

function expectFitsDiscord(name: string, body: unknown): void {
  const components = componentsOf(body);
  const ids = customIdsOf(body);
  expect(components.length, name).toBeLessThanOrEqual(40);
  expect(textOf(body).length, name).toBeLessThanOrEqual(4_000);
  expect(new Set(ids).size, name).toBe(ids.length);
  for (const id of ids) expect(id.length, name).toBeLessThanOrEqual(100);
}

function posted(body: unknown) {
  return {
    method: 'POST',
    route: 'POST /channels/:channel/messages',
    path: '/channels/5555555555555555555/messages',
    query: {},
    body,
    files: [],
  };
}

function shownForm(data: unknown) {
  return {
    method: 'POST',
    route: 'POST /interactions/:interaction/:token/callback',
    path: '/interactions/5555555555555555555/token/callback',
    query: {},
    body: { type: 9, data },
    files: [],
  };
}

describe('a message', () => {
  it.each(hostile.map((text, at) => [at, text]))('fits Discord with hostile text %i', (_at, text) => {
    for (const [name, body] of messagesWith(text)) {
      expectFitsDiscord(name, body);
      expect(checkRequest(posted(body)), name).toBeUndefined();
    }
  });

  it('fits Discord whatever people wrote', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const [name, body] of messagesWith(text)) expectFitsDiscord(name, body);
      }),
      { numRuns: 25 },
    );
  });

  it('is a Components V2 message and nothing else', () => {
    for (const [name, body] of messagesWith('text')) {
      expect((body as { flags: number }).flags, name).toBe(IS_COMPONENTS_V2);
      expect(Object.keys(body as object).sort(), name).toEqual(['components', 'flags']);
    }
  });

  it('never shows red: neither a danger button nor a red accent', () => {
    for (const [name, body] of messagesWith('text')) {
      for (const component of componentsOf(body)) {
        expect(component['style'], name).not.toBe(4);
        const accent = component['accent_color'];
        if (typeof accent !== 'number') continue;
        const [red, green] = [(accent >> 16) & 255, (accent >> 8) & 255];
        expect(red - green, name).toBeLessThan(64);
      }
    }
  });

  it('is refused by the same rules when it does not fit, so they can say no', () => {
    const tooLong = { flags: IS_COMPONENTS_V2, components: [{ type: 10, content: 'x'.repeat(4_001) }] };
    expect(checkRequest(posted(tooLong))).toBeDefined();
    expect(() => expectFitsDiscord('too long', tooLong)).toThrow();
  });
});

describe('a form', () => {
  it.each(hostile.map((text, at) => [at, text]))('fits Discord with hostile text %i', (_at, text) => {
    for (const [name, form] of formExamples(text)) {
      expect(form.title.length, name).toBeLessThanOrEqual(45);
      expect(form.components.length, name).toBeLessThanOrEqual(5);
      expect(checkRequest(shownForm(form)), name).toBeUndefined();
      const ids = [form.custom_id, ...customIdsOf(form)];
      expect(new Set(ids).size, name).toBe(ids.length);
      for (const component of componentsOf(form)) {
        const { type, label, value, description, placeholder } = component as Record<string, string>;
        if (Number(type) === 18) expect(label?.length, name).toBeLessThanOrEqual(45);
        expect(value?.length ?? 0, name).toBeLessThanOrEqual(4_000);
        expect(description?.length ?? 0, name).toBeLessThanOrEqual(100);
        expect(placeholder?.length ?? 0, name).toBeLessThanOrEqual(100);
      }
    }
  });
});
