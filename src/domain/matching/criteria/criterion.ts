import type { MatchingWeights } from '../../preset.ts';
import type { PoolMember } from '../pool-member.ts';
import type { MatchReason } from '../profile.ts';

type Weighed = {
  /** A whole number, the same whichever of the two is named first. */
  weigh(a: PoolMember, b: PoolMember): number;
  /** What a why-card can say of it. */
  explain(a: PoolMember, b: PoolMember): Partial<MatchReason>;
};

/**
 * Without it two people are not proposed. `required` holds whatever anybody wishes, an invitation included;
 * `needed` is what a match that we propose cannot do without.
 */
export type Condition = Weighed & { kind: 'required' | 'needed'; name: string; least: number };

/** What makes one possible match better than another; `weigh` gives 0 to `most`. */
export type Wanted = Weighed & { kind: 'wanted'; name: keyof MatchingWeights; most: number };
