import { err, ok } from '@sapphire/result';
import { GatewayIntentBits, MessageFlags, REST, Routes } from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GuildId, PartnershipId, ProposalId, VoteId, ZoneId } from '#domain/ids';
import type { Profile } from '#domain/matching/profile';
import { type LocalDiscord, startLocalDiscord } from '#sandbox/local-discord/local-discord';
import { Story } from '#sandbox/local-discord/harness/story';
import { ClickHandler } from '#discord/click-handler';
import { type Action, createCustomIds, type MintId } from '#discord/custom-ids';
import { type Gateway, startGateway } from '#discord/start-gateway';
import { aFakeApp, aLogger } from './fake-app.ts';

const PIECES = {
  commands: [
    'checkin',
    'count as check-in',
    'data',
    'help-now',
    'join',
    'match',
    'outcomes',
    'partner',
    'profile',
    'setup',
  ],
  'interaction-handlers': [
    'ask',
    'charter-edit',
    'charter-form',
    'check-in',
    'check-in-form',
    'check-setup',
    'come-back',
    'end',
    'end-for-good',
    'erase',
    'improve',
    'improve-forms',
    'join',
    'join-form',
    'minimum',
    'pause-days',
    'proposal-answer',
    'pulse',
    'rate',
    'rest',
    'resume',
    'run-round',
    'sign',
    'star',
    'stray-click',
    'stray-form',
    'talk',
    'view-partner',
    'vote',
    'vote-form',
  ],
  listeners: [
    'bulk-overwrite-error',
    'chat-input-command-error',
    'client-error',
    'command-registry-error',
    'context-menu-command-error',
    'interaction-handler-error',
    'interaction-handler-parse-error',
    'listener-error',
    'shard-error',
    'unknown-command',
    'unknown-menu',
  ],
  preconditions: [],
} as const;

/** Every action, and what it stands on. */
const ACTIONS = {
  join: 'button',
  'join-form': 'form',
  'edit-profile': 'button',
  star: 'select',
  styles: 'button',
  'styles-form': 'form',
  support: 'button',
  'support-form': 'form',
  skills: 'button',
  'skills-form': 'form',
  'come-back': 'button',
  'erase-yes': 'button',
  'check-setup': 'button',
  'run-round': 'button',
  accept: 'button',
  decline: 'button',
  ask: 'select',
  sign: 'button',
  'charter-edit': 'button',
  'charter-form': 'form',
  'check-in': 'button',
  'checkin-form': 'form',
  minimum: 'button',
  rest: 'button',
  'pulse-yes': 'button',
  'pulse-slip': 'button',
  'pulse-hand': 'button',
  supported: 'button',
  pressured: 'button',
  'view-partner': 'button',
  slower: 'button',
  talk: 'button',
  vote: 'button',
  'vote-form': 'form',
  resume: 'button',
  'pause-days': 'button',
  end: 'button',
  'end-yes': 'button',
} as const satisfies Record<Action, 'button' | 'select' | 'form'>;

const customIds = createCustomIds([{ id: 'test', key: Buffer.alloc(32, 7) }]);
const foreignIds = createCustomIds([{ id: 'test', key: Buffer.alloc(32, 8) }]);
const { app, answers, calls } = aFakeApp();
const { logger, lines } = aLogger();
const registryErrors: unknown[] = [];
let discord: LocalDiscord;
let story: Story;
let gateway: Gateway;

// Sapphire's container is one for the process: one bot for the whole file.
beforeAll(async () => {
  discord = await startLocalDiscord();
  story = new Story(discord);
  gateway = await startGateway({
    app,
    token: discord.token,
    apiUrl: discord.apiUrl,
    customIds,
    logger,
    now: () => new Date(),
    onRegistryError: (error) => registryErrors.push(error),
  });
  await story.commandIsRegistered('setup');
});
afterAll(async () => {
  await gateway.stop();
  await discord.stop();
});
beforeEach(() => {
  // Nobody is where an earlier test has left them.
  story = new Story(discord);
  calls.length = 0;
  lines.length = 0;
  for (const verb of Object.keys(answers)) Reflect.deleteProperty(answers, verb);
});

