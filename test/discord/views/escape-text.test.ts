import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, plainText } from '#discord/views/escape-text';

const marked = fc.string({ unit: fc.constantFrom(...'*_~`|[]<>#\\@-+1.) \na😀'), maxLength: 80 });
const lots = 10_000;

/** What Discord would show: the escapes gone. */
const shown = (escaped: string) => escaped.replace(/\\([^\s\dA-Za-z])/gu, '$1').replaceAll('@\u200B', '@');

describe('text from people', () => {
  it('is shown as it was typed', () => {
    fc.assert(
      fc.property(marked, (text) => {
        const tidy = text.replace(/\n{3,}/gu, '\n\n').trim();
        expect(shown(escapeText(text, lots))).toBe(tidy);
      }),
    );
  });

  it('has no mark left that means something to Discord', () => {
    fc.assert(
      fc.property(marked, (text) => {
        const rest = escapeText(text, lots).replace(/\\[^\s\dA-Za-z]/gu, 'x');
        expect(rest).not.toMatch(/[*_~`|[\]<>#\\]|@(?!\u200B)|^[^\S\n]*[-+]|^[^\S\n]*\d+[.)]/mu);
      }),
    );
  });

  it('can neither hide a link, nor call anybody, nor quote, nor make a heading', () => {
    expect(escapeText('[a prize](https://evil.example)', lots)).toBe('\\[a prize\\](https://evil.example)');
    expect(escapeText('@everyone <@1> <@&2> <#3>', lots)).toBe(
      '@\u200Beveryone \\<@\u200B1\\> \\<@\u200B&2\\> \\<\\#3\\>',
    );
    expect(escapeText('> quote\n# head\n-# small\n- item\n12. item', lots)).toBe(
      '\\> quote\n\\# head\n\\-\\# small\n\\- item\n12\\. item',
    );
    expect(escapeText('well-being at 3.5 + more', lots)).toBe('well-being at 3.5 + more');
  });

  it('cannot turn the reading direction or smuggle controls in', () => {
    expect(escapeText('safe\u202Egpj.exe\u2066\u2069', lots)).toBe('safegpj.exe');
    expect(escapeText('a\u0000b\u2028c\uD800d', lots)).toBe('a b c d');
    expect(plainText('a\u202Eb\u0007c', lots)).toBe('ab c');
    expect(escapeText('שלום', lots)).toBe('שלום');
  });

  it('is never longer than its room, and never cut inside a character or an escape', () => {
    fc.assert(
      fc.property(
        fc.oneof(marked, fc.string({ unit: 'grapheme', maxLength: 80 })),
        fc.integer({ min: 1, max: 40 }),
        (text, limit) => {
          const escaped = escapeText(text, limit);
          expect(escaped.length).toBeLessThanOrEqual(limit);
          expect(escaped).not.toMatch(/\p{Cs}/u);
          const slashes = /\\*(?=…$)/u.exec(escaped)?.[0].length ?? 0;
          expect(slashes % 2).toBe(0);
          if (escaped !== escapeText(text, lots)) expect(escaped.endsWith('…')).toBe(true);
        },
      ),
    );
  });
});
