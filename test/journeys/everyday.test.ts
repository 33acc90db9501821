import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wordsFor } from '#discord/words/words-for';
import { accept, beginTrial, joins, runsRound, setsUp, sign, votes } from '../../src/sandbox/acts.ts';
import type { Actor } from '../../src/sandbox/local-discord/harness/actor.ts';
import type { Story } from '../../src/sandbox/local-discord/harness/story.ts';
import type { Town } from '../../src/sandbox/town.ts';
import { openTown } from './open-town.ts';

const { notices, buttons, commands } = wordsFor('en-US');

let town: Town;
let close: () => Promise<void>;
let story: Story;
let ana: Actor;
let ben: Actor;
beforeAll(async () => {
  ({ town, close } = await openTown());
}, 60_000);
afterAll(() => close());
beforeEach(() => {
  story = town.story();
  ana = story.member('Ana');
  ben = story.member('Ben');
});
afterEach(() => story.nothingWentWrong());

describe('the place two partners share', () => {
  it('is private, closed to invitations by others, and keeps the agreement pinned', async () => {
    await beginTrial(town, story, ana, ben);
    const eve = story.member('Eve');
    const charter = await ana.sees(notices.charter.title(1));
    expect(charter.pinned).toBe(true);
    expect((await ben.sees(notices.checklist.title)).pinned).toBe(true);
    expect(eve.control.channels(true).map(({ id }) => id)).not.toContain(charter.channelId);
    const thread = town.discord.world.channel(charter.channelId).thread;
    expect(thread).toMatchObject({ invitable: false });
  });

  it('tells where the trial stands, also in words', async () => {
    await beginTrial(town, story, ana, ben);
    await town.livesFor({ days: 4 });
    const checklist = await ana.sees(notices.checklist.title);
    expect(checklist.text).toMatch(/Day 3.*done/);
    expect((await ana.sees(notices.prompt.title[3])).text).toMatch(/Day 3 of 14/);
    expect((await ana.runs('/partner view')).kind).toBe('message');
    expect(ana.answer?.text).toContain(`<@${ben.id}>`);
  });
});

describe('a sign of life', () => {
  beforeEach(async () => {
    await beginTrial(town, story, ana, ben);
    await town.livesFor({ days: 4 });
  });

  it('can be a message that somebody wrote anyway', async () => {
    const { channelId } = await ana.sees(notices.prompt.title[3]);
    ana.goesTo(channelId).posts('Managed two pages today!');
    ben.goesTo(channelId);
    await ana.uses(commands.countAsCheckIn.name, 'two pages');
    expect(ana.answer?.ephemeral).toBe(true);
    // Nobody else can count it for her.
    await ben.uses(commands.countAsCheckIn.name, 'two pages');
    await town.livesFor({ days: 4 });
    expect((await ana.sees(notices.prompt.title[7])).text).toMatch(/1 check-in so far/);
  });

  it('can be one tap', async () => {
    await ben.clicks(buttons.pulseHand);
    await town.settles();
    await ana.sees(/could use a hand/);
  });

  it('can be a command, from anywhere', async () => {
    ana.goesTo('alongside-lobby');
    await ana.runs('/checkin');
    await ana.submits({ progress: 'From the lobby, with love.' });
    await town.settles();
    await ben.sees('From the lobby, with love.');
  });

  it('is never asked of somebody who rests', async () => {
    await ana.clicks(buttons.rest);
    await town.settles();
    await ben.sees(/rest/i);
    const before = ana.control.notifications().length;
    await town.livesFor({ days: 4 });
    await ben.isPinged(notices.prompt.title[7]);
    expect(ana.control.notifications()).toHaveLength(before);
  });

  it('makes a reminder unnecessary', async () => {
    const other = town.story();
    const [kim, lee] = [other.member('Kim'), other.member('Lee')];
    await setsUp(town, other);
    for (const actor of [kim, lee]) await joins(actor);
    await town.settles();
    await runsRound(town, other);
    await accept(town, kim, lee);
    const { channelId } = await kim.sees(notices.charter.title(1));
    kim.goesTo(channelId).posts('Reading it tonight.');
    lee.goesTo(channelId).posts('Me too.');
    await town.livesFor({ hours: 80 });
    kim.doesNotSee(/your agreement is waiting/);
  });
});

describe('what a facilitator sees', () => {
  it('is nothing before five people stand behind a number, and then only whole months', async () => {
    const people = ['Ana', 'Ben', 'Cleo', 'Dan', 'Ema', 'Fin'].map((name) => story.member(name));
    await setsUp(town, story);
    for (const actor of people) await joins(actor);
    await town.settles();
    await runsRound(town, story);
    await accept(town, ...people);
    await sign(town, ...people);
    await town.livesFor({ days: 15 });
    for (const actor of people) await votes(actor, 'continue');
    await town.livesFor({ minutes: 11 });
    await story.owner.runs('/outcomes');
    expect(story.owner.answer?.text).not.toMatch(/3 trials|continued/);
    await town.livesFor({ days: 40 });
    await story.owner.runs('/outcomes');
    expect(story.owner.answer?.text).toMatch(/3/);
    expect(story.owner.answer?.text).not.toMatch(/Ana|<@/);
  }, 60_000);
});