describe('at its start the gateway', () => {
  it.each(Object.entries(PIECES))('loads exactly these %s', (store, names) => {
    const pieces = gateway.client.stores.get(store as 'commands');
    const own = [...pieces.values()].filter(({ location }) => !location.virtual).map(({ name }) => name);
    expect(own.sort()).toEqual([...names]);
  });

  it('asks for the intent Guilds and no other', () => {
    expect(gateway.client.options.intents.bitfield).toBe(GatewayIntentBits.Guilds);
  });

  it('has its commands taken by Discord', () => {
    expect(registryErrors).toEqual([]);
    const registered = [...(discord.world.commands.get('')?.values() ?? [])].map(({ name }) => name);
    expect(registered.map((name) => name.toLowerCase()).sort()).toEqual([...PIECES.commands]);
    understood();
  });

  it('has a piece for every action that a component can stand for', () => {
    const handlers = [...gateway.client.stores.get('interaction-handlers').values()].filter(
      (piece) => piece instanceof ClickHandler,
    );
    const types = { button: 0, select: 1, form: 2 };
    for (const [action, on] of Object.entries(ACTIONS)) {
      const taking = handlers.filter(({ actions }) => actions.includes(action as Action));
      expect(
        taking.map(({ interactionHandlerType }) => interactionHandlerType),
        action,
      ).toEqual([types[on]]);
    }
  });

  it('was heard from a moment ago', () => {
    const quietForMs = Date.now() - gateway.lastHeardFromAt().getTime();
    expect(quietForMs).toBeLessThan(60_000);
  });
});

describe('somebody who runs a command', () => {
  it('is answered privately with what the use case gave', async () => {
    const ana = story.member('Ana', { locale: 'de' });
    answers.viewProfile = async () => ok({ profile: aProfile(), state: { kind: 'active' } });
    const outcome = await ana.runs('/profile view');
    expect(outcome).toMatchObject({ kind: 'message', message: { ephemeral: true } });
    expect(ana.answer?.flags).toBe(MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral);
    expect(calls).toEqual([
      {
        verb: 'viewProfile',
        actor: {
          guild: story.guildId,
          user: ana.id,
          locale: 'de',
          manages: false,
          roles: [],
          channel: story.lobbyId,
        },
        input: {},
      },
    ]);
    understood();
  });

  it('manages as the owner', async () => {
    await story.owner.runs('/setup check');
    expect(calls[0]?.actor).toMatchObject({ manages: true });
  });

  it('is refused in words', async () => {
    const ana = story.member('Ana');
    answers.leave = async () => err({ kind: 'not-a-member' });
    await ana.runs('/profile leave');
    expect(ana.answer?.text).toContain('/join');
  });

  it('chooses the programme and the roles at setup', async () => {
    answers.setUp = async () => ok({ lobby: null, again: false });
    const role = discord.control.createRole(story.guildId, { name: 'facilitators' });
    await story.owner.runs('/setup start', { programme: 'executive', facilitators: role });
    expect(calls).toMatchObject([
      { verb: 'setUp', input: { preset: 'executive', facilitatorRole: role, roundsRole: null } },
    ]);
    understood();
  });

  it('is asked which partnership they mean, and the button is for what they wanted', async () => {
    const ana = story.member('Ana');
    const partnership = 'PARTNERSHIPA' as PartnershipId;
    answers.findPartnership = async (_actor, input) =>
      input.partnership
        ? ok({ partnership: input.partnership })
        : err({ kind: 'which-partnership', choices: [{ partnership, others: [story.owner.id] }] });
    answers.restAWeek = async () => ok({ until: '2026-03-29' as never });
    await ana.runs('/partner rest');
    const [choice] = ana.answer?.buttons ?? [];
    await ana.clicks(choice?.label ?? '');
    expect(calls.at(-1)).toMatchObject({ verb: 'restAWeek', input: { partnership } });
    understood();
  });

  it('gets a reference when something broke, and the log has the same and no content', async () => {
    const ana = story.member('Ana');
    answers.viewOutcomes = async () => {
      throw new TypeError('no such thing as "a secret of Ana"');
    };
    await ana.runs('/outcomes');
    const failed = lines.find(({ level }) => level === 'error');
    expect(failed?.fields).toMatchObject({ where: 'command outcomes', error: { name: 'TypeError' } });
    expect(ana.answer?.text).toContain(String(failed?.fields['reference']));
    expect(JSON.stringify(lines)).not.toContain('a secret of Ana');
  });

  it('finds help without having joined, and nothing is asked or logged', async () => {
    const ana = story.member('Ana');
    await ana.runs('/help-now');
    expect(ana.answer?.ephemeral).toBe(true);
    expect(calls).toEqual([]);
    expect(lines).toEqual([]);
  });
});

