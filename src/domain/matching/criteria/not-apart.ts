import type { Condition } from './criterion.ts';

/** Neither blocks the other, and they have not tried it lately. It explains nothing: a block is nobody's news. */
export const notApart: Condition = {
  kind: 'required',
  name: 'not-apart',
  least: 1,
  weigh: (a, b) => (a.apartFrom.includes(b.person) || b.apartFrom.includes(a.person) ? 0 : 1),
  explain: () => ({}),
};
