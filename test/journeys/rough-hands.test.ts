import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wordsFor } from '#discord/words/words-for';
import { accept, beginTrial, joins, runsRound, setsUp, somebody } from '../../src/sandbox/acts.ts';
import type { Outcome } from '../../src/sandbox/local-discord/control/seen.ts';
import type { Actor } from '../../src/sandbox/local-discord/harness/actor.ts';
import type { Story } from '../../src/sandbox/local-discord/harness/story.ts';
import type { Town } from '../../src/sandbox/town.ts';
import { openTown } from './open-town.ts';

const { notices, buttons } = wordsFor('en-US');
const EMOJI = '🌻'.repeat(1_000);

let town: Town;
let close: () => Promise<void>;
let story: Story;
let ana: Actor;
let ben: Actor;
beforeAll(async () => {
  ({ town, close } = await openTown());
}, 60_000);
afterAll(() => close());
beforeEach(async () => {
  story = town.story();
  ana = story.member('Ana');
  ben = story.member('Ben');
  await story.commandIsRegistered('join');
});
afterEach(() => story.nothingWentWrong());

/** What a person reads after they did something; every answer is theirs alone. */
const read = (outcome: Outcome): string => {
  if (outcome.kind !== 'message' && outcome.kind !== 'updated')
    throw new Error(`expected an answer, not ${outcome.kind}`);
  expect(outcome.message.ephemeral).toBe(true);
  return outcome.message.text;
};

const button = (actor: Actor, label: string) => {
  for (const message of actor.everything()) {
    const found = message.buttons.find((candidate) => candidate.label === label);
    if (found?.customId) return { messageId: message.id, customId: found.customId };
  }
  throw new Error(`${actor.name} sees no "${label}"`);
};

describe('before a community is ready', () => {
  it('says kindly what is missing, and keeps nothing', async () => {
    for (const command of ['/match run', '/partner view', '/checkin', '/outcomes'])
      expect(read(await ana.runs(command))).toMatch(/set ?up|\/setup start|admin/i);
    await ana.runs('/join');
    if (ana.form) expect(read(await ana.submits({ ...somebody() }))).toMatch(/\/setup start/);
  });

  it('lets only an admin set it up', async () => {
    await setsUp(town, story);
    await expect(ana.runs('/setup start', { programme: 'soft' })).rejects.toThrow(/there is no command/);
    expect(read(await ana.runs('/match run'))).not.toMatch(/error/i);
  });
});