describe('a form', () => {
  it('opens empty for a newcomer, and what they fill in arrives typed', async () => {
    const ana = story.member('Ana');
    answers.viewProfile = async () => err({ kind: 'not-a-member' });
    answers.join = async () => ok({ profile: aProfile(), again: false });
    await ana.runs('/join');
    expect(ana.form?.fields).toHaveLength(5);
    await ana.submits({
      zone: 'Lisbon',
      languages: ['en', 'pt'],
      freeTimes: ['0', '20'],
      values: ['honesty', 'calm'],
      supportWanted: ['listen'],
    });
    expect(calls.at(-1)).toMatchObject({
      verb: 'join',
      input: {
        zone: 'Lisbon',
        languages: ['en', 'pt'],
        freeTimes: [0, 20],
        values: ['honesty', 'calm'],
        supportWanted: ['listen'],
      },
    });
    understood();
  });

  it('leads on by buttons: star a value, then the short forms, all in one private message', async () => {
    const ana = story.member('Ana');
    answers.viewProfile = async () => ok({ profile: aProfile(), state: { kind: 'active' } });
    answers.join = async () => ok({ profile: aProfile(), again: false });
    answers.starValue = async () => ok({ profile: { ...aProfile(), starred: 'calm' } });
    answers.improveMatches = async () => ok({ profile: aProfile() });
    await ana.runs('/join');
    await ana.submits({});
    const starred = await ana.selects(/.*/, 'calm');
    expect(starred.kind).toBe('updated');
    expect(calls.at(-1)).toMatchObject({ verb: 'starValue', input: { value: 'calm' } });
    await ana.clicks('How I work');
    await ana.submits({ structuredFlexible: ['-2'], drivingReflective: ['0'], visionaryMethodical: ['2'] });
    expect(calls.at(-1)).toMatchObject({
      verb: 'improveMatches',
      input: {
        section: 'styles',
        styles: { structuredFlexible: -2, drivingReflective: 0, visionaryMethodical: 2 },
      },
    });
    await ana.runs('/profile edit');
    understood();
  });

  it('that cannot be prepared is answered with a reference too', async () => {
    const ana = story.member('Ana');
    answers.viewProfile = async () => {
      throw new Error('the database is away');
    };
    const outcome = await ana.runs('/join');
    expect(outcome).toMatchObject({ kind: 'message', message: { ephemeral: true } });
    expect(ana.answer?.text).toContain(String(lines[0]?.fields['reference']));
    understood();
  });
});

