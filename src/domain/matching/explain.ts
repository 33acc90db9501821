import type { MatchingWeights } from '../preset.ts';
import { pointsOf } from './compatibility.ts';
import { CONDITIONS, WANTED } from './criteria/criteria.ts';
import type { PoolMember } from './pool-member.ts';
import type { MatchReason } from './profile.ts';

/** Why two people fit. Of several differences it names the one that gave the most points. */
export function explain(a: PoolMember, b: PoolMember, weights: MatchingWeights): MatchReason {
  const reason: MatchReason = {
    sharedValues: [],
    sharedStar: null,
    difference: null,
    sharedThemes: [],
    languages: [],
    sharedHours: 0,
    meetAtUtcHours: [],
  };
  for (const condition of CONDITIONS) Object.assign(reason, condition.explain(a, b));
  let most = 0;
  for (const criterion of WANTED) {
    const { difference, ...rest } = criterion.explain(a, b);
    Object.assign(reason, rest);
    const points = pointsOf(criterion, weights[criterion.name], criterion.weigh(a, b));
    if (difference && points > most) {
      most = points;
      reason.difference = difference;
    }
  }
  return reason;
}
