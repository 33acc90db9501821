import { LEAST_SHARED_HOURS } from './criteria/shared-free-hours.ts';
import { bitCount, WEEK_WORDS } from './free-hours.ts';
import type { ScoreLookup } from './score-matrix.ts';
import type { ScoreTable } from './score-table.ts';

export const SMALLEST_CIRCLE = 3;
export const LARGEST_CIRCLE = 6;
/** Clocks further apart than this are far: somebody with all others so far away would be alone. */
const FAR_MINUTES = 4 * 60;

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
    for (let k = apart.start[i]!; k < apart.start[i + 1]!; k++)
      if (circle.includes(apart.items[k]!)) return false;
    if (!circle.some((j) => j !== i && clocksNear(members[i]!.minutesAhead, members[j]!.minutesAhead)))
      return false;
  }
  return true;
}

/** Whether two clocks, in minutes ahead of UTC, are near enough to be company for each other. */
export function clocksNear(a: number, b: number): boolean {
  const apart = Math.abs(a - b) % (24 * 60);
  return Math.min(apart, 24 * 60 - apart) <= FAR_MINUTES;
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
