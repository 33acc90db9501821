import { bitCount } from '../free-hours.ts';
import { choicesOf } from '../pool-member.ts';
import { VALUES } from '../profile.ts';
import type { Wanted } from './criterion.ts';

/**
 * Values in common. What somebody starred counts double for them, so a shared value counts 1, with one star on
 * it 2, with both 4. Five shared values with both stars on one of them make the most. The best predictor of
 * satisfaction (Eby 2013, rho .38 to .59).
 */
export const sharedValues: Wanted = {
  kind: 'wanted',
  name: 'values',
  most: 8,
  weigh: (a, b) => {
    const shared = a.values & b.values;
    const stars = bitCount(shared & a.star) + bitCount(shared & b.star) + bitCount(a.star & b.star);
    return Math.min(8, bitCount(shared) + stars);
  },
  explain: (a, b) => ({
    sharedValues: choicesOf(VALUES, a.values & b.values),
    sharedStar: choicesOf(VALUES, a.star & b.star)[0] ?? null,
  }),
};