describe('typed by hand', () => {
  beforeEach(() => setsUp(town, story));

  it('offers near zones for one it does not know, and nothing is kept', async () => {
    await ana.runs('/join');
    expect(read(await ana.submits({ ...somebody({ zone: 'Berln' }) }))).toContain('Europe/Berlin');
    expect(read(await ana.runs('/profile view'))).toMatch(/join/i);
  });

  it('takes a thousand emoji in every field, and shows them without breaking', async () => {
    await beginTrialHere();
    await ana.clicks(buttons.suggestChange);
    await expect(ana.submits({ norms: '🌻'.repeat(4_000) })).rejects.toThrow(/at most/);
    await ana.clicks(buttons.suggestChange);
    await ana.submits({ norms: '🌻'.repeat(300) });
    await town.settles();
    await ben.sees('🌻🌻🌻');
    await town.livesFor({ days: 2 });
    await ben.clicks(buttons.checkIn);
    await ben.submits({ progress: EMOJI.slice(0, 1_000), blockers: EMOJI.slice(0, 1_000) });
    await town.settles();
    const shown = await ana.sees(notices.checkIn.progress);
    expect(shown.text).toContain('🌻🌻🌻');
  });

  it('shows text as text: no masked link, no ping of others, no turned direction', async () => {
    await beginTrialHere();
    await town.livesFor({ days: 2 });
    const before = story.owner.control.notifications().length;
    await ana.clicks(buttons.checkIn);
    await ana.submits({
      progress: `[free gifts](https://example.com) @everyone <@${story.owner.id}> \u202Egnp.exe`,
    });
    await town.settles();
    const shown = await ben.sees('free gifts');
    expect(JSON.stringify(shown.components)).not.toMatch(/[^\\]\[free gifts\]\(https/);
    expect(shown.text).not.toContain('\u202E');
    expect(story.owner.control.notifications()).toHaveLength(before);
  });
});

const beginTrialHere = async () => {
  await joins(ana);
  await joins(ben);
  await town.settles();
  await runsRound(town, story);
  await accept(town, ana, ben);
  for (const actor of [ana, ben]) await actor.clicks(buttons.sign);
  await town.settles();
};

describe('buttons', () => {
  it('of somebody else are not for you', async () => {
    await setsUp(town, story);
    await joins(ana);
    await joins(ben);
    await town.settles();
    await runsRound(town, story);
    await accept(town, ana, ben);
    // The owner may read private threads, as everybody who manages threads may; that does not make them a partner.
    const sign = button(story.owner, buttons.sign);
    const answer = read(await story.owner.control.clicks(sign.messageId, sign.customId));
    expect(answer).not.toMatch(/error|went wrong/i);
    await town.settles();
    await ana.sees(notices.charter.title(1));
    expect((await ana.sees(notices.charter.title(1))).text).not.toContain('Olive');
  });

  it('that are long past say so and do nothing', async () => {
    await beginTrial(town, story, ana, ben);
    const checkIn = await ana.sees(notices.charter.title(1));
    expect(checkIn.buttons.length).toBeGreaterThanOrEqual(0);
    await ana.runs('/profile leave');
    await town.settles();
    const stale = button(ben, buttons.suggestChange);
    const outcome = await ben.control.clicks(stale.messageId, stale.customId);
    expect(outcome.kind).not.toBe('failed');
  });

  it('clicked a hundred times at once count once, and each click gets an answer', async () => {
    await setsUp(town, story);
    await joins(ana);
    await joins(ben);
    await town.settles();
    await runsRound(town, story);
    await ana.clicks(buttons.accept);
    const accepts = button(ben, buttons.accept);
    const clicks = await Promise.all(
      Array.from({ length: 100 }, () => ben.control.clicks(accepts.messageId, accepts.customId)),
    );
    expect(clicks.filter(({ kind }) => kind === 'failed')).toEqual([]);
    await ben.sees(notices.charter.title(1));
    await town.settles();
    const threads = new Set(
      ben
        .everything()
        .filter(({ text }) => text.includes(notices.charter.title(1)))
        .map(({ channelId }) => channelId),
    );
    expect(threads.size).toBe(1);
  }, 60_000);
});

describe('in a direct message', () => {
  it('the commands of a server are not offered', async () => {
    await setsUp(town, story);
    await joins(ana);
    await town.settles();
    ana.goesTo('dm');
    await expect(ana.runs('/checkin')).rejects.toThrow(/there is no command/);
    await ana.sees(notices.welcome.title);
  });

  it('a forged button is refused kindly, whatever was changed in it', async () => {
    await setsUp(town, story);
    await joins(ana);
    await joins(ben);
    await town.settles();
    await runsRound(town, story);
    const { messageId, customId } = button(ana, buttons.accept);
    const { channelId } = ana.everything().find(({ id }) => id === messageId)!;
    const standing = story.discord.world.message(story.discord.world.channel(channelId), messageId);
    for (const place of [0, 3, 12, customId.length - 1]) {
      const other = customId[place] === 'a' ? 'b' : 'a';
      const forged = customId.slice(0, place) + other + customId.slice(place + 1);
      standing.components = JSON.parse(JSON.stringify(standing.components).replace(customId, forged));
      expect(read(await ana.control.clicks(messageId, forged))).not.toMatch(/introduce|error/i);
      standing.components = JSON.parse(JSON.stringify(standing.components).replace(forged, customId));
    }
    await ben.clicks(buttons.accept);
    await town.settles();
    ben.doesNotSee(notices.charter.title(1));
  });
});
