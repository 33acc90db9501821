import type { PersonId } from '../ids.ts';
import { FULL_SCORE } from './compatibility.ts';
import { commonHours, countHours } from './free-hours.ts';
import { LEAST_SHARED_HOURS } from './criteria/shared-free-hours.ts';
import { provenMatching } from './proven-matching.ts';
import { type ScoreTable, scoreOf } from './score-table.ts';
import { type ScoredPair, tieredGraph } from './tiered-graph.ts';

/** A pair that could take in somebody who is left, if all three agree; the score adds what they have with each. */
export type Trio = { person: PersonId; with: [PersonId, PersonId]; score: number };

/** So many of those left are looked at, the longest waiting first: each is compared with every pair. */
const MOST_ALONE = 300;

/**
 * For those left without a partner, pairs to join: all three fit each other, speak one language and share two
 * hours. As many as possible get one, the longest waiting first, then by score, exactly; a pair takes one.
 */
export function suggestTrios(
  table: ScoreTable,
  left: readonly number[],
  pairs: readonly (readonly [number, number])[],
): Trio[] {
  const { members } = table;
  const alone = [...left]
    .sort((a, b) => members[b]!.roundsWaited - members[a]!.roundsWaited || a - b)
    .slice(0, MOST_ALONE);
  const offers: ScoredPair[] = [];
  alone.forEach((person, i) => {
    pairs.forEach(([a, b], j) => {
      const score = trioScore(table, person, a, b);
      if (score >= 0) offers.push({ a: i, b: alone.length + j, score });
    });
  });
  const waiting = [...alone.map((i) => members[i]!), ...pairs.map(() => ({ roundsWaited: 0 }))];
  const graph = tieredGraph(waiting, offers, 2 * FULL_SCORE);
  const { mate } = provenMatching(graph);
  return alone.flatMap((person, i) => {
    const pair = pairs[mate[i]! - alone.length];
    if (!pair) return [];
    const [a, b] = pair.map((place) => members[place]!.person) as [PersonId, PersonId];
    const score = trioScore(table, person, ...pair);
    return [{ person: members[person]!.person, with: a < b ? [a, b] : [b, a], score }];
  });
}

function trioScore(table: ScoreTable, person: number, a: number, b: number): number {
  const one = scoreOf(table, person, a);
  const other = one < 0 ? -1 : scoreOf(table, person, b);
  if (other < 0) return -1;
  const [x, y, z] = [table.members[person]!, table.members[a]!, table.members[b]!];
  if ((x.languages & y.languages & z.languages) === 0) return -1;
  const hours = countHours(commonHours(commonHours(x.hours, y.hours), z.hours));
  return hours < LEAST_SHARED_HOURS ? -1 : one + other;
}
