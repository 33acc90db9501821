import { bitCount } from '../free-hours.ts';
import { choicesOf } from '../pool-member.ts';
import { LANGUAGES } from '../profile.ts';
import type { Condition } from './criterion.ts';

/** Two people need a language that both speak. */
export const languageInCommon: Condition = {
  kind: 'needed',
  name: 'language-in-common',
  least: 1,
  weigh: (a, b) => bitCount(a.languages & b.languages),
  explain: (a, b) => ({ languages: choicesOf(LANGUAGES, a.languages & b.languages) }),
};
