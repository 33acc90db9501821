import { ChannelType, MessageType } from 'discord-api-types/v10';
import type { PageMessage, PageMessages, PagePlace } from '#sandbox/web-client/protocol';
import { seenMessage } from '../local-discord/control/seen.ts';
import type { LocalDiscord } from '../local-discord/local-discord.ts';
import type { Channel, Message } from '../local-discord/world/entities.ts';
import { readableText } from '../local-discord/world/message-text.ts';
import { has, Permission } from '../local-discord/world/permissions.ts';
import { compareIds } from '../local-discord/world/snowflakes.ts';
import type { World } from '../local-discord/world/world.ts';

/** How many messages a page asks for at once. */
const AT_ONCE = 60;
const QUOTED = 120;

/** The places in somebody's list. `readUntil` says up to which message they have read a channel. */
export function placesOf(
  { world, control }: Pick<LocalDiscord, 'world' | 'control'>,
  viewer: string,
  readUntil: (channelId: string) => string | null,
): PagePlace[] {
  const pings = new Map<string, number>();
  for (const { userId, channelId, messageId } of world.notifications) {
    if (userId !== viewer) continue;
    const read = readUntil(channelId);
    if (read !== null && compareIds(messageId, read) <= 0) continue;
    if (!world.channels.get(channelId)?.messages.has(messageId)) continue;
    pings.set(channelId, (pings.get(channelId) ?? 0) + 1);
  }
  return control
    .person(viewer)
    .channels(true)
    .map(({ id, name, type, guildId, parentId, topic, position, thread, with: withId }) => {
      const channel = world.channel(id);
      const permissions = world.permissions(viewer, channel);
      const isOpen = type !== ChannelType.GuildCategory && !(thread?.locked && !mayManage(permissions));
      const read = readUntil(id);
      return {
        id,
        name,
        type,
        guildId,
        parentId,
        topic,
        position,
        archived: thread?.archived ?? false,
        locked: thread?.locked ?? false,
        withId,
        mayWrite: isOpen && world.canSend(viewer, channel),
        mayAttach: has(permissions, Permission.AttachFiles),
        mayPin: has(permissions, Permission.PinMessages),
        mayModerate: guildId !== null && has(permissions, Permission.ManageMessages),
        unread: isUnread(channel, viewer, read),
        pings: pings.get(id) ?? 0,
        readUntil: read,
        pins: channel.pins.size,
      };
    });
}

const mayManage = (permissions: bigint): boolean => has(permissions, Permission.ManageThreads);

function isUnread(channel: Channel, viewer: string, read: string | null): boolean {
  const newest = channel.lastMessageId === null ? undefined : channel.messages.get(channel.lastMessageId);
  if (!newest || newest.authorId === viewer) return false;
  return read === null || compareIds(newest.id, read) > 0;
}

/** A page of a channel's messages, oldest first, ending before the message `before` or at the newest. */
export function messagesOf(
  world: World,
  viewer: string,
  channelId: string,
  before: string | null,
): PageMessages {
  const channel = world.channels.get(channelId);
  if (!channel || !world.canView(viewer, channel)) return { messages: [], more: false };
  const own = [...channel.ephemerals.values()].filter(({ ephemeralFor }) => ephemeralFor === viewer);
  let all = [...channel.messages.values()];
  if (own.length > 0) all = [...all, ...own].sort((a, b) => compareIds(a.id, b.id));
  if (before !== null) all = all.filter(({ id }) => compareIds(id, before) < 0);
  const shown = all.slice(-AT_ONCE);
  return {
    messages: shown.map((message) => messageView(world, channel, message)),
    more: all.length > shown.length,
  };
}

/** One message, if it still stands and is for this viewer. */
export function messageOf(world: World, viewer: string, channelId: string, id: string): PageMessage | null {
  const channel = world.channels.get(channelId);
  if (!channel || !world.canView(viewer, channel)) return null;
  const message = channel.messages.get(id) ?? channel.ephemerals.get(id);
  if (!message || (message.ephemeralFor !== null && message.ephemeralFor !== viewer)) return null;
  return messageView(world, channel, message);
}

export function pinsOf(world: World, viewer: string, channelId: string): PageMessage[] {
  const channel = world.channels.get(channelId);
  if (!channel || !world.canView(viewer, channel)) return [];
  return [...channel.pins.keys()].reverse().flatMap((id) => {
    const message = channel.messages.get(id);
    return message ? [messageView(world, channel, message)] : [];
  });
}

function messageView(world: World, channel: Channel, message: Message): PageMessage {
  const asker = (message.interaction?.['user'] as { id?: string } | undefined)?.id ?? null;
  const isCommand = message.interaction?.['type'] === 2;
  const { reference } = message;
  const isReply = message.type === MessageType.Reply;
  const quoted = isReply ? channel.messages.get(reference?.messageId ?? '') : undefined;
  const seen = seenMessage(world, message);
  return {
    ...seen,
    // The page fetches files from its own address.
    attachments: seen.attachments.map((file) => ({ ...file, url: `/files/${channel.id}/${file.id}` })),
    answers: isCommand ? asker : null,
    about: {
      users: isReply || message.type === MessageType.Default ? [] : message.mentions.users,
      messageId: isReply ? null : (reference?.messageId ?? null),
    },
    quoted: quoted
      ? {
          authorName: seenMessage(world, quoted).authorName,
          text: readableText(quoted).replace(/\s+/g, ' ').slice(0, QUOTED),
        }
      : null,
  };
}
