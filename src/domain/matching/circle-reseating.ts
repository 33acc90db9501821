import { insertBest } from './candidates.ts';
import { circleFits, circleScore, LARGEST_CIRCLE, type ScoreLookup, scoreWith } from './circle-fit.ts';
import type { Wishes } from './circle-swaps.ts';
import { FULL_SCORE } from './compatibility.ts';
import { provenMatching } from './proven-matching.ts';
import type { ScoreTable } from './score-table.ts';
import { type ScoredPair, tieredGraph } from './tiered-graph.ts';

/** Up to so many circles, everybody who stands up may sit down anywhere; beyond, where somebody is wished for. */
const ANYWHERE_UP_TO = 400;
/** The best seats that somebody who stands up looks at. */
const SEATS = 12;
const MOST_ROUNDS = 12;

/**
 * One of each circle stands up, the weakest link first, and all are seated again the best way there is: an exact
 * assignment, so the sum can only grow. Goes on, with the next member of each, until a whole turn brought
 * nothing. Finds what exchanges of two cannot: rings of many.
 */
export function reseat(
  table: ScoreTable,
  score: ScoreLookup,
  circles: readonly (readonly number[])[],
  wishes: Wishes,
): number[][] {
  let seated = circles.map((circle) => [...circle]);
  let idle = 0;
  for (let round = 0; round < MOST_ROUNDS && idle < (seated[0]?.length ?? 0); round++) {
    const before = seated;
    seated = seatAgain(table, score, before, wishes, round);
    idle = seated === before ? idle + 1 : 0;
  }
  return seated;
}

function seatAgain(
  table: ScoreTable,
  score: ScoreLookup,
  circles: number[][],
  wishes: Wishes,
  round: number,
): number[][] {
  const count = circles.length;
  const standing: number[] = [];
  const rest = circles.map((circle) => {
    const worth = new Map(circle.map((who) => [who, scoreWith(score, who, circle)]));
    const byWorth = [...circle].sort((a, b) => worth.get(a)! - worth.get(b)! || a - b);
    const who = byWorth[round % byWorth.length]!;
    standing.push(who);
    return circle.filter((each) => each !== who);
  });
  const circleOf = new Int32Array(table.size).fill(-1);
  rest.forEach((circle, c) => {
    for (const who of circle) circleOf[who] = c;
  });
  const anywhere = count <= ANYWHERE_UP_TO;
  const most = FULL_SCORE * (LARGEST_CIRCLE - 1);
  const seats: ScoredPair[] = [];
  const best = new Float64Array(3 * SEATS);
  standing.forEach((who, from) => {
    const wished = wishes(who).map((each) => circleOf[each]!);
    const places = anywhere ? rest.keys() : new Set(wished.filter((to) => to >= 0));
    best.fill(-1);
    for (const to of places) {
      const worth = to === from ? 0 : scoreWith(score, who, rest[to]!);
      if (worth > 0) insertBest(best, 0, best.length, worth * count + to);
    }
    seats.push({ a: from, b: count + from, score: scoreWith(score, who, rest[from]!) });
    let found = 0;
    for (let i = 0; i < best.length && best[i]! >= 0 && found < SEATS; i++) {
      const to = best[i]! % count;
      if (!circleFits(table, [...rest[to]!, who])) continue;
      seats.push({ a: from, b: count + to, score: Math.floor(best[i]! / count) });
      found++;
    }
  });
  const everybody = Array.from({ length: 2 * count }, () => ({ roundsWaited: 0 }));
  const { mate } = provenMatching(tieredGraph(everybody, seats, most));
  const again = rest.map((circle, c) => [...circle, standing[mate[count + c]!]!]);
  const sum = (all: readonly number[][]) =>
    all.reduce((total, circle) => total + circleScore(score, circle), 0);
  return sum(again) > sum(circles) ? again : circles;
}
