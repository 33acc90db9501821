import { bitCount } from '../free-hours.ts';
import { choicesOf } from '../pool-member.ts';
import { THEMES } from '../profile.ts';
import type { Wanted } from './criterion.ts';

/** Goals of the same kind; beyond three, more themes in common say little about either. */
export const goalThemes: Wanted = {
  kind: 'wanted',
  name: 'themes',
  most: 3,
  weigh: (a, b) => Math.min(3, bitCount(a.themes & b.themes)),
  explain: (a, b) => ({ sharedThemes: choicesOf(THEMES, a.themes & b.themes) }),
};
