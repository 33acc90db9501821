import { describe, expect, it } from 'vitest';
import { en } from '#discord/words/en';
import { SPOKEN_LOCALES, wordsFor } from '#discord/words/words-for';
import { KINDNESS, unkindIn } from './kindness.ts';
import { readWords } from './read-words.ts';

describe.each(SPOKEN_LOCALES)('every string in %s', (locale) => {
  const kindness = KINDNESS[locale];
  const said = readWords(wordsFor(locale));

  it('is read by this test', () => {
    expect(kindness).toBeDefined();
    expect(said.length).toBeGreaterThan(300);
  });

  it('neither shames nor asks about symptoms', () => {
    expect(unkindIn(said, kindness!)).toEqual([]);
  });

  it('is finished: not empty, no placeholder, no doubled space', () => {
    for (const { path, text } of said) {
      // A list of nothing is nothing; views never show one.
      if (!/labels\.(list|either)\(\)$/.test(path)) expect(text.trim(), path).not.toBe('');
      expect(text, path).not.toMatch(/undefined|\[object| {2}|\bTODO\b/);
    }
  });
});

describe('the reader of words', () => {
  const kindness = KINDNESS['en']!;
  const planted = (text: unknown) =>
    unkindIn(readWords({ ...en, planted: { deep: text } }), kindness).filter((found) =>
      found.startsWith('words.planted.'),
    );

  it('finds a shaming word wherever it is planted: in a string, behind an argument, behind a count', () => {
    expect(planted('You failed to check in')).toHaveLength(1);
    expect(planted((who: string) => `${who} missed a day`)).not.toEqual([]);
    expect(planted((n: number) => (n === 0 ? 'All is well.' : `${n} days overdue`))).not.toEqual([]);
  });

  it('finds a prompt that names a symptom', () => {
    expect(planted('How was your anxiety this week?')).toHaveLength(1);
    expect(planted(() => 'Are you feeling depressed?')).toHaveLength(1);
  });

  it('does not pass over a function that it cannot make speak', () => {
    const mute = () => {
      throw new Error('mute');
    };
    expect(() => readWords({ mute })).toThrow(/said nothing/);
  });
});

describe('the words for a locale', () => {
  it('are those of its language, or English', () => {
    for (const locale of ['en', 'en-GB', 'en-US', 'ja', 'zh-CN', '']) expect(wordsFor(locale)).toBe(en);
  });
});

describe('counts', () => {
  it('agree with what is counted', () => {
    expect(en.notices.checklist.checkIns(1)).toBe('1 check-in so far.');
    expect(en.notices.checklist.checkIns(2)).toBe('2 check-ins so far.');
    expect(en.replies.left(1)).toContain('1 partnership for you');
    expect(en.replies.left(2)).toContain('2 partnerships for you');
  });
});

describe('names of commands', () => {
  type Command = { name: string; description?: string };
  const commandsIn = (tree: object): Command[] =>
    Object.values(tree).flatMap((value: unknown) => {
      if (typeof value !== 'object' || value === null) return [];
      const own = 'name' in value ? [value as Command] : [];
      return [...own, ...commandsIn(value)];
    });

  it('fit what Discord lists', () => {
    const all = commandsIn(en.commands);
    expect(all.length).toBeGreaterThan(25);
    for (const { name, description } of all) {
      if (description === undefined) {
        expect(name.length).toBeLessThanOrEqual(32);
        continue;
      }
      expect(name).toMatch(/^[-_\p{Ll}\p{N}]{1,32}$/u);
      expect(description.length, name).toBeLessThanOrEqual(100);
      expect(description.length, name).toBeGreaterThan(5);
    }
  });
});
