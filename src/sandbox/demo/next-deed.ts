import { type Part, CAST } from './cast.ts';
import { dutyOf, isAwaited, waitingToBeMatched } from './next-step.ts';
import type { PairSituation, Situation } from './situation.ts';

/** One thing that somebody of the cast does by themselves. */
export type Deed =
  | { kind: 'set up'; account: string }
  | { kind: 'join'; account: string }
  | { kind: 'run a round'; account: string }
  | { kind: 'accept'; account: string }
  | { kind: 'sign'; account: string }
  | { kind: 'suggest'; account: string; norms: string }
  | { kind: 'check in'; account: string; progress: string | null }
  | { kind: 'rate'; account: string; label: 'Supported' | 'Pressured' }
  | { kind: 'vote'; account: string; vote: NonNullable<Part['habits']>['vote'] };

/** What happens next while the cast lives by itself: a deed, a wait for the visitor, or time going on. */
export type Turn = Deed | { kind: 'your turn' } | { kind: 'time goes on' };

const TURN_OF_DAY = { 1: 0, 3: 1, 7: 2, 14: 2 } as const;

const deedIn = (pair: PairSituation, account: string, part: Part): Deed | null => {
  const { habits } = part;
  if (!habits) return null;
  const duty = dutyOf(pair, account);
  if (duty === 'sign')
    return habits.suggests && pair.charterVersion === 1
      ? { kind: 'suggest', account, norms: habits.suggests }
      : { kind: 'sign', account };
  if (duty === 'vote') return { kind: 'vote', account, vote: habits.vote };
  if (pair.state !== 'trial' || pair.promptDay === null || pair.promptDay === 14) return null;
  if (pair.promptDay === 7 && !pair.rated.has(account)) return { kind: 'rate', account, label: habits.rates };
  if (duty !== 'check in' || habits.quietOn.includes(pair.promptDay)) return null;
  const progress = habits.progress[TURN_OF_DAY[pair.promptDay] % habits.progress.length] ?? null;
  return { kind: 'check in', account, progress };
};

/**
 * Decides what happens next, from the situation alone: `visitor` is left to act for themselves, everybody else
 * follows their habits in the order of the cast.
 */
export const nextTurn = (
  situation: Situation,
  accounts: Readonly<Record<string, string>>,
  visitor: string,
): Turn => {
  const accountOf = ({ slug }: Part): string => accounts[slug] ?? '';
  const admin = accountOf(CAST.find(({ part }) => part === 'admin') ?? CAST[0]!);
  const members = CAST.filter(({ part }) => part === 'member');
  if (!situation.isSetUp)
    return admin === visitor ? { kind: 'your turn' } : { kind: 'set up', account: admin };
  const others = members.filter((part) => accountOf(part) !== visitor);
  const newcomer = others.find((part) => !situation.joined.has(accountOf(part)));
  if (newcomer) return { kind: 'join', account: accountOf(newcomer) };
  for (const part of others) {
    const account = accountOf(part);
    if (
      situation.offers.some(({ members: pair, answered }) => pair.includes(account) && !answered.has(account))
    )
      return { kind: 'accept', account };
    for (const pair of situation.pairs) {
      const deed = pair.members.includes(account) ? deedIn(pair, account, part) : null;
      if (deed) return deed;
    }
  }
  const visitorIsMember = members.some((part) => accountOf(part) === visitor);
  if (isAwaited(situation, visitor, visitorIsMember)) return { kind: 'your turn' };
  const isQuiet = situation.offers.length === 0 && situation.pairs.length === 0;
  if (isQuiet && situation.outcomes === 0 && waitingToBeMatched(situation).length > 1)
    return admin === visitor ? { kind: 'your turn' } : { kind: 'run a round', account: admin };
  return { kind: 'time goes on' };
};
