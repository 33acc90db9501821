import type { MatchingWeights } from '../preset.ts';
import { CONDITIONS, WANTED } from './criteria/criteria.ts';
import type { Wanted } from './criteria/criterion.ts';
import type { PoolMember } from './pool-member.ts';

/** A score is out of this many points. */
export const FULL_SCORE = 10_000;

/** Refuses weights that are not whole, not negative, and 10,000 in all. */
export function checkWeights(weights: MatchingWeights): void {
  const all = WANTED.map((criterion) => weights[criterion.name]);
  const sum = all.reduce((total, weight) => total + weight, 0);
  if (sum !== FULL_SCORE || all.some((weight) => !Number.isInteger(weight) || weight < 0)) {
    throw new RangeError(
      `Matching weights are whole numbers that add to ${FULL_SCORE}: ${JSON.stringify(weights)}`,
    );
  }
}

/** Whether two people may be proposed to each other at all. */
function isFeasible(a: PoolMember, b: PoolMember): boolean {
  return CONDITIONS.every((condition) => condition.weigh(a, b) >= condition.least);
}

/** Points of one criterion: its part of the weight, in whole points, so that equal means equal. */
export function pointsOf(criterion: Wanted, weight: number, weighed: number): number {
  return Math.floor((weight * weighed) / criterion.most);
}

/** How well two people fit, 0 to 10,000 points; null when they may not be proposed. */
export function compatibility(a: PoolMember, b: PoolMember, weights: MatchingWeights): number | null {
  return isFeasible(a, b) ? scorePair(a, b, weights) : null;
}

/** The score of two people of whom it is known that they may be proposed. */
export function scorePair(a: PoolMember, b: PoolMember, weights: MatchingWeights): number {
  let score = 0;
  for (const criterion of WANTED)
    score += pointsOf(criterion, weights[criterion.name], criterion.weigh(a, b));
  return score;
}
