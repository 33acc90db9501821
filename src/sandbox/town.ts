import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '#config/environment';
import { compose, type Running } from '../compose.ts';
import type { Logger } from '../telemetry/logger.ts';
import { Story, type StoryOptions } from './local-discord/harness/story.ts';
import {
  type LocalDiscord,
  type LocalDiscordOptions,
  startLocalDiscord,
} from './local-discord/local-discord.ts';
import { MovableClock } from './movable-clock.ts';

/** Wall time in which everything due at one instant must be done. */
const PATIENCE_MS = 30_000;
/** How long nothing may happen in Discord before a moment counts as over. */
const QUIET_MS = 25;
/** A key that everybody knows: the sandbox keeps no secrets. */
const MASTER_KEY = { id: 'sandbox', key: Buffer.alloc(32, 'alongside') };

/** Everything is near, so nothing needs long. */
export const SANDBOX_PACE = { processEvery: 40, sweepEvery: 1_000, lease: 5_000 };

export type TownOptions = {
  /** Where the clock starts. */
  startsAt: Date;
  database: Config['database'];
  logger: Logger;
  seed?: number;
  discord?: LocalDiscordOptions;
  /** How often the schedule and the sweep look for work; the quick ones of a story unless given. */
  pace?: typeof SANDBOX_PACE;
  /** A Discord that is there already, and goes on after this town stops. */
  within?: { discord: LocalDiscord; clock: MovableClock };
};

/** The whole bot on a local Discord, with a clock that can be moved: the demo's and the journeys' stage. */
export class Town {
  readonly discord: LocalDiscord;
  readonly clock: MovableClock;
  readonly running: Running;
  readonly #ownsDiscord: boolean;

  private constructor(discord: LocalDiscord, clock: MovableClock, running: Running, ownsDiscord: boolean) {
    this.discord = discord;
    this.clock = clock;
    this.running = running;
    this.#ownsDiscord = ownsDiscord;
  }

  static async start(options: TownOptions): Promise<Town> {
    const { within, pace = SANDBOX_PACE } = options;
    const clock = within?.clock ?? MovableClock.startingAt(options.startsAt);
    const discord =
      within?.discord ??
      (await startLocalDiscord({
        seed: options.seed ?? 1,
        now: () => clock.now().getTime(),
        ...options.discord,
      }));
    try {
      const running = await compose({
        config: sandboxConfig(discord, options.database),
        clock,
        logger: options.logger,
        pace,
      });
      return new Town(discord, clock, running, !within);
    } catch (error) {
      if (!within) await discord.stop();
      throw error;
    }
  }

  /** A guild of its own with an owner, the bot and whoever is added. */
  story(options: StoryOptions = {}): Story {
    return new Story(this.discord, { patienceMs: PATIENCE_MS, ...options });
  }

  /** Waits until everything that is due now was seen in Discord and nothing more follows from it. */
  async settles(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (let calmSince = 0, seen = -1; ; ) {
      const unsettled = await this.running.ledgerClaims.unsettled(this.clock.now());
      const { last } = this.discord.log;
      if (unsettled > 0 || last !== seen) {
        calmSince = Date.now();
        seen = last;
      } else if (Date.now() - calmSince >= QUIET_MS) return;
      if (Date.now() > deadline)
        throw new Error(
          `${unsettled} rows were not settled in ${PATIENCE_MS} ms\n${this.discord.log.tail()}`,
        );
      await pause(5);
    }
  }

  /** Lives on until an instant, one due moment after the other, and stays there once all of it is done. */
  async livesUntil(instant: Date): Promise<void> {
    await this.settles();
    for (;;) {
      const next = await this.running.ledgerClaims.nextWake();
      if (!next || next > instant) break;
      await this.#moveTo(next);
    }
    await this.#moveTo(instant);
  }

  async livesFor(span: { days?: number; hours?: number; minutes?: number }): Promise<void> {
    const ms = (((span.days ?? 0) * 24 + (span.hours ?? 0)) * 60 + (span.minutes ?? 0)) * 60_000;
    await this.livesUntil(new Date(this.clock.now().getTime() + ms));
  }

  /** Jumps over everything in between, as a bot that was away does. */
  async #moveTo(instant: Date): Promise<void> {
    this.clock.moveTo(instant);
    this.discord.control.clockMoved();
    await this.running.app.sweep();
    await this.settles();
  }

  /** Moves the clock without the bot seeing anything in between: the bot was away. */
  async sleepsThrough(span: { days?: number; hours?: number }): Promise<void> {
    const ms = ((span.days ?? 0) * 24 + (span.hours ?? 0)) * 3_600_000;
    await this.#moveTo(new Date(this.clock.now().getTime() + ms));
  }

  async stop(): Promise<void> {
    await this.running.stop();
    if (this.#ownsDiscord) await this.discord.stop();
  }
}

/** How the bot is configured to live in a local Discord. */
export const sandboxConfig = (
  discord: Pick<LocalDiscord, 'apiUrl' | 'token'>,
  database: Config['database'],
): Config => ({
  environment: 'test',
  role: 'all',
  discord: { token: discord.token, apiUrl: discord.apiUrl },
  database,
  masterKeys: [MASTER_KEY],
  logLevel: 'silent',
  health: null,
});
