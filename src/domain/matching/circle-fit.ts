import { LEAST_SHARED_HOURS } from './criteria/shared-free-hours.ts';
import { bitCount, WEEK_WORDS } from './free-hours.ts';
import { scanPairs } from './scan-pairs.ts';
import { type ScoreTable, scoreOf } from './score-table.ts';

export const SMALLEST_CIRCLE = 3;
export const LARGEST_CIRCLE = 6;
/** Clocks further apart than this are far: somebody with all others so far away would be alone. */
const FAR_MINUTES = 4 * 60;
/** Up to this size all scores are kept at hand. */
const ALL_SCORES_UP_TO = 2_500;

export type ScoreLookup = (a: number, b: number) => number;

/** Scores of pairs, -1 for those who may not meet; the same as `scoreOf`, faster where many are asked for. */
export function scoreLookup(table: ScoreTable): ScoreLookup {
  const { size } = table;
  if (size > ALL_SCORES_UP_TO) return rememberedScores(table);
  const scores = new Int16Array(size * size).fill(-1);
  scanPairs(table, new Float64Array(size), 'either', (a, b, score) => {
    scores[a * size + b] = score;
    scores[b * size + a] = score;
  });
  return (a, b) => scores[a * size + b]!;
}

/** Remembers the last score asked for at each of a fixed number of places. */
function rememberedScores(table: ScoreTable): ScoreLookup {
  const places = 1 << 20;
  const keys = new Float64Array(places).fill(-1);
  const scores = new Int16Array(places);
  return (a, b) => {
    const key = a < b ? a * table.size + b : b * table.size + a;
    const place = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x9e3779b1)) & (places - 1);
    if (keys[place] === key) return scores[place]!;
    const score = scoreOf(table, a, b);
    keys[place] = key;
    scores[place] = score;
    return score;
  };
}

/**
 * Whether people can be one circle: a language and two hours that all of them share, nobody to be kept apart,
 * and nobody whose clock is far from everybody else's.
 */
export function circleFits(table: ScoreTable, circle: readonly number[]): boolean {
  const { members, hours, apart } = table;
  let languages = -1;
  for (const i of circle) languages &= members[i]!.languages;
  if (languages === 0) return false;
  let shared = 0;
  for (let word = 0; word < WEEK_WORDS; word++) {
    let all = -1;
    for (const i of circle) all &= hours[WEEK_WORDS * i + word]!;
    if (all !== 0) shared += bitCount(all);
  }
  if (shared < LEAST_SHARED_HOURS) return false;
  for (const i of circle) {
    if (apart[i]!.length > 0 && circle.some((j) => apart[i]!.includes(j))) return false;
    if (!circle.some((j) => j !== i && clocksApart(table, i, j) <= FAR_MINUTES)) return false;
  }
  return true;
}

function clocksApart({ members }: ScoreTable, a: number, b: number): number {
  const apart = Math.abs(members[a]!.minutesAhead - members[b]!.minutesAhead) % (24 * 60);
  return Math.min(apart, 24 * 60 - apart);
}

/** The sum of the scores of all pairs of a circle. */
export function circleScore(score: ScoreLookup, circle: readonly number[]): number {
  let sum = 0;
  for (let i = 1; i < circle.length; i++) sum += scoreWith(score, circle[i]!, circle.slice(0, i));
  return sum;
}

/** What somebody adds to a circle: their scores with all in it but one whose place they take. */
export function scoreWith(score: ScoreLookup, who: number, circle: readonly number[], without = -1): number {
  let sum = 0;
  for (const other of circle) if (other !== without && other !== who) sum += score(who, other);
  return sum;
}
