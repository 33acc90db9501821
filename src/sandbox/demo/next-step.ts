import type { NextStep } from '#sandbox/web-client/protocol';
import type { PairSituation, Situation } from './situation.ts';

export type NextStepFacts = {
  viewer: string;
  admin: string;
  /** Members of the cast in order, by account. */
  members: readonly string[];
  nameOf: (account: string) => string;
  /** The conversation or corner in which the bot writes to somebody, once there is one. */
  corner: (account: string) => string | null;
  playing: boolean;
  hasNext: boolean;
};

const TAKE_ME = 'Take me there';

/** What has been decided may need a moment until it stands in Discord. */
const ONE_MOMENT: NextStep = { text: 'One moment: that is on its way.', go: null };

const go = (as: string | null, place: string | null, label: string): NextStep['go'] => ({ as, place, label });

/** What somebody of a pair has still to do, or null. */
export const dutyOf = (pair: PairSituation, account: string): 'sign' | 'vote' | 'check in' | null => {
  if (pair.state === 'agreeing') return pair.signed.has(account) ? null : 'sign';
  if (pair.vote) return pair.vote.voted.has(account) ? null : 'vote';
  if (pair.state === 'trial' && pair.promptDay !== null && pair.promptDay < 14)
    return pair.checkedIn.has(account) ? null : 'check in';
  return null;
};

const DUTY: Record<NonNullable<ReturnType<typeof dutyOf>>, string> = {
  sign: 'read your agreement and press “Sounds good”.',
  'check in': 'press “Check in” and say what moved, however little.',
  vote: 'two weeks are over: press “Vote”. Only the result is told.',
};

/** Whether the story waits for this person before time may go on. */
export const isAwaited = (situation: Situation, account: string, isMember: boolean): boolean => {
  if (isMember && situation.isSetUp && !situation.joined.has(account)) return true;
  if (situation.offers.some(({ members, answered }) => members.includes(account) && !answered.has(account)))
    return true;
  return situation.pairs.some((pair) => pair.members.includes(account) && dutyOf(pair, account) !== null);
};

/** Those who joined and are neither in a pair nor looking at an offer. */
export const waitingToBeMatched = ({ joined, offers, pairs }: Situation): string[] =>
  [...joined].filter((account) => ![...offers, ...pairs].some(({ members }) => members.includes(account)));

const ownStep = (situation: Situation, facts: NextStepFacts): NextStep | null => {
  const { viewer, nameOf, corner } = facts;
  const pair = situation.pairs.find(
    (candidate) => candidate.members.includes(viewer) && dutyOf(candidate, viewer) !== null,
  );
  if (pair) {
    const duty = dutyOf(pair, viewer);
    if (!pair.thread) return ONE_MOMENT;
    if (duty) return { text: `Your turn: ${DUTY[duty]}`, go: go(null, pair.thread, TAKE_ME) };
  }
  const offer = situation.offers.find(
    ({ members, answered }) => members.includes(viewer) && !answered.has(viewer),
  );
  if (offer) {
    if (!corner(viewer)) return ONE_MOMENT;
    const other = offer.members.find((account) => account !== viewer) ?? '';
    return {
      text: `You have an offer to meet ${nameOf(other)}: read why, and press “Yes, introduce us”.`,
      go: go(null, corner(viewer), TAKE_ME),
    };
  }
  if (!facts.members.includes(viewer) || situation.joined.has(viewer)) return null;
  return {
    text: 'Join in: press “Join” in the lobby, or type /join.',
    go: go(null, situation.lobby, TAKE_ME),
  };
};

/** Somebody else whose turn it is, as a step for whoever is looking. */
const othersStep = (situation: Situation, facts: NextStepFacts): NextStep | null => {
  const { nameOf, corner } = facts;
  const become = (account: string, what: string, place: string | null): NextStep => ({
    text: `It is ${nameOf(account)}’s turn: become ${nameOf(account)} and ${what}, or let the others play.`,
    go: go(account, place, TAKE_ME),
  });
  for (const { members, answered } of situation.offers) {
    const asked = members.find((account) => !answered.has(account));
    if (asked && !corner(asked)) return ONE_MOMENT;
    if (asked) return become(asked, 'answer the offer', corner(asked));
  }
  for (const pair of situation.pairs) {
    const slow = pair.members.find((account) => dutyOf(pair, account) !== null);
    if (!slow) continue;
    if (!pair.thread) return ONE_MOMENT;
    const duty = dutyOf(pair, slow);
    const what = duty === 'sign' ? 'sign the agreement' : duty === 'vote' ? 'vote' : 'check in';
    return become(slow, what, pair.thread);
  }
  return null;
};

/** The one quiet line: what whoever is looking could do next. */
export const nextStep = (situation: Situation, facts: NextStepFacts): NextStep => {
  const { viewer, admin, nameOf } = facts;
  if (!situation.isSetUp) {
    const text = 'type /setup start to open the lobby.';
    return viewer === admin
      ? { text: `You look after this community: ${text}`, go: null }
      : {
          text: `Become ${nameOf(admin)}, who looks after this community, and ${text}`,
          go: go(admin, null, TAKE_ME),
        };
  }
  const own = ownStep(situation, facts);
  if (own) return own;
  const waiting = waitingToBeMatched(situation);
  const nobodyIsBusy = situation.offers.length === 0 && situation.pairs.length === 0;
  if (nobodyIsBusy && waiting.length < 2) {
    const newcomer = facts.members.find((account) => !situation.joined.has(account)) ?? admin;
    return {
      text: `Two people make a round: become ${nameOf(newcomer)} and join as well, or let the others play.`,
      go: go(newcomer, situation.lobby, TAKE_ME),
    };
  }
  if (nobodyIsBusy) {
    const text = `type /match run to bring ${waiting.length} people together, or /match preview to look first.`;
    return viewer === admin
      ? { text: `Enough people wait: ${text}`, go: null }
      : {
          text: `Become ${nameOf(admin)} and ${text}`,
          go: go(admin, situation.lobby, TAKE_ME),
        };
  }
  const others = facts.playing ? null : othersStep(situation, facts);
  if (others) return others;
  if (facts.playing)
    return { text: 'The others are playing; you can watch, or do anything you like.', go: null };
  const voted = situation.pairs.some(({ vote }) => vote !== null);
  if (facts.hasNext)
    return {
      text: voted
        ? 'Everybody has voted: move the clock to the next thing to read the result.'
        : 'Everybody has done their part: move the clock to the next thing.',
      go: null,
    };
  return { text: 'Nothing is planned. Write something, look in the drawer, or move the clock.', go: null };
};
