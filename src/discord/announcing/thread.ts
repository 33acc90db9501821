import {
  ChannelType,
  Routes,
  ThreadAutoArchiveDuration,
  type APIGuildMember,
  type APIThreadChannel,
} from 'discord.js';
import type { ChannelId, GuildId, UserId } from '#domain/ids';
import type { Dispatched } from '#use-cases/ports/announcer';
import type { RowMarks } from '../row-marks.ts';
import { Answered, type DiscordCall } from './paced-rest.ts';
import { wakingThread } from './waking-thread.ts';

export type OpenThread = {
  guild: GuildId;
  parent: ChannelId;
  members: readonly UserId[];
  /** What the thread is called, made from the members' display names. */
  title: (names: string[]) => string;
  marks: RowMarks;
  botId: string;
};

const NAME_LIMIT = 80;

/**
 * Opens a private thread that its members cannot invite others to, and adds them. Threads have no nonce, so
 * the name ends in the row's mark, and a thread that already bears it is taken instead of a second one; it
 * is looked for every time, because opening and adding are several requests of which any may fail.
 * Somebody who is no longer in the server is left out.
 */
export async function openThread(call: DiscordCall, what: OpenThread): Promise<Dispatched> {
  const { guild, parent, members, marks, title, botId } = what;
  const thread =
    (await findOwnThread(call, { guild, parent, botId, mark: marks.name })) ??
    (await createThread(
      call,
      parent,
      threadName(title(await displayNames(call, guild, members)), marks.name),
    ));
  for (const member of members) {
    await unlessGone(() => call('PUT', Routes.threadMembers(thread, member), { place: thread }));
  }
  return { kind: 'done', channel: thread, message: null };
}

async function findOwnThread(
  call: DiscordCall,
  { guild, parent, botId, mark }: { guild: GuildId; parent: ChannelId; botId: string; mark: string },
): Promise<ChannelId | null> {
  const { threads } = await call<{
    threads: Pick<APIThreadChannel, 'id' | 'name' | 'parent_id' | 'owner_id'>[];
  }>('GET', Routes.guildActiveThreads(guild), { place: parent });
  const own = threads.find(
    (thread) =>
      thread.parent_id === parent && thread.owner_id === botId && thread.name?.endsWith(` · ${mark}`),
  );
  return (own?.id as ChannelId | undefined) ?? null;
}

async function createThread(call: DiscordCall, parent: ChannelId, name: string): Promise<ChannelId> {
  const thread = await call<{ id: ChannelId }>('POST', Routes.threads(parent), {
    place: parent,
    body: {
      name,
      type: ChannelType.PrivateThread,
      invitable: false,
      auto_archive_duration: ThreadAutoArchiveDuration.OneWeek,
    },
  });
  return thread.id;
}

function threadName(title: string, mark: string): string {
  const suffix = ` · ${mark}`;
  return (
    [...title]
      .slice(0, NAME_LIMIT - suffix.length)
      .join('')
      .trim() + suffix
  );
}

/** Names as the server shows them, without control characters and direction overrides. */
async function displayNames(
  call: DiscordCall,
  guild: GuildId,
  members: readonly UserId[],
): Promise<string[]> {
  const names: string[] = [];
  for (const member of members) {
    const found = await unlessGone(() =>
      call<Pick<APIGuildMember, 'nick' | 'user'>>('GET', Routes.guildMember(guild, member)),
    );
    const name = found?.nick ?? found?.user.global_name ?? found?.user.username ?? '';
    const plain = name.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim();
    if (plain) names.push(plain);
  }
  return names;
}

async function unlessGone<T>(request: () => Promise<T>): Promise<T | null> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof Answered && error.answer.meaning === 'member-gone') return null;
    throw error;
  }
}

/** Archives a thread; one that is archived or gone already is done. */
export async function archiveThread(call: DiscordCall, thread: ChannelId): Promise<Dispatched> {
  await call('PATCH', Routes.channel(thread), { place: thread, body: { archived: true } });
  return { kind: 'done', channel: thread, message: null };
}

/** Takes somebody out of a thread. */
export async function leaveThread(call: DiscordCall, thread: ChannelId, user: UserId): Promise<Dispatched> {
  await wakingThread(call, thread, () =>
    call('DELETE', Routes.threadMembers(thread, user), { place: thread }),
  );
  return { kind: 'done', channel: thread, message: null };
}
