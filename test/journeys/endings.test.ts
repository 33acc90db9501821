import { ok } from '@sapphire/result';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GuildId } from '#domain/ids';
import {
  accept,
  beginTrial,
  checksIn,
  joins,
  runsRound,
  setsUp,
  sign,
  votes,
} from '../../src/sandbox/acts.ts';
import type { Actor } from '../../src/sandbox/local-discord/harness/actor.ts';
import type { Story } from '../../src/sandbox/local-discord/harness/story.ts';
import type { Town } from '../../src/sandbox/town.ts';
import { wordsFor } from '#discord/words/words-for';
import { openTown } from './open-town.ts';

const { notices, buttons } = wordsFor('en-US');
const { title } = notices.voteResult;

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

const outcomes = async () =>
  (
    await town.running.unitOfWork.run(story.guildId as GuildId, async (unit) =>
      ok(await unit.outcomes.between(new Date(0), new Date('2100-01-01'))),
    )
  ).unwrap();

/** Fifteen days later: the final review was asked and is open. */
const livesThrough = async () => {
  await beginTrial(town, story, ana, ben);
  await town.livesFor({ days: 15 });
  await ana.sees(notices.prompt.title[14]);
};

describe('a trial that is lived through', () => {
  it('asks, listens and continues when both want it', async () => {
    await beginTrial(town, story, ana, ben);
    await town.livesFor({ days: 4 });
    await ana.isPinged(notices.prompt.title[3]);
    await checksIn(ana, 'I wrote the first page.');
    await town.settles();
    await ben.sees('I wrote the first page.');
    await ben.clicks(buttons.minimum);
    await town.livesFor({ days: 4 });
    await ben.isPinged(notices.prompt.title[7]);
    await ana.clicks(buttons.supported);
    await town.livesFor({ days: 7 });
    await ben.isPinged(notices.prompt.title[14]);
    await votes(ana, 'continue');
    await votes(ben, 'continue');
    await town.livesFor({ minutes: 11 });
    await ana.sees(title.continue);
    await ben.sees(title.continue);
    expect(await outcomes()).toMatchObject([
      { result: 'continue', bySilence: false, checkIns: 2, ratings: { supported: 1, pressured: 0 } },
    ]);
    await town.livesFor({ days: 8 });
    await ana.isPinged(/moment for the two of you/);
  });

  it('keeps a vote to itself: nobody sees who chose what', async () => {
    await livesThrough();
    await votes(ana, 'pause', { energy: 1, momentum: 2 });
    await votes(ben, 'continue', { energy: 5, momentum: 4 });
    await town.livesFor({ minutes: 11 });
    const result = await ben.sees(title.pause);
    for (const message of ben.everything())
      expect(message.text).not.toMatch(/(Ana|Ben|<@\d+>)[^.]*(chose|voted)/i);
    expect(result.text).not.toMatch(/\b[1-5] ?(of|\/) ?5\b/);
  });

  it('tweaked, changes the charter and tries another 14 days', async () => {
    await livesThrough();
    await votes(ana, 'tweak');
    await votes(ben, 'continue');
    await town.livesFor({ minutes: 11 });
    await ana.sees(title.tweak);
    await ana.clicks(buttons.suggestChange);
    await ana.submits({ norms: 'Every other day, by voice.' });
    await town.settles();
    await ben.sees('Every other day, by voice.');
    await ben.clicks(buttons.sign);
    await town.livesFor({ days: 15 });
    await votes(ana, 'continue');
    await votes(ben, 'continue');
    await town.livesFor({ minutes: 11 });
    expect((await outcomes()).map(({ trial, result }) => [trial, result])).toEqual([
      [1, 'tweak'],
      [2, 'continue'],
    ]);
  });

  it('paused, comes back on the date they chose', async () => {
    await livesThrough();
    await votes(ana, 'pause');
    await votes(ben, 'tweak');
    await town.livesFor({ minutes: 11 });
    await ana.clicks(buttons.pauseDays(7));
    await town.livesFor({ days: 8 });
    await ben.sees(/welcome back/);
    expect(await outcomes()).toMatchObject([{ result: 'pause', bySilence: false }]);
  });

  it('met by silence, is extended once, pauses and says farewell', async () => {
    await livesThrough();
    await votes(ana, 'continue');
    await town.livesFor({ hours: 49 });
    await ben.sees(notices.voteExtension.body);
    await town.livesFor({ hours: 49 });
    await ana.sees(title.pause);
    await town.livesFor({ days: 15 });
    await ana.sees(notices.farewell.title);
    expect(await outcomes()).toMatchObject([{ result: 'pause', bySilence: true }]);
  });

  it('met by silence, is picked up again with one tap', async () => {
    await livesThrough();
    await town.livesFor({ hours: 100 });
    await ben.clicks(buttons.resume);
    await town.settles();
    await ana.sees(/welcome back/);
    await town.livesFor({ days: 20 });
    ana.doesNotSee(notices.farewell.title);
  });
});

