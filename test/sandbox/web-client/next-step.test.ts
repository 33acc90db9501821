import { describe, expect, test } from 'vitest';
import { CAST } from '#sandbox/demo/cast';
import { nextTurn } from '#sandbox/demo/next-deed';
import { nextStep, type NextStepFacts } from '#sandbox/demo/next-step';
import { NOTHING_YET, type PairSituation, type Situation } from '#sandbox/demo/situation';

const accounts = Object.fromEntries(CAST.map(({ slug }) => [slug, slug]));
const members = CAST.filter(({ part }) => part === 'member').map(({ slug }) => slug);
const nameOf = (account: string) => CAST.find(({ slug }) => slug === account)?.name ?? '?';

const told = (situation: Situation, viewer: string, more: Partial<NextStepFacts> = {}) =>
  nextStep(situation, {
    viewer,
    admin: 'olive',
    members,
    nameOf,
    corner: (account) => `corner of ${account}`,
    playing: false,
    hasNext: true,
    ...more,
  });

const open: Situation = { ...NOTHING_YET, isSetUp: true, lobby: 'lobby' };
const joined = (...who: string[]): Situation => ({ ...open, joined: new Set(who) });
const pair = (more: Partial<PairSituation> = {}): PairSituation => ({
  id: 'p',
  members: ['amara', 'ben'],
  thread: 'thread',
  state: 'agreeing',
  charterVersion: 1,
  signed: new Set(),
  trialNumber: 0,
  startsOn: null,
  promptDay: null,
  checkedIn: new Set(),
  rated: new Set(),
  vote: null,
  ...more,
});
const withPair = (more: Partial<PairSituation> = {}): Situation => ({
  ...joined(...members),
  pairs: [pair(more)],
});

describe('the quiet line', () => {
  test.each<[string, Situation, string, RegExp, string | null]>([
    ['an empty community, to its admin', NOTHING_YET, 'olive', /^You look after .* \/setup start/, null],
    ['an empty community, to anybody else', NOTHING_YET, 'amara', /^Become Olive/, 'olive'],
    ['a lobby, to who has not joined', open, 'amara', /^Join in/, null],
    ['one who joined, to that one', joined('amara'), 'amara', /become Ben and join/, 'ben'],
    ['enough who wait, to the admin', joined('amara', 'ben'), 'olive', /\/match run to bring 2 people/, null],
    [
      'enough who wait, to one of them',
      joined('amara', 'ben'),
      'ben',
      /^Become Olive and type \/match run/,
      'olive',
    ],
    [
      'an offer, to who was asked',
      { ...joined('amara', 'ben'), offers: [{ members: ['amara', 'ben'], answered: new Set() }] },
      'amara',
      /offer to meet Ben/,
      null,
    ],
    [
      'an offer, to who has answered',
      { ...joined('amara', 'ben'), offers: [{ members: ['amara', 'ben'], answered: new Set(['amara']) }] },
      'amara',
      /Ben’s turn/,
      'ben',
    ],
    ['an agreement, to who has not signed', withPair(), 'amara', /Sounds good/, null],
    [
      'an agreement, to who has',
      withPair({ signed: new Set(['amara']) }),
      'amara',
      /Ben’s turn.*sign/,
      'ben',
    ],
    ['a prompt', withPair({ state: 'trial', promptDay: 3 }), 'ben', /Check in/, null],
    [
      'a vote',
      withPair({ state: 'trial', promptDay: 14, vote: { id: 'v', voted: new Set() } }),
      'ben',
      /press “Vote”/,
      null,
    ],
    [
      'a vote of everybody',
      withPair({ state: 'trial', promptDay: 14, vote: { id: 'v', voted: new Set(['amara', 'ben']) } }),
      'ben',
      /Everybody has voted/,
      null,
    ],
  ])('%s', (_what, situation, viewer, text, as) => {
    const step = told(situation, viewer);
    expect(step.text).toMatch(text);
    expect(step.go?.as ?? null).toBe(as);
  });

  test('always says something, whoever looks at whatever', () => {
    for (const situation of [NOTHING_YET, open, joined('amara'), withPair(), withPair({ state: 'steady' })])
      for (const { slug } of CAST)
        for (const more of [{}, { playing: true }, { hasNext: false }])
          expect(told(situation, slug, more).text.length).toBeGreaterThan(10);
  });

  test('leads nowhere while a place is only on its way', () => {
    expect(told(withPair({ thread: null }), 'amara')).toMatchObject({ go: null });
  });
});

describe('the cast, left to itself', () => {
  test('sets up, joins, runs a round, and then lets time go on', () => {
    expect(nextTurn(NOTHING_YET, accounts, 'amara')).toEqual({ kind: 'set up', account: 'olive' });
    expect(nextTurn(open, accounts, 'amara')).toEqual({ kind: 'join', account: 'ben' });
    expect(nextTurn(joined(...members), accounts, 'amara')).toEqual({
      kind: 'run a round',
      account: 'olive',
    });
    expect(nextTurn(withPair({ state: 'steady' }), accounts, 'amara')).toEqual({ kind: 'time goes on' });
  });

  test('waits for the visitor and never acts for them', () => {
    const all = joined(...members);
    const others = joined(...members.filter((member) => member !== 'amara'));
    const offered = { ...all, offers: [{ members: ['amara', 'ben'], answered: new Set(['ben']) }] };
    const yours = { kind: 'your turn' };
    expect(nextTurn(NOTHING_YET, accounts, 'olive')).toEqual(yours);
    expect(nextTurn(others, accounts, 'amara')).toEqual(yours);
    expect(nextTurn(all, accounts, 'olive')).toEqual(yours);
    expect(nextTurn(offered, accounts, 'amara')).toEqual(yours);
    expect(nextTurn(withPair({ signed: new Set(['ben']) }), accounts, 'amara')).toEqual(yours);
    const prompted = withPair({ state: 'trial', promptDay: 3, checkedIn: new Set(['ben']) });
    expect(nextTurn(prompted, accounts, 'amara')).toEqual(yours);
    expect(nextTurn(prompted, accounts, 'noor')).toMatchObject({ kind: 'check in', account: 'amara' });
  });
});
