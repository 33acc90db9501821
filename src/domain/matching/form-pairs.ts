import type { MatchingWeights } from '../preset.ts';
import { explain } from './explain.ts';
import { matchPool, type PricingOptions } from './priced-matching.ts';
import { byId, type FormedPair, type FormedRound } from './round.ts';
import { type ScoreTable, scoreOf } from './score-table.ts';
import { gapOfScore } from './tiered-graph.ts';
import { suggestTrios } from './trios.ts';

/**
 * Pairs for a whole pool at once: as many people as possible, the longest waiting before others, then the
 * greatest sum of scores; proven before it is returned.
 */
export function formPairs(
  table: ScoreTable,
  weights: MatchingWeights,
  options: PricingOptions = {},
): FormedRound {
  const { members, size } = table;
  const { mate, certificate } = matchPool(table, options);
  const { primal, dual, gap } = certificate;
  const pairs: FormedPair[] = [];
  const places: [number, number][] = [];
  const alone: number[] = [];
  let score = 0;
  for (let i = 0; i < size; i++) {
    const a = members[i]!;
    const b = members[mate[i]!];
    if (!b) alone.push(i);
    else if (a.person < b.person) {
      places.push([i, mate[i]!]);
      const pair: FormedPair = {
        members: [a.person, b.person],
        score: scoreOf(table, i, mate[i]!),
        reason: explain(a, b, weights),
      };
      pairs.push(pair);
      score += pair.score;
    }
  }
  const odd = alone.filter((i) => members.some((_, j) => j !== i && scoreOf(table, i, j) >= 0));
  const left = alone.map((i) => ({
    person: members[i]!.person,
    why: odd.includes(i) ? ('odd-one-out' as const) : ('nobody-feasible' as const),
  }));
  return {
    pairs: pairs.sort((x, y) => byId(x.members[0], y.members[0])),
    circles: [],
    trios: suggestTrios(table, odd, places).sort((x, y) => byId(x.person, y.person)),
    left: left.sort((x, y) => byId(x.person, y.person)),
    certificate: {
      matched: 2 * pairs.length,
      score,
      gap: gapOfScore(gap, score, size),
      matchings: [{ primal, dual }],
    },
  };
}
