import { afterEach } from 'vitest';
import {
  type LocalDiscord,
  type LocalDiscordOptions,
  startLocalDiscord,
} from '#sandbox/local-discord/local-discord';
import { Story, type StoryOptions } from '#sandbox/local-discord/harness/story';

const running: LocalDiscord[] = [];
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
  for (const discord of running.splice(0)) await discord.stop();
});

/** Does something when the test is over, before its Discord stops. */
export function afterwards(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

/** A Discord for one test, stopped after it, with a guild, an owner and a lobby. */
export async function aStory(options: LocalDiscordOptions = {}, about: StoryOptions = {}): Promise<Story> {
  const discord = await startLocalDiscord({ answerWithinMs: 2000, patienceMs: 2000, ...options });
  running.push(discord);
  return new Story(discord, { patienceMs: 3000, ...about });
}