describe('a match that does not come about', () => {
  beforeEach(async () => {
    await setsUp(town, story);
    await joins(ana);
    await joins(ben);
    await town.settles();
    await runsRound(town, story);
  });

  it('declined, tells the other only at the end of the window, and not why', async () => {
    await ana.clicks(buttons.accept);
    await ben.clicks(buttons.decline);
    await town.livesFor({ hours: 71 });
    ana.doesNotSee(/did not come together with/);
    await town.livesFor({ hours: 2 });
    const declined = await ana.sees(/did not come together with/);
    expect(declined.text).not.toMatch(/declin|refus|reject/i);
    ben.doesNotSee(/did not come together with/);
  });

  it('lapsed, reads the same as a decline', async () => {
    await ana.clicks(buttons.accept);
    await town.livesFor({ hours: 73 });
    await ana.sees(/did not come together with/);
    const late = await ben.clicks(buttons.accept);
    expect(late).toMatchObject({ kind: 'message' });
    await town.settles();
    ana.doesNotSee(notices.charter.title(1));
  });

  it('unsigned, is reminded of once and dissolves kindly', async () => {
    await accept(town, ana, ben);
    await ana.clicks(buttons.sign);
    await town.livesFor({ hours: 73 });
    await ben.isPinged(/your agreement is waiting/);
    await town.livesFor({ days: 5 });
    await ana.sees(notices.dissolved);
  });
});

describe('a trial that somebody leaves', () => {
  beforeEach(async () => {
    await beginTrial(town, story, ana, ben);
    await town.livesFor({ days: 2 });
  });

  it('ends without an argument when one leaves the programme', async () => {
    const thread = (await ana.sees(notices.prompt.title[1])).channelId;
    await ana.runs('/profile leave');
    await town.settles();
    await ben.sees(notices.partnerLeft);
    expect(ana.control.channels(true).map(({ id }) => id)).not.toContain(thread);
    await town.livesFor({ days: 14 });
    ben.doesNotSee(notices.prompt.title[14]);
  });

  it('keeps the partner’s records whole when one erases everything, and takes their words out of the thread', async () => {
    await checksIn(ana, 'words of Ana');
    await checksIn(ben, 'words of Ben');
    await town.settles();
    await ana.runs('/data erase');
    await ana.clicks(buttons.eraseForGood);
    await town.settles();
    ben.doesNotSee('words of Ana');
    await ben.sees('words of Ben');
    await town.livesFor({ days: 14 });
    ben.doesNotSee(notices.prompt.title[14]);
    await joins(ana);
    await town.settles();
  });

  it('ends kindly when one is removed from the server', async () => {
    story.discord.control.leave(story.guildId, ben.id);
    await town.livesFor({ days: 14 });
    await ana.sees(notices.partnerLeft);
    ana.doesNotSee(notices.prompt.title[14]);
  });

  it('goes on in a new thread when a moderator deletes the old one', async () => {
    const lost = (await ana.sees(notices.prompt.title[1])).channelId;
    story.discord.control.deleteChannel(lost);
    await town.livesFor({ days: 3 });
    const next = await ana.isPinged(notices.prompt.title[3]);
    expect(next.channelId).not.toBe(lost);
    await ben.sees(notices.charter.title(1));
  });
});

describe('a member whose direct messages are closed', () => {
  it('lives the whole story in a corner of their own', async () => {
    const carl = story.member('Carl', { dmsOpen: false });
    await setsUp(town, story);
    await joins(carl);
    await joins(ben);
    await town.settles();
    const welcome = await carl.sees(notices.welcome.corner);
    expect(ben.control.channels(true).map(({ id }) => id)).not.toContain(welcome.channelId);
    await runsRound(town, story);
    await accept(town, carl, ben);
    await sign(town, carl, ben);
    await town.livesFor({ days: 15 });
    await carl.isPinged(notices.prompt.title[14]);
  });
});
