import type { APIAllowedMentions, APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { MessageFlags, MessageType } from 'discord-api-types/v10';
import { refusals } from '../api-error.ts';
import type { Attachment, Channel, Message } from './entities.ts';
import { Intent, messageIntent } from './intents.ts';
import { membersWith, mentionsIn, pinged } from './mentions.ts';
import { type AnyComponent, everyComponent, mentionableText, readableText } from './message-text.ts';
import { has, Permission } from './permissions.ts';
import { storedComponents } from './stored-components.ts';
import { addThreadMember, setArchived } from './thread-changes.ts';
import { botReads, messageOnWire, newMessageOnWire, timestamp, userlessMember } from './wire.ts';
import type { World } from './world.ts';

/**
 * `enforce_nonce` looks back only "a few minutes" (developers/resources/message#create-message). The page does not
 * say whether other channels count; here they do not.
 */
const NONCE_REMEMBERED_MS = 5 * 60_000;
const MOST_IN_A_MENTIONED_ROLE = 100;
const MOST_PINS = 250;

export interface MessageWish {
  authorId: string;
  content?: string;
  embeds?: APIEmbed[];
  components?: APIMessageTopLevelComponent[];
  attachments?: Attachment[];
  flags?: number;
  allowedMentions?: APIAllowedMentions | null | undefined;
  nonce?: string | number | null;
  enforceNonce?: boolean;
  replyTo?: Message | null;
  /** What a system message points to, without answering it. */
  about?: { channelId: string; messageId: string };
  type?: number;
  webhookId?: string | null;
  interaction?: Record<string, unknown> | null;
  ephemeralFor?: string | null;
}

/** Puts a message into a channel and does all that follows from it: pings, thread membership, unarchiving. */
export function createMessage(world: World, channel: Channel, wish: MessageWish): Message {
  const earlier = wish.enforceNonce && wish.nonce != null ? sameNonce(world, channel, wish) : undefined;
  if (earlier) return earlier;
  const content = wish.content ?? '';
  const components = wish.components ?? [];
  const repliedTo = wish.replyTo?.authorId ?? null;
  const text = mentionableText(content, components as AnyComponent[]);
  const message: Message = {
    id: world.id(),
    channelId: channel.id,
    authorId: wish.authorId,
    at: world.now(),
    type: wish.type ?? (wish.replyTo ? MessageType.Reply : MessageType.Default),
    editedAt: null,
    content,
    flags: wish.flags ?? 0,
    embeds: wish.embeds ?? [],
    components: storedComponents(components, () => world.id()),
    attachments: wish.attachments ?? [],
    mentions: mentionsIn(world, channel, wish.authorId, text, wish.allowedMentions, repliedTo),
    nonce: wish.nonce ?? null,
    pinned: false,
    webhookId: wish.webhookId ?? null,
    reference: referenceOf(channel, wish),
    interaction: wish.interaction ?? null,
    ephemeralFor: wish.ephemeralFor ?? null,
    reactions: new Map(),
    threadId: null,
  };
  if (message.ephemeralFor !== null) {
    channel.ephemerals.set(message.id, message);
    logMessage(world, channel, message, 'created');
    return message;
  }
  channel.messages.set(message.id, message);
  channel.lastMessageId = message.id;
  if (channel.thread) activity(world, channel, message);
  logMessage(world, channel, message, 'created');
  dispatchMessage(world, channel, message, 'MESSAGE_CREATE');
  if ((message.flags & MessageFlags.Loading) === 0) ping(world, channel, message, repliedTo);
  return message;
}

function referenceOf(channel: Channel, wish: MessageWish): Message['reference'] {
  const to = wish.replyTo ? { channelId: channel.id, messageId: wish.replyTo.id } : wish.about;
  return to ? { ...to, ...(channel.guildId ? { guildId: channel.guildId } : {}) } : null;
}

/**
 * What the system writes when somebody is added to or removed from a thread by somebody else: it names them, and
 * here it does not ping them (developers/topics/threads#new-message-types says nothing of a ping).
 */
export function noteThreadMember(
  world: World,
  channel: Channel,
  byId: string,
  userId: string,
  added: boolean,
): void {
  const type = added ? MessageType.RecipientAdd : MessageType.RecipientRemove;
  const message = createMessage(world, channel, { authorId: byId, type, allowedMentions: { parse: [] } });
  message.mentions.users.push(userId);
}

function sameNonce(world: World, channel: Channel, wish: MessageWish): Message | undefined {
  const since = world.now() - NONCE_REMEMBERED_MS;
  for (const message of [...channel.messages.values()].reverse()) {
    if (message.at < since) return undefined;
    if (message.nonce !== null && String(message.nonce) === String(wish.nonce))
      if (message.authorId === wish.authorId) return message;
  }
  return undefined;
}

/** What a new message does to its thread: wakes it, counts, and brings in its author and whom it mentions. */
function activity(world: World, channel: Channel, message: Message): void {
  const { thread } = channel;
  if (!thread) return;
  if (thread.archived) setArchived(world, channel, false);
  thread.activeAt = world.now();
  thread.messageCount += 1;
  thread.totalSent += 1;
  addThreadMember(world, channel, message.authorId);
  bringIn(world, channel, message);
}

/** Mentioning people adds them to the thread if the author may add them and they can see its parent. */
function bringIn(world: World, channel: Channel, message: Message): void {
  const { thread } = channel;
  const guild = world.guildOf(channel);
  if (!thread || !guild) return;
  const authorPermissions = world.permissions(message.authorId, channel);
  if (!thread.invitable && !has(authorPermissions, Permission.ManageThreads)) {
    if (thread.ownerId !== message.authorId) return;
  }
  const parent = world.ruling(channel);
  const byRole = message.mentions.roles.flatMap((roleId) => {
    const members = membersWith(guild, [roleId]);
    return members.length <= MOST_IN_A_MENTIONED_ROLE ? members : [];
  });
  for (const userId of new Set([...message.mentions.users, ...byRole]))
    if (world.canView(userId, parent)) addThreadMember(world, channel, userId);
}

function ping(world: World, channel: Channel, message: Message, repliedTo: string | null): void {
  const silent = (message.flags & MessageFlags.SuppressNotifications) !== 0;
  for (const [userId, why] of pinged(world, channel, message, repliedTo)) {
    world.notifications.push({
      userId,
      messageId: message.id,
      channelId: channel.id,
      guildId: channel.guildId,
      authorId: message.authorId,
      at: message.at,
      why,
      silent,
    });
    world.log.add({ kind: 'ping', userId, messageId: message.id, channelId: channel.id, why, silent });
  }
}

export type MessageEdit = Partial<
  Pick<Message, 'content' | 'embeds' | 'components' | 'attachments' | 'flags'>
> & { allowedMentions?: APIAllowedMentions | null | undefined };

/**
 * Changes a message. An edit pings nobody, except that the first words of a deferred answer are new words.
 */
export function editMessage(world: World, channel: Channel, message: Message, edit: MessageEdit): void {
  const wasLoading = (message.flags & MessageFlags.Loading) !== 0;
  if (edit.content !== undefined) message.content = edit.content;
  if (edit.embeds) message.embeds = edit.embeds;
  if (edit.components) message.components = storedComponents(edit.components, () => world.id());
  if (edit.attachments) message.attachments = edit.attachments;
  if (edit.flags !== undefined) message.flags = edit.flags;
  message.flags &= ~MessageFlags.Loading;
  if (!wasLoading) message.editedAt = world.now();
  const text = mentionableText(message.content, message.components as AnyComponent[]);
  message.mentions = mentionsIn(world, channel, message.authorId, text, edit.allowedMentions, null);
  logMessage(world, channel, message, 'edited');
  if (message.ephemeralFor !== null) return;
  if (channel.thread) bringIn(world, channel, message);
  dispatchMessage(world, channel, message, 'MESSAGE_UPDATE');
  if (wasLoading) ping(world, channel, message, null);
}

export function deleteMessages(world: World, channel: Channel, ids: readonly string[]): void {
  const gone: string[] = [];
  for (const id of ids) {
    const message = channel.messages.get(id);
    if (!message) continue;
    channel.messages.delete(id);
    channel.pins.delete(id);
    if (channel.thread) channel.thread.messageCount -= 1;
    gone.push(id);
    logMessage(world, channel, message, 'deleted');
  }
  if (gone.length === 0 || !world.canView(world.botId, channel)) return;
  const where = { channel_id: channel.id, ...(channel.guildId ? { guild_id: channel.guildId } : {}) };
  const about = { guildId: channel.guildId, intents: messageIntent(channel) };
  const [id = ''] = gone;
  if (gone.length === 1) world.dispatch({ name: 'MESSAGE_DELETE', ...about, data: () => ({ id, ...where }) });
  else world.dispatch({ name: 'MESSAGE_DELETE_BULK', ...about, data: () => ({ ids: gone, ...where }) });
}

/** An ephemeral answer is dismissed by its reader or deleted by the bot; nobody is told. */
export function deleteEphemeral(world: World, channel: Channel, message: Message): void {
  if (!channel.ephemerals.delete(message.id)) throw refusals.unknownMessage();
  logMessage(world, channel, message, 'deleted');
}

export function setPinned(world: World, channel: Channel, message: Message, pinned: boolean): void {
  if (message.pinned === pinned) return;
  if (pinned && channel.pins.size >= MOST_PINS) throw refusals.tooManyPins();
  message.pinned = pinned;
  if (pinned) {
    channel.pins.set(message.id, world.now());
    channel.lastPinAt = world.now();
  } else channel.pins.delete(message.id);
  dispatchMessage(world, channel, message, 'MESSAGE_UPDATE');
  world.dispatch({
    name: 'CHANNEL_PINS_UPDATE',
    guildId: channel.guildId,
    intents: channel.guildId === null ? Intent.DirectMessages : Intent.Guilds,
    data: () => ({
      ...(channel.guildId ? { guild_id: channel.guildId } : {}),
      channel_id: channel.id,
      last_pin_timestamp: channel.lastPinAt === null ? null : timestamp(channel.lastPinAt),
    }),
  });
}

function dispatchMessage(
  world: World,
  channel: Channel,
  message: Message,
  name: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE',
): void {
  if (!world.canView(world.botId, channel)) return;
  const guild = world.guildOf(channel);
  const author = guild?.members.get(message.authorId);
  world.dispatch({
    name,
    guildId: channel.guildId,
    intents: messageIntent(channel),
    data: (intents) => {
      const readable = botReads(world, message, (intents & Intent.MessageContent) !== 0);
      const onWire = name === 'MESSAGE_CREATE' ? newMessageOnWire : messageOnWire;
      const wire = onWire(world, message, readable);
      if (!guild) return { ...wire, channel_type: channel.type };
      return {
        ...wire,
        guild_id: guild.id,
        channel_type: channel.type,
        ...(author ? { member: userlessMember(world, author) } : {}),
        mentions: wire.mentions.map((mention) => {
          const mentioned = guild.members.get(mention.id);
          return mentioned ? { ...mention, member: userlessMember(world, mentioned) } : mention;
        }),
      };
    },
  });
}

function logMessage(
  world: World,
  channel: Channel,
  message: Message,
  change: 'created' | 'edited' | 'deleted',
): void {
  const components = [...everyComponent(message.components as AnyComponent[])];
  world.log.add({
    kind: 'message',
    change,
    messageId: message.id,
    channelId: channel.id,
    guildId: channel.guildId,
    authorId: message.authorId,
    ephemeralFor: message.ephemeralFor,
    visibleTo: message.ephemeralFor === null ? world.audience(channel) : [message.ephemeralFor],
    text: readableText(message),
    nonce: message.nonce,
    componentIds: components.map(({ id }) => id ?? 0),
    customIds: components.flatMap(({ custom_id: customId }) => (customId ? [customId] : [])),
  });
}
