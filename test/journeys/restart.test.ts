import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wordsFor } from '#discord/words/words-for';
import { joins } from '../../src/sandbox/acts.ts';
import { Story } from '../../src/sandbox/local-discord/harness/story.ts';
import { type LocalDiscord, startLocalDiscord } from '../../src/sandbox/local-discord/local-discord.ts';
import { MovableClock } from '../../src/sandbox/movable-clock.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';

const { notices, buttons } = wordsFor('en-US');
const BOT = fileURLToPath(new URL('./bot-process.ts', import.meta.url));
const STARTS_AT = new Date('2026-11-21T12:00:00Z');

let discord: LocalDiscord;
let database: TestDatabase;
let clock: MovableClock;
const alive = new Set<ChildProcess>();

beforeEach(async () => {
  clock = MovableClock.startingAt(STARTS_AT);
  database = await openTestDatabase();
  discord = await startLocalDiscord({ now: () => clock.now().getTime() });
});
afterEach(async () => {
  for (const bot of alive) bot.kill('SIGKILL');
  await discord.stop();
  await database.close();
});

class Bot {
  readonly #process: ChildProcess;
  readonly #said: AsyncIterator<string>;

  private constructor(child: ChildProcess) {
    this.#process = child;
    this.#said = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  }

  static async starts(): Promise<Bot> {
    const child = spawn(
      process.execPath,
      [
        ...['--import', 'tsx', '--conditions=source', BOT],
        ...[discord.apiUrl, discord.token, database.uri, clock.now().toISOString()],
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    alive.add(child);
    const bot = new Bot(child);
    await bot.#says('ready');
    return bot;
  }

  async #says(word: string): Promise<void> {
    const { value, done } = await this.#said.next();
    if (done || value !== word) throw new Error(`the bot said ${value} instead of ${word}`);
  }

  /** Lives until an instant, and comes back when everything due by then is done. */
  async livesUntil(instant: Date): Promise<void> {
    this.asks(instant);
    await this.#says('settled');
  }

  /** Asks it to live until an instant and does not wait. */
  asks(instant: Date): void {
    clock.moveTo(instant);
    this.#process.stdin!.write(`${instant.toISOString()}\n`);
  }

  async dies(): Promise<void> {
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
    alive.delete(this.#process);
  }
}

const at = (text: string) => new Date(`${text}Z`);

const pairIn = (story: Story) => ({ ana: story.member('Ana'), ben: story.member('Ben') });

/** Every prompt of the trial and the agreement stand there once, whoever sent them. */
const everythingOnce = (story: Story, reader: ReturnType<Story['member']>) => {
  const standing = reader.everything().map(({ text }) => text);
  const titles = [...Object.values(notices.prompt.title), notices.charter.title(1), notices.whyCard.title];
  const counts = titles.map((title) => [
    title,
    standing.filter((text) => text.startsWith(`### ${title}`)).length,
  ]);
  expect(counts).toEqual(titles.map((title) => [title, 1]));
  story.nothingWentWrong();
};

describe('a bot that is killed in the middle of a trial', () => {
  it('keeps every promise once: nothing is missed, nothing is said twice', async () => {
    let bot = await Bot.starts();
    const story = new Story(discord, { patienceMs: 15_000 });
    const { ana, ben } = pairIn(story);
    await story.commandIsRegistered('setup');
    await story.owner.runs('/setup start', { programme: 'soft' });
    await bot.livesUntil(at('2026-11-21T12:10:00'));
    await joins(ana);
    await joins(ben);
    await bot.livesUntil(at('2026-11-21T12:20:00'));
    await story.owner.runs('/match run');

    // Killed while proposals are on their way.
    await bot.dies();
    bot = await Bot.starts();
    await bot.livesUntil(at('2026-11-21T12:40:00'));
    for (const actor of [ana, ben]) await actor.clicks(buttons.accept);
    await bot.livesUntil(at('2026-11-21T12:50:00'));
    for (const actor of [ana, ben]) await actor.clicks(buttons.sign);
    await bot.livesUntil(at('2026-11-22T18:00:00'));

    // Killed again as day 3 is due, whatever it was doing.
    const asked = story.until('day 3 is on its way', () =>
      discord.log
        .of('request')
        .find(({ body }) => JSON.stringify(body ?? '').includes(notices.prompt.title[3])),
    );
    bot.asks(at('2026-11-24T17:30:00'));
    await asked;
    await bot.dies();
    bot = await Bot.starts();
    // The first process may have held the row: its lease has to run out before another may look.
    await bot.livesUntil(at('2026-11-24T18:00:00'));
    await bot.livesUntil(at('2026-12-06T12:00:00'));

    everythingOnce(story, ana);
    await bot.dies();
  }, 180_000);
});

describe('two bots started by mistake', () => {
  it('do no harm: every answer comes once and every promise is kept once', async () => {
    const begun = clock.now();
    const later = (hours: number) => new Date(begun.getTime() + hours * 3_600_000);
    const bots = [await Bot.starts(), await Bot.starts()];
    const both = (instant: Date) => Promise.all(bots.map((bot) => bot.livesUntil(instant)));
    const story = new Story(discord, { patienceMs: 15_000 });
    const { ana, ben } = pairIn(story);
    await story.owner.runs('/setup start', { programme: 'soft' });
    await both(later(0.1));
    await joins(ana);
    await joins(ben);
    await both(later(0.2));
    await story.owner.runs('/match run');
    await both(later(0.3));
    for (const actor of [ana, ben]) await actor.clicks(buttons.accept);
    await both(later(0.4));
    for (const actor of [ana, ben]) await actor.clicks(buttons.sign);
    await both(later(16 * 24));
    everythingOnce(story, ana);
    for (const bot of bots) await bot.dies();
  }, 180_000);
});
