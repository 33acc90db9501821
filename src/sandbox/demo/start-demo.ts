import type { Logger } from '#telemetry/logger';
import { type PageServer, startPageServer } from '#sandbox/web-client/serve/page-server';
import { type LocalDiscord, startLocalDiscord } from '../local-discord/local-discord.ts';
import { MovableClock } from '../movable-clock.ts';
import { Town } from '../town.ts';
import { DemoStage } from './demo-stage.ts';
import { foundCommunity } from './found-community.ts';
import { type Remembered, StateFolder } from './state-folder.ts';
import { freezeWorld, thawWorld } from './world-file.ts';

/** How long after a change the world is written down, in milliseconds. */
const SAVE_AFTER_MS = 1_000;
/** Quick enough for somebody watching, and little work while nobody does. */
const CALM_PACE = { processEvery: 150, sweepEvery: 5_000, lease: 10_000 };
/** A log for the drawer; the whole story is not needed. */
const LOG_LIMIT = 5_000;

export type DemoOptions = {
  /** Where everything is kept between two runs. */
  directory: string;
  /** Forget what is kept there and begin anew. */
  fresh: boolean;
  /** Where the page is served; the next free one when it is taken, any with 0. */
  port: number;
  /** What the clock shows at the very first start. */
  startsAt: Date;
  logger: Logger;
};

export type Demo = {
  url: string;
  town: Town;
  stage: DemoStage;
  /** Whom and where the story is about. */
  remembered: Remembered;
  /** True when an earlier run goes on. */
  goesOn: boolean;
  /** Stops everything and writes the state down; nothing is left running. */
  stop(): Promise<void>;
};

/** Starts the whole bot on a Discord of its own with a page to live in, from scratch or where it was left. */
export const startDemo = async (options: DemoOptions): Promise<Demo> => {
  const folder = new StateFolder(options.directory);
  folder.mustBeFree();
  const saved = options.fresh ? null : folder.load();
  // World and database belong together: one without the other is no state to go on from.
  if (!saved) folder.clear();
  const clock = MovableClock.startingAt(saved ? new Date(saved.remembered.clock) : options.startsAt);
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const next of stops.splice(0).reverse()) await next();
  };
  try {
    const discord = await startLocalDiscord({ now: () => clock.now().getTime(), logLimit: LOG_LIMIT });
    stops.push(() => discord.stop());
    if (saved) thawWorld(discord.world, saved.world);
    const remembered = saved?.remembered ?? foundCommunity(discord, clock.now());
    const save = (): void => {
      folder.save({
        remembered: { ...remembered, clock: clock.now().getTime() },
        world: freezeWorld(discord.world),
      });
    };
    const town = await Town.start({
      startsAt: clock.now(),
      database: { kind: 'embedded', directory: folder.database },
      logger: options.logger,
      within: { discord, clock },
      pace: CALM_PACE,
    });
    // After the bot has said its last word, so that nothing it did is missing.
    stops.push(save);
    stops.push(() => town.stop());
    stops.push(savesAfterChanges(discord, save));
    const stage = new DemoStage(town, remembered, (error) =>
      options.logger.error({ error }, 'the demo could not go on by itself'),
    );
    stops.push(() => stage.stop());
    await town.settles();
    await stage.look();
    const page: PageServer = await startPageServer({ stage, port: options.port });
    stops.push(() => page.stop());
    return { url: page.url, town, stage, remembered, goesOn: saved !== null, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Writes the world down a moment after it changed, however much goes on. */
function savesAfterChanges({ log }: LocalDiscord, save: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  const unsubscribe = log.subscribe(() => {
    timer ??= setTimeout(() => {
      timer = null;
      save();
    }, SAVE_AFTER_MS);
  });
  return () => {
    unsubscribe();
    if (timer) clearTimeout(timer);
  };
}
