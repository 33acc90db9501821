import { refusals } from '../api-error.ts';
import { channelChanged, emptyChannel } from './channel-changes.ts';
import type { Channel, Message, Thread } from './entities.ts';
import { Intent } from './intents.ts';
import { memberOnWire, threadMemberOnWire, threadOnWire } from './wire.ts';
import type { World } from './world.ts';

const MOST_ACTIVE_THREADS = 1000;
const MOST_THREAD_MEMBERS = 1000;

export interface ThreadWish {
  name: string;
  type: number;
  ownerId: string;
  invitable?: boolean;
  autoArchiveMinutes?: number;
  slowmodeSeconds?: number;
}

export function activeThreads(world: World, guildId: string): Channel[] {
  return world.channelsOf(world.guild(guildId)).filter(({ thread }) => thread && !thread.archived);
}

/** Opens a thread; started from a message it shares that message's id. Its owner is its first member. */
export function createThread(world: World, parent: Channel, wish: ThreadWish, from?: Message): Channel {
  const guild = world.guildOf(parent);
  if (!guild) throw refusals.notOnADirectMessage();
  if (activeThreads(world, guild.id).length >= MOST_ACTIVE_THREADS) throw refusals.tooManyThreads();
  if (from?.threadId) throw refusals.threadExists();
  const now = world.now();
  const thread: Thread = {
    ownerId: wish.ownerId,
    createdAt: now,
    members: new Map([[wish.ownerId, now]]),
    archived: false,
    locked: false,
    invitable: wish.invitable ?? true,
    autoArchiveMinutes: wish.autoArchiveMinutes ?? 4320,
    archiveChangedAt: now,
    activeAt: now,
    messageCount: 0,
    totalSent: 0,
  };
  const channel = emptyChannel({
    id: from?.id ?? world.id(),
    type: wish.type,
    guildId: guild.id,
    name: wish.name,
    parentId: parent.id,
    slowmodeSeconds: wish.slowmodeSeconds ?? 0,
    thread,
  });
  world.channels.set(channel.id, channel);
  guild.channelIds.add(channel.id);
  if (from) from.threadId = channel.id;
  if (world.canView(world.botId, channel))
    world.dispatch({
      name: 'THREAD_CREATE',
      guildId: guild.id,
      intents: Intent.Guilds,
      data: () => ({ ...threadOnWire(world, channel), newly_created: true }),
    });
  if (wish.ownerId === world.botId) membersChanged(world, channel, [wish.ownerId], []);
  return channel;
}

/** Adds somebody to a thread; adding a member again changes nothing. */
export function addThreadMember(world: World, channel: Channel, userId: string): void {
  const thread = threadOf(channel);
  if (thread.members.has(userId)) return;
  if (thread.members.size >= MOST_THREAD_MEMBERS) throw refusals.tooManyThreadMembers();
  thread.members.set(userId, world.now());
  world.audienceChanged(channel.guildId);
  if (userId === world.botId)
    world.dispatch({
      name: 'THREAD_CREATE',
      guildId: channel.guildId,
      intents: Intent.Guilds,
      data: () => threadOnWire(world, channel),
    });
  membersChanged(world, channel, [userId], []);
}

export function removeThreadMember(world: World, channel: Channel, userId: string): void {
  const thread = threadOf(channel);
  if (!thread.members.delete(userId)) throw refusals.unknownMember();
  world.audienceChanged(channel.guildId);
  membersChanged(world, channel, [], [userId]);
}

/** Without the members intent the bot hears this only of itself. */
function membersChanged(world: World, channel: Channel, added: string[], removed: string[]): void {
  const guild = world.guild(channel.guildId ?? '');
  const concernsBot = added.includes(world.botId) || removed.includes(world.botId);
  if (!concernsBot && !world.canView(world.botId, channel)) return;
  world.dispatch({
    name: 'THREAD_MEMBERS_UPDATE',
    guildId: guild.id,
    intents: concernsBot ? Intent.Guilds : Intent.GuildMembers,
    data: () => ({
      id: channel.id,
      guild_id: guild.id,
      member_count: Math.min(50, channel.thread?.members.size ?? 0),
      ...(added.length === 0
        ? {}
        : {
            added_members: added.map((userId) => ({
              ...threadMemberOnWire(channel, userId),
              member: memberOnWire(world, world.member(guild, userId)),
              presence: null,
            })),
          }),
      ...(removed.length === 0 ? {} : { removed_member_ids: removed }),
    }),
  });
}

export function setArchived(world: World, channel: Channel, archived: boolean): void {
  const thread = threadOf(channel);
  if (thread.archived === archived) return;
  if (!archived && activeThreads(world, channel.guildId ?? '').length >= MOST_ACTIVE_THREADS)
    throw refusals.tooManyThreads();
  thread.archived = archived;
  thread.archiveChangedAt = world.now();
  if (!archived) thread.activeAt = world.now();
  threadChanged(world, channel);
}

export function threadChanged(world: World, channel: Channel): void {
  if (world.canView(world.botId, channel)) channelChanged(world, channel);
}

/** Archives the threads in which nothing happened for as long as they were made to wait. */
export function archiveIdleThreads(world: World): void {
  const now = world.now();
  for (const channel of world.channels.values()) {
    const { thread } = channel;
    if (!thread || thread.archived) continue;
    if (now - thread.activeAt >= thread.autoArchiveMinutes * 60_000) setArchived(world, channel, true);
  }
}

/** The thread in a channel, or Discord's refusal of a thread's verb on any other channel. */
export function threadOf(channel: Channel): Thread {
  if (!channel.thread) throw refusals.wrongChannelType();
  return channel.thread;
}