describe('a button', () => {
  const subject = 'SUBJECT23456789A';

  it.each([
    ['accept', 'answerProposal', ok({ state: 'waiting' }), { proposal: subject, answer: 'accept' }],
    ['decline', 'answerProposal', ok({ state: 'declined' }), { proposal: subject, answer: 'decline' }],
    ['minimum', 'minimumCheckIn', ok({ posted: true }), { partnership: subject }],
    ['rest', 'restAWeek', ok({ until: '2026-03-29' }), { partnership: subject }],
    ['pulse-slip', 'pulse', ok({ answer: 'slipping' }), { partnership: subject, answer: 'slipping' }],
    ['pressured', 'rateSupport', ok({ rating: 'pressured' }), { partnership: subject, rating: 'pressured' }],
    ['resume', 'resumePartnership', ok({ resumed: true }), { partnership: subject }],
    ['end', 'findPartnership', ok({ partnership: subject }), { partnership: subject }],
    ['talk', 'findFacilitator', ok({ facilitatorRole: null }), { partnership: subject }],
    ['come-back', 'resumeProfile', ok({ profile: aProfile() }), {}],
    ['erase-yes', 'eraseMe', ok({ erased: true }), {}],
  ] as const)('"%s" runs %s', async (action, verb, answer, input) => {
    const ana = story.member('Ana');
    Reflect.set(answers, verb, async () => answer);
    await posted({ action, subject: input && 'partnership' in input ? subject : subjectOf(action) });
    expect(await ana.clicks('Here')).toMatchObject({ kind: 'message', message: { ephemeral: true } });
    expect(calls).toMatchObject([{ verb, input }]);
    understood();
  });

  it.each([
    ['sign', 'signCharter', ok({ signedByAll: false, trialStartsOn: null }), '3', { version: 3 }],
    ['pause-days', 'choosePauseEnd', ok({ until: '2026-03-29' }), '21', { days: 21 }],
  ] as const)('"%s" knows what stands beside its subject', async (action, verb, answer, extra, input) => {
    const ana = story.member('Ana');
    Reflect.set(answers, verb, async () => answer);
    await posted({ action, subject, extra });
    await ana.clicks('Here');
    expect(calls).toMatchObject([{ verb, input: { partnership: subject, ...input } }]);
    understood();
  });

  it('opens the vote, and the ballot arrives typed', async () => {
    const ana = story.member('Ana');
    answers.castBallot = async () => ok({ changed: false, closesAt: new Date() });
    await posted({ action: 'vote', subject });
    await ana.clicks('Here');
    await ana.submits({ choice: 'tweak', energy: ['2'], momentum: ['5'] });
    expect(calls).toMatchObject([
      {
        verb: 'castBallot',
        input: { vote: subject as VoteId, choice: 'tweak', energy: 2, momentum: 5, reason: null },
      },
    ]);
    understood();
  });

  it('opens a check-in, and what is written arrives typed', async () => {
    const ana = story.member('Ana');
    answers.findPartnership = async () => ok({ partnership: subject as PartnershipId });
    answers.checkIn = async () => ok({ posted: true });
    await posted({ action: 'check-in', subject });
    await ana.clicks('Here');
    await ana.submits({ progress: ' One page ', supportWanted: ['ideas'] });
    expect(calls.at(-1)).toMatchObject({
      verb: 'checkIn',
      input: {
        partnership: subject,
        form: { progress: 'One page', blockers: '', feeling: '', supportWanted: 'ideas' },
      },
    });
    understood();
  });

  it('opens the agreement at its version, slower when that was asked for', async () => {
    const ana = story.member('Ana');
    const page = { values: 'v', norms: 'n', setback: 's', lifeEvents: 'l', celebrate: 'c' };
    answers.readCharter = async () => ok({ version: 4, text: page, values: [] });
    answers.writeCharter = async () => ok({ version: 5 });
    await posted({ action: 'slower', subject });
    await ana.clicks('Here');
    expect(ana.form?.fields.find(({ customId }) => customId === 'norms')?.value).not.toBe('n');
    await ana.submits({ norms: 'once a week' });
    expect(calls.at(-1)).toMatchObject({
      verb: 'writeCharter',
      input: { partnership: subject, basedOn: 4, text: { ...page, norms: 'once a week' } },
    });
    understood();
  });

  it('asks one of the three questions from a select', async () => {
    const ana = story.member('Ana');
    answers.askQuestion = async () => ok({ asked: 'what-helps' });
    await postedSelect({ action: 'ask', subject }, ['how-often', 'what-helps']);
    await ana.selects('Choose', 'what-helps');
    expect(calls).toMatchObject([
      { verb: 'askQuestion', input: { proposal: subject as ProposalId, question: 'what-helps' } },
    ]);
  });

  it('in a DM acts in the server that it names, without rights there', async () => {
    const { owner } = story;
    answers.answerProposal = async () => ok({ state: 'waiting' });
    const dm = owner.control.createsDm();
    await posted({ action: 'accept', subject }, dm);
    await owner.clicks('Here');
    expect(calls[0]?.actor).toMatchObject({ guild: story.guildId, manages: false, roles: [] });
  });

  it('clicked twenty times at once is answered twenty times, once each', async () => {
    const ana = story.member('Ana');
    let first = true;
    answers.answerProposal = async () => {
      if (!first) return err({ kind: 'already-done' });
      first = false;
      return ok({ state: 'waiting' });
    };
    const message = await posted({ action: 'accept', subject });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => ana.control.clicks(message, 'Here')));
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 20 }, () => 'message'));
    const texts = outcomes.map((outcome) => (outcome.kind === 'message' ? outcome.message.text : ''));
    expect(new Set(texts).size).toBe(2);
    understood();
  });

  it.each([
    ['forged', () => foreignIds.mint({ action: 'accept', subject: subject as ProposalId, guild: guild() })],
    ['of another server', () => mint({ action: 'accept', subject, guild: '42' as GuildId })],
    ['expired', () => mint({ action: 'accept', subject, expiresAt: new Date(Date.now() - 1_000) })],
    ['older than this version', () => 'something:else'],
  ])('that is %s gets a kind word and does nothing', async (_what, id) => {
    const ana = story.member('Ana');
    await post(story.lobbyId, { type: 2, style: 2, label: 'Here', custom_id: id() });
    const outcome = await ana.clicks('Here');
    expect(outcome).toMatchObject({ kind: 'message', message: { ephemeral: true } });
    expect(calls).toEqual([]);
  });
});

