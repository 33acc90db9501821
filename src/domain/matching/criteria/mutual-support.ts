import { bitCount } from '../free-hours.ts';
import { choicesOf } from '../pool-member.ts';
import { SUPPORTS } from '../profile.ts';
import type { Wanted } from './criterion.ts';

/** Divisible by 1 to 5, so that a share of up to five wishes is a whole number. */
const ALL_WISHES = 60;

/** What you offer, I want, and the other way round: the share of each one's wishes that the other meets. */
export const mutualSupport: Wanted = {
  kind: 'wanted',
  name: 'support',
  most: 2 * ALL_WISHES,
  weigh: (a, b) => wishesMet(a.wants, b.offers) + wishesMet(b.wants, a.offers),
  explain: (a, b) => {
    const fromB = choicesOf(SUPPORTS, a.wants & b.offers)[0];
    const fromA = choicesOf(SUPPORTS, b.wants & a.offers)[0];
    // The one with fewer of their wishes met hears of the one that is.
    const tellA = fromB && (!fromA || wishesMet(a.wants, b.offers) <= wishesMet(b.wants, a.offers));
    if (tellA) return { difference: { kind: 'support', support: fromB, from: b.person } };
    return fromA ? { difference: { kind: 'support', support: fromA, from: a.person } } : {};
  },
};

/** In sixtieths of the wishes. */
function wishesMet(wants: number, offers: number): number {
  return wants === 0 ? 0 : (ALL_WISHES * bitCount(wants & offers)) / bitCount(wants);
}
