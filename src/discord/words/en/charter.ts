import type { CharterText } from '#domain/charter/charter';
import { grammarOf } from '../grammar.ts';

const { list } = grammarOf('en');

/** The one-page agreement: its headings, and the text it starts from. */
export const charter = {
  headings: {
    values: 'What matters to us',
    norms: 'How we do this',
    setback: 'When something slips',
    lifeEvents: 'When life happens',
    celebrate: 'How we celebrate',
  } satisfies Record<keyof CharterText, string>,

  /** What stands there until somebody writes their own; `values` are the names of shared values. */
  starting: (values: readonly string[]): CharterText => ({
    values:
      values.length > 0
        ? `We share ${list(values)}. When we are unsure what to do, we start from there.`
        : 'We are kind and honest with each other, and we go at our own pace.',
    norms:
      'A short check-in on the days we choose, and one longer talk a week. We ask what kind of support is wanted before we give any. What is said here stays here.',
    setback:
      'A setback tells us something. We say what happened, what changes and what comes next, and then we move on. Either of us may rest a week without giving a reason.',
    lifeEvents:
      'Illness, family, travel, a heavy week at work, or simply needing quiet. After any pause we start again small, with no backlog.',
    celebrate: 'We name one good thing in every check-in, however small, and take a moment to enjoy it.',
  }),

  /** The norms offered to somebody who would like it slower. */
  slowerNorms:
    'One short check-in a week, on a day that suits us both; a small one is enough. A longer talk when we feel like it. We ask what kind of support is wanted before we give any. What is said here stays here.',
};
