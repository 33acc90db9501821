import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#use-cases/actor';
import type { App } from '#use-cases/app';
import type { MessageId, PartnershipId, ProposalId, RoleId, UserId, VoteId } from '#domain/ids';
import { Workbench } from './workbench.ts';

const FACILITATOR = 'role-facilitator' as RoleId;
const ROUNDS = 'role-rounds' as RoleId;
const ROLES = ['outsider', 'former', 'member', 'partner', 'facilitator', 'grant', 'admin'] as const;
type Role = (typeof ROLES)[number];

let bench: Workbench;
let partnership: PartnershipId;
let vote: VoteId;
let proposal: ProposalId;

/** Ana and Ben are partners at their final review; Kim and Lee have an open proposal; Eve is just a member. */
const opensTheStage = async () => {
  bench = await Workbench.open();
  (
    await bench.app.setUp(bench.actor('olive'), {
      preset: 'soft',
      facilitatorRole: FACILITATOR,
      roundsRole: ROUNDS,
    })
  ).unwrap();
  partnership = await bench.beginsTrial('ana', 'ben');
  await bench.days(15);
  vote = bench.discord.posts('prompt').at(-1)!.notice.vote!.id;
  for (const name of ['kim', 'lee', 'eve', 'gone']) await bench.joins(name);
  (await bench.app.leave(bench.actor('gone'), {})).unwrap();
  await bench.app.pauseProfile(bench.actor('eve'), { until: '2027-01-01' });
  (await bench.round()).unwrap();
  proposal = bench.proposalsTo('kim')[0]!;
};

const as: Record<Role, () => Actor> = {
  outsider: () => bench.actor('stranger'),
  former: () => bench.actor('gone'),
  member: () => bench.actor('eve'),
  partner: () => bench.actor('ana'),
  facilitator: () => bench.actor('fran', { roles: [FACILITATOR] }),
  grant: () => bench.actor('gus', { roles: [ROUNDS] }),
  admin: () => bench.actor('olive'),
};

type Act = (
  app: App,
  actor: Actor,
) => ReturnType<App['setUp']> | Promise<{ isErr(): boolean; unwrapErr(): unknown }>;

