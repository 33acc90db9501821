import { describe, expect, it } from 'vitest';
import { renderRoundReport } from '#discord/views/replies/round-report';
import type { RoundReport } from '#use-cases/app';
import { textOf } from './components-of.ts';
import { ana, ben, bareReason, context, gone } from './facts.ts';

const certificate = { matched: 2, score: 3_000, gap: 0, matchings: [] };
const report: RoundReport = {
  pairs: [{ members: [ana, ben], reason: bareReason }],
  left: [],
  available: 3,
  seed: 1,
  certificate,
};
const told = (more: Partial<RoundReport>) =>
  textOf(renderRoundReport({ ...report, ...more }, { stage: 'preview' }, context));

describe('a round’s report', () => {
  it('says that no other round could be better, where that is proven over every pair', () => {
    expect(told({})).toMatch(/every possible pair.*proven.*no other pairs/is);
  });

  it('says how much better another could be at most, and rounds up so that it stays true', () => {
    expect(told({ certificate: { ...certificate, gap: 9 } })).toContain('at most 0.3%');
    expect(told({ certificate: { ...certificate, gap: 9.125 } })).toContain('at most 0.4%');
  });

  it('claims no more than was looked at', () => {
    const text = told({ certificate: { ...certificate, gap: null } });
    expect(text).toMatch(/most promising/i);
    expect(text).not.toMatch(/every possible/i);
  });

  it('claims nothing of pairs that are not all there, nor of none', () => {
    expect(told({ certificate: null })).not.toMatch(/proven/i);
    expect(told({ pairs: [] })).not.toMatch(/proven/i);
  });

  it('names the pair that would take the odd one out', () => {
    const trio: [typeof ana, typeof ben] = [ana, ben];
    const text = told({ left: [{ who: gone, why: 'odd-one-out', trio }] });
    expect(text).toMatch(new RegExp(`trio with <@${ana.user}> and <@${ben.user}>`));
  });
});
