import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, parseBlocks } from '#sandbox/web-client/page/markdown/parse-blocks';
import { type Inline, parseInline } from '#sandbox/web-client/page/markdown/parse-inline';

const flat = (nodes: readonly Inline[]): Inline[] =>
  nodes.flatMap((node) => (typeof node === 'string' || !('of' in node) ? [node] : [node, ...flat(node.of)]));

const inlines = (blocks: readonly Block[]): Inline[] =>
  blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
        return block.lines.flatMap(flat);
      case 'list':
        return block.items.flatMap(({ of }) => flat(of));
      case 'quote':
        return inlines(block.blocks);
      case 'code':
        return [];
      default:
        return flat(block.of);
    }
  });

/** Pieces that markdown is made of, thrown together. */
const anything = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '*',
        '**',
        '_',
        '__',
        '~~',
        '||',
        '`',
        '```',
        '\n',
        '> ',
        '>>> ',
        '# ',
        '-# ',
        '- ',
        '1. ',
      ),
      fc.constantFrom(
        '[',
        '](',
        ')',
        '<',
        '>',
        '<@',
        '<t:',
        ':R>',
        '\\',
        'https://',
        'javascript:',
        '@here',
        '\u202E',
      ),
      fc.string({ maxLength: 12 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));

describe('markdown as Discord reads it', () => {
  test.each<[string, Inline[]]>([
    ['plain', ['plain']],
    ['**bold** and *thin*', [{ kind: 'strong', of: ['bold'] }, ' and ', { kind: 'em', of: ['thin'] }]],
    ['__under__ ~~gone~~', [{ kind: 'underline', of: ['under'] }, ' ', { kind: 'strike', of: ['gone'] }]],
    ['||hidden||', [{ kind: 'spoiler', of: ['hidden'] }]],
    ['***both***', [{ kind: 'strong', of: [{ kind: 'em', of: ['both'] }] }]],
    ['snake_case_name stays', ['snake_case_name stays']],
    ['2 * 3 * 4', ['2 * 3 * 4']],
    ['\\*not thin\\*', ['*not thin*']],
    ['`**code**`', [{ kind: 'code', text: '**code**' }]],
    ['<@123456789012345678>', [{ kind: 'user', id: '123456789012345678' }]],
    ['<@&123456789012345678>', [{ kind: 'role', id: '123456789012345678' }]],
    ['<#123456789012345678>', [{ kind: 'channel', id: '123456789012345678' }]],
    ['<t:1700000000:R>', [{ kind: 'time', seconds: 1_700_000_000, style: 'R' }]],
    ['</match run:123456789012345678>', [{ kind: 'command', text: '/match run' }]],
    ['[here](https://example.org)', [{ kind: 'link', url: 'https://example.org', of: ['here'] }]],
    [
      'see https://example.org/a.',
      ['see ', { kind: 'link', url: 'https://example.org/a', of: ['https://example.org/a'] }, '.'],
    ],
    ['[no](javascript:alert(1))', ['[no](javascript:alert(1))']],
  ])('%s', (text, expected) => {
    expect(parseInline(text)).toEqual(expected);
  });

  test('blocks are known by how their lines begin', () => {
    const blocks = parseBlocks(
      '# One\ntext\n- a\n  - b\n1. c\n> quoted\n-# small\n```ts\ncode **here**\n```',
    );
    expect(blocks.map(({ kind }) => kind)).toEqual([
      'heading',
      'paragraph',
      'list',
      'list',
      'quote',
      'small',
      'code',
    ]);
    expect(blocks.at(-1)).toEqual({ kind: 'code', text: 'code **here**' });
    expect(blocks[2]).toMatchObject({ items: [{ depth: 0 }, { depth: 1 }] });
  });

  test('any text is read, and no link leads anywhere but to the web', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const node of inlines(parseBlocks(text)))
          if (typeof node !== 'string' && node.kind === 'link') expect(node.url).toMatch(/^https?:\/\//);
      }),
      { numRuns: 500 },
    );
  });

  test('words never get lost, whatever marks stand around them', () => {
    const word = fc.stringMatching(/^[a-z]{3,8}$/);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, fc.constantFrom('**', '*', '__', '||', '~~', ' ', '\n', '> '))),
        (parts) => {
          const text = parts.map(([written, mark]) => `${mark}${written}`).join('');
          const read = inlines(parseBlocks(text))
            .filter((node) => typeof node === 'string')
            .join('');
          for (const [written] of parts) expect(read).toContain(written);
        },
      ),
      { numRuns: 300 },
    );
  });
});
