import { sharedFreeHours } from './shared-free-hours.ts';
import type { Wanted } from './criterion.ts';

/** More free time together than needed makes meeting easier, up to a day's worth of waking hours. */
export const overlap: Wanted = {
  kind: 'wanted',
  name: 'overlap',
  most: 14,
  weigh: (a, b) => Math.min(14, sharedFreeHours.weigh(a, b)),
  explain: () => ({}),
};