it('a message can be counted as a check-in from its menu', async () => {
  const ana = story.member('Ana');
  answers.countAsCheckIn = async () => ok({ again: false });
  const { id } = ana.posts('I did it');
  await ana.uses('Count as check-in', 'I did it');
  expect(calls).toMatchObject([{ verb: 'countAsCheckIn', input: { message: id, author: ana.id } }]);
  understood();
});

/** Everything the bot asked was something Discord knows and takes. */
function understood() {
  const { log } = discord;
  expect([...log.of('unknown-route'), ...log.of('breach')]).toEqual([]);
}

const guild = () => story.guildId as GuildId;

function mint(about: { action: Action; subject: string; guild?: GuildId; extra?: string; expiresAt?: Date }) {
  return customIds.mint({ guild: guild(), ...about } as Parameters<MintId>[0]);
}

function subjectOf(action: Action): string {
  return action === 'come-back' || action === 'erase-yes' ? '' : 'SUBJECT23456789A';
}

/** The bot posts one button called "Here"; gives the message's id. */
function posted(about: { action: Action; subject: string; extra?: string }, channel = story.lobbyId) {
  return post(channel, { type: 2, style: 2, label: 'Here', custom_id: mint(about) });
}

function postedSelect(about: { action: Action; subject: string }, values: string[]) {
  const options = values.map((value) => ({ label: value, value }));
  return post(story.lobbyId, { type: 3, custom_id: mint(about), placeholder: 'Choose', options });
}

async function post(channel: string, component: object): Promise<string> {
  const rest = new REST({ version: '10', api: discord.apiUrl }).setToken(discord.token);
  const body = { content: 'something', components: [{ type: 1, components: [component] }] };
  const message = (await rest.post(Routes.channelMessages(channel), { body })) as { id: string };
  return message.id;
}

function aProfile(): Profile {
  return {
    zone: 'Europe/Lisbon' as ZoneId,
    languages: ['en'],
    freeTimes: [0, 4],
    values: ['honesty', 'calm'],
    starred: null,
    supportWanted: ['listen'],
    styles: null,
    supportOffered: [],
    themes: [],
    skillsOffered: [],
    skillsSought: [],
    level: null,
    similarLevelMatters: false,
    rhythm: null,
    channel: 'thread',
  };
}
