import { ChannelType } from 'discord-api-types/v10';
import { formError, refusals } from '../api-error.ts';
import type { Channel, Guild, Overwrite, Thread } from './entities.ts';
import { Intent } from './intents.ts';
import { guildChannelOnWire, threadOnWire } from './wire.ts';
import type { World } from './world.ts';

const MOST_CHANNELS = 500;
const MOST_IN_A_CATEGORY = 50;

/** A channel object with nothing in it yet. */
export function emptyChannel(
  about: Pick<Channel, 'id' | 'type' | 'guildId' | 'name'> & Partial<Channel>,
): Channel {
  const thread: Thread | null = about.thread ?? null;
  return {
    topic: null,
    parentId: null,
    position: 0,
    slowmodeSeconds: 0,
    overwrites: new Map(),
    recipients: [],
    messages: new Map(),
    ephemerals: new Map(),
    pins: new Map(),
    lastMessageId: null,
    lastPinAt: null,
    ...about,
    thread,
  };
}

/** Refuses a category that is none, or that is full. */
function checkParent(world: World, guild: Guild, parentId: string): Channel {
  const parent = world.channels.get(parentId);
  if (!parent || parent.guildId !== guild.id)
    throw formError('parent_id', 'CHANNEL_PARENT_INVALID', 'Category does not exist');
  if (parent.type !== ChannelType.GuildCategory)
    throw formError('parent_id', 'CHANNEL_PARENT_INVALID_TYPE', 'Not a category');
  const inside = world.channelsOf(guild).filter((channel) => channel.parentId === parentId).length;
  if (inside >= MOST_IN_A_CATEGORY)
    throw formError(
      'parent_id',
      'CHANNEL_PARENT_MAX_CHANNELS',
      'Maximum number of channels in category reached (50)',
    );
  return parent;
}

export interface ChannelWish {
  name: string;
  type?: number;
  topic?: string | null;
  parentId?: string | null;
  position?: number;
  slowmodeSeconds?: number;
  overwrites?: readonly Overwrite[];
}

/** Makes a channel in a guild; without overwrites of its own it takes over those of its category. */
export function createChannel(world: World, guild: Guild, wish: ChannelWish): Channel {
  const standing = world.channelsOf(guild).filter(({ thread }) => !thread);
  if (standing.length >= MOST_CHANNELS) throw refusals.tooManyChannels();
  const parent = wish.parentId ? checkParent(world, guild, wish.parentId) : null;
  const type = wish.type ?? ChannelType.GuildText;
  const overwrites = wish.overwrites ?? [...(parent?.overwrites.values() ?? [])];
  const channel = emptyChannel({
    id: world.id(),
    type,
    guildId: guild.id,
    name: type === ChannelType.GuildText ? wish.name.toLowerCase().replaceAll(' ', '-') : wish.name,
    topic: wish.topic ?? null,
    parentId: parent?.id ?? null,
    position: wish.position ?? standing.length,
    slowmodeSeconds: wish.slowmodeSeconds ?? 0,
    overwrites: new Map(overwrites.map((overwrite) => [overwrite.id, { ...overwrite }])),
  });
  world.channels.set(channel.id, channel);
  guild.channelIds.add(channel.id);
  world.dispatch({
    name: 'CHANNEL_CREATE',
    guildId: guild.id,
    intents: Intent.Guilds,
    data: () => guildChannelOnWire(world, channel),
  });
  return channel;
}

export function modifyChannel(world: World, channel: Channel, wish: Partial<ChannelWish>): void {
  const guild = world.guildOf(channel);
  if (!guild) throw refusals.notOnADirectMessage();
  if (wish.parentId && wish.parentId !== channel.parentId) checkParent(world, guild, wish.parentId);
  if (wish.parentId !== undefined) channel.parentId = wish.parentId;
  if (wish.name !== undefined)
    channel.name =
      channel.type === ChannelType.GuildText ? wish.name.toLowerCase().replaceAll(' ', '-') : wish.name;
  if (wish.topic !== undefined) channel.topic = wish.topic;
  if (wish.position !== undefined) channel.position = wish.position;
  if (wish.slowmodeSeconds !== undefined) channel.slowmodeSeconds = wish.slowmodeSeconds;
  if (wish.overwrites)
    channel.overwrites = new Map(wish.overwrites.map((overwrite) => [overwrite.id, { ...overwrite }]));
  channelChanged(world, channel);
}

/** Sets or, with null, takes away one overwrite. */
export function setOverwrite(world: World, channel: Channel, id: string, overwrite: Overwrite | null): void {
  if (overwrite) channel.overwrites.set(id, overwrite);
  else if (!channel.overwrites.delete(id)) throw refusals.unknownOverwrite();
  channelChanged(world, channel);
}

export function channelChanged(world: World, channel: Channel): void {
  world.audienceChanged(channel.guildId);
  const about = { guildId: channel.guildId, intents: Intent.Guilds };
  if (channel.thread)
    world.dispatch({ name: 'THREAD_UPDATE', ...about, data: () => threadOnWire(world, channel) });
  else world.dispatch({ name: 'CHANNEL_UPDATE', ...about, data: () => guildChannelOnWire(world, channel) });
}

/** Deletes a channel with its threads, or one thread. The channels of a category stay, without it. */
export function deleteChannel(world: World, channel: Channel): void {
  const guild = world.guildOf(channel);
  if (!guild) throw refusals.notOnADirectMessage();
  const wire = guildChannelOnWire(world, channel);
  for (const other of world.channelsOf(guild)) {
    if (other.parentId !== channel.id) continue;
    if (other.thread) deleteChannel(world, other);
    else {
      other.parentId = null;
      channelChanged(world, other);
    }
  }
  const botSaw = world.canView(world.botId, channel);
  world.channels.delete(channel.id);
  guild.channelIds.delete(channel.id);
  if (!channel.thread)
    world.dispatch({
      name: 'CHANNEL_DELETE',
      guildId: guild.id,
      intents: Intent.Guilds,
      data: () => wire,
    });
  else if (botSaw)
    world.dispatch({
      name: 'THREAD_DELETE',
      guildId: guild.id,
      intents: Intent.Guilds,
      data: () => ({
        id: channel.id,
        guild_id: guild.id,
        parent_id: channel.parentId ?? '',
        type: channel.type,
      }),
    });
}

/** Opens the conversation of two accounts, or finds it open; opening works even where writing will be refused. */
export function openDirectConversation(world: World, one: string, other: string): Channel {
  const known = world.directConversation(one, other);
  if (known) return known;
  const channel = emptyChannel({
    id: world.id(),
    type: ChannelType.DM,
    guildId: null,
    name: '',
    recipients: [one, other],
  });
  world.addDirectConversation(channel);
  return channel;
}
