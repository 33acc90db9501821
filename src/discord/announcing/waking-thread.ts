import { Routes } from 'discord.js';
import type { ChannelId } from '#domain/ids';
import { Answered, type DiscordCall } from './paced-rest.ts';

/**
 * Runs a request on a thread; if Discord says that the thread is archived (50083), wakes it and runs the
 * request once more. A plain message wakes a thread by itself, edits and changes of members do not
 * (https://docs.discord.com/developers/topics/threads#active-and-archived-threads).
 */
export async function wakingThread<T>(
  call: DiscordCall,
  thread: ChannelId,
  request: () => Promise<T>,
): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof Answered) || error.answer.meaning !== 'asleep') throw error;
  }
  await call('PATCH', Routes.channel(thread), { place: thread, body: { archived: false } });
  return request();
}
