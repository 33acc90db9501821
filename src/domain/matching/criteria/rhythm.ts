import type { Wanted } from './criterion.ts';

/** The same rhythm counts 2, the next one 1. */
export const rhythm: Wanted = {
  kind: 'wanted',
  name: 'rhythm',
  most: 2,
  weigh: (a, b) => (a.rhythm < 0 || b.rhythm < 0 ? 0 : Math.max(0, 2 - Math.abs(a.rhythm - b.rhythm))),
  explain: () => ({}),
};
