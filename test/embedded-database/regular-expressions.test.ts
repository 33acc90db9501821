import { BSONRegExp } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { idsOf, withDatabase } from './with-database.ts';

const { collection } = withDatabase();

describe('a regular expression', () => {
  it('matches by its flags', async () => {
    const c = collection();
    await c.insertMany([
      { _id: 1, s: 'Ann\nBo' },
      { _id: 2, s: 'ann' },
      { _id: 3, s: ['x', 'ANN'] },
    ]);
    expect(await idsOf(c, { s: /^ann$/i })).toEqual([2, 3]);
    expect(await idsOf(c, { s: /^Bo$/m })).toEqual([1]);
    expect(await idsOf(c, { s: { $regex: 'N.B', $options: 'is' } })).toEqual([1]);
    expect(await idsOf(c, { s: { $in: [/^a/, 'ANN'] } })).toEqual([2, 3]);
    expect(await idsOf(c, { s: { $not: /n/ } })).toEqual([3]);
    await expect(idsOf(c, { s: new BSONRegExp('a b', 'x') })).rejects.toMatchObject({ code: 238 });
    await expect(idsOf(c, { s: { $regex: '(' } })).rejects.toMatchObject({ code: 238 });
  });

  // What PCRE2 makes of them, as MongoDB runs it: lines end with \n alone, and \s, \d and \w are of ASCII.
  it.each([
    ['abc$', '', 'abc\n', true],
    ['abc$', '', 'abc\n\n', false],
    ['^b$', 'm', 'a\nb\nc', true],
    ['^b', 'm', 'a\rb', false],
    ['b$', 'm', 'b\rc', false],
    ['a\n^', 'm', 'a\n', false],
    ['a.b', '', 'a\rb', true],
    ['a.b', '', 'a\u2028b', true],
    ['a.b', '', 'a\nb', false],
    ['a.b', 's', 'a\nb', true],
    ['^.$', '', '😀', true],
    ['a\\sb', '', 'a\u00a0b', false],
    ['a\\sb', '', 'a\tb', true],
    ['^[\\s\\d]+$', '', '1\f2', true],
    ['^\\S$', '', '\u00a0', true],
    ['^\\-?\\"\\#.$', '', '"#😀', true],
    ['^[\\-\\]\\^$.]+$', '', '-]^$.', true],
    ['^\\x41\\$$', '', 'A$', true],
    ['(?<n>a)(?=b)(?!c)(?:b)(?<=b)(?<!c)$', '', 'ab', true],
    ['[^a.]\\.', '', 'b.', true],
    ['É', 'i', 'é', true],
    ['^a[.]b[:]$', '', 'a.b:', true],
    ['^[[]$', '', '[', true],
    ['^[a[]$', '', '[', true],
    ['^[\\s\\S]+$', '', 'a\n\u00a0😀', true],
    ['^[^\\S]+$', '', ' \t', true],
    ['^[\\S]$', '', ' ', false],
  ])('matches by /%s/%s in %j: %s', async (pattern, options, text, matches) => {
    const c = collection();
    await c.insertOne({ _id: 1, text });
    expect(await idsOf(c, { text: new BSONRegExp(pattern, options) })).toEqual(matches ? [1] : []);
    expect(await idsOf(c, { text: { $regex: pattern, $options: options } })).toEqual(matches ? [1] : []);
  });

  it.each(
    (
      '\\Aa a\\z a\\Z \\Qa\\E a\\hb a\\Rb a\\vb \\x{41} \\e \\a \\G \\X \\K \\p{Latin} \\u0041 (a)\\1 [\\s-_] [\\t-\\s] [[:digit:]] []x] [^]x] (?i)a ' +
      'a++ (?>a) (?P<n>a) (?#c)a (*UTF)a ( a{ a}'
    ).split(' '),
  )('is refused where it is another one to JavaScript: %s', async (pattern) => {
    const error = { code: 238, message: expect.stringContaining('regular expression') };
    await expect(idsOf(collection(), { a: { $regex: pattern } })).rejects.toMatchObject(error);
  });
});