/** Every verb that somebody could try, and who may: everybody who is not named is refused. */
const MAY: Record<string, { roles: readonly Role[]; act: Act }> = {
  'set up the community': {
    roles: ['admin'],
    act: (app, actor) => app.setUp(actor, { preset: 'soft', facilitatorRole: null, roundsRole: null }),
  },
  'check the permissions': { roles: ['admin'], act: (app, actor) => app.checkSetup(actor, {}) },
  'preview a round': { roles: ['admin', 'grant'], act: (app, actor) => app.previewRound(actor, {}) },
  'run a round': { roles: ['admin', 'grant'], act: (app, actor) => app.runRound(actor, {}) },
  'see outcomes': { roles: ['admin', 'facilitator'], act: (app, actor) => app.viewOutcomes(actor, {}) },
  'see a profile': { roles: ['member', 'partner'], act: (app, actor) => app.viewProfile(actor, {}) },
  'star a value': {
    roles: ['member', 'partner'],
    act: (app, actor) => app.starValue(actor, { value: 'calm' }),
  },
  'improve matches': {
    roles: ['member', 'partner'],
    act: (app, actor) =>
      app.improveMatches(actor, { section: 'support', supportOffered: ['listen'], themes: [] }),
  },
  'resume a profile': { roles: ['member', 'partner'], act: (app, actor) => app.resumeProfile(actor, {}) },
  'pause a profile': {
    roles: ['member', 'partner'],
    act: (app, actor) => app.pauseProfile(actor, { until: '2027-01-01' }),
  },
  'answer a proposal of others': {
    roles: [],
    act: (app, actor) => app.answerProposal(actor, { proposal, answer: 'accept' }),
  },
  'ask about a proposal of others': {
    roles: [],
    act: (app, actor) => app.askQuestion(actor, { proposal, question: 'what-hope' }),
  },
  'read the charter': { roles: ['partner'], act: (app, actor) => app.readCharter(actor, { partnership }) },
  'see the partnership': {
    roles: ['partner'],
    act: (app, actor) => app.viewPartnership(actor, { partnership }),
  },
  'find the partnership': {
    roles: ['partner'],
    act: (app, actor) => app.findPartnership(actor, { partnership }),
  },
  'check in': {
    roles: ['partner'],
    act: (app, actor) =>
      app.checkIn(actor, {
        partnership,
        form: { progress: 'a page', blockers: '', feeling: '', supportWanted: null },
      }),
  },
  'check in with the least': {
    roles: ['partner'],
    act: (app, actor) => app.minimumCheckIn(actor, { partnership }),
  },
  'answer a pulse': {
    roles: ['partner'],
    act: (app, actor) => app.pulse(actor, { partnership, answer: 'yes' }),
  },
  'count a message outside the thread': {
    roles: [],
    act: (app, actor) =>
      app.countAsCheckIn(actor, { message: 'm1' as MessageId, author: actor.user as UserId }),
  },
  'find somebody to talk to': {
    roles: ['partner'],
    act: (app, actor) => app.findFacilitator(actor, { partnership }),
  },
  'rest a week': { roles: ['partner'], act: (app, actor) => app.restAWeek(actor, { partnership }) },
  'rate the support': {
    roles: ['partner'],
    act: (app, actor) => app.rateSupport(actor, { partnership, rating: 'supported' }),
  },
  vote: {
    roles: ['partner'],
    act: (app, actor) =>
      app.castBallot(actor, { vote, choice: 'continue', energy: 3, momentum: 3, reason: null }),
  },
  'write the charter': {
    roles: ['partner'],
    act: (app, actor) =>
      app.writeCharter(actor, {
        partnership,
        basedOn: 1,
        text: { values: 'a', norms: 'b', setback: 'c', lifeEvents: 'd', celebrate: 'e' },
      }),
  },
  'resume a partnership that is not paused': {
    roles: [],
    act: (app, actor) => app.resumePartnership(actor, { partnership }),
  },
  'choose the end of a pause that is none': {
    roles: [],
    act: (app, actor) => app.choosePauseEnd(actor, { partnership, days: 7 }),
  },
  'sign a version that is not there': {
    roles: [],
    act: (app, actor) => app.signCharter(actor, { partnership, version: 99 }),
  },
  'end a partnership': {
    roles: ['partner'],
    act: (app, actor) => app.endPartnership(actor, { partnership }),
  },
};

/** Not tried here: joining and erasing are everybody's; leaving is every member's and would empty the stage. */
const EVERYBODYS = ['join', 'eraseMe', 'leave', 'deliverEffect', 'sweep'];

it('is decided for every verb of the product', async () => {
  bench = await Workbench.open();
  const tried = new Set(Object.values(MAY).map(({ act }) => /app\s*\.(\w+)\(/.exec(act.toString())?.[1]));
  expect([...tried].sort()).toEqual(
    Object.keys(bench.app)
      .filter((verb) => !EVERYBODYS.includes(verb))
      .sort(),
  );
  await bench.close();
});

// A stage for each, since what one verb does decides what is left for another.
describe.each(Object.entries(MAY))('to %s', (_, { roles, act }) => {
  beforeAll(opensTheStage);
  afterAll(() => bench.close());

  it.each(ROLES)('%s', async (role) => {
    const result = await act(bench.app, as[role]());
    if (!roles.includes(role)) expect(result.isErr()).toBe(true);
    // A grant to run a round is not a promise that somebody is there to match.
    else if (result.isErr()) expect(result.unwrapErr()).toMatchObject({ kind: 'no-one-to-match' });
  });
});
