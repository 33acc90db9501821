import { bitCount } from '../free-hours.ts';
import { choicesOf } from '../pool-member.ts';
import { VALUES } from '../profile.ts';
import type { Wanted } from './criterion.ts';

/**
 * Values in common, the starred one double: seen by each of the two, so a star that both set counts twice
 * over. Five shared values with both stars among them make the most. The best predictor of satisfaction
 * (Eby 2013, rho .38 to .59).
 */
export const sharedValues: Wanted = {
  kind: 'wanted',
  name: 'values',
  most: 12,
  weigh: (a, b) => {
    const shared = a.values & b.values;
    return Math.min(12, 2 * bitCount(shared) + (shared & a.star ? 1 : 0) + (shared & b.star ? 1 : 0));
  },
  explain: (a, b) => ({
    sharedValues: choicesOf(VALUES, a.values & b.values),
    sharedStar: choicesOf(VALUES, a.star & b.star)[0] ?? null,
  }),
};
