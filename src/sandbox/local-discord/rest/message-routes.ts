import type { RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10';
import { MessageFlags, MessageType } from 'discord-api-types/v10';
import { ApiError, formError, refusals } from '../api-error.ts';
import type { Channel, Message } from '../world/entities.ts';
import { Intent, messageIntent } from '../world/intents.ts';
import { mustHave, mustNotBeArchived, mustNotBeLocked, mustSend, mustView } from '../world/may.ts';
import { createMessage, deleteMessages, editMessage, setPinned } from '../world/message-changes.ts';
import { has, Permission } from '../world/permissions.ts';
import { compareIds } from '../world/snowflakes.ts';
import { botReads, messageOnWire, newMessageOnWire, timestamp } from '../world/wire.ts';
import { type Answer, bodyOf, type Call, NO_CONTENT, ok, param, type Routes } from './call.ts';
import { messageEdit, newMessage } from './message-body.ts';

const TWO_WEEKS_MS = 14 * 24 * 60 * 60_000;
/** What the system wrote and nobody can delete, such as the notice that a member was added. */
const UNDELETABLE: ReadonlySet<number> = new Set([
  MessageType.RecipientAdd,
  MessageType.RecipientRemove,
  MessageType.ThreadStarterMessage,
]);

/** The flags that a bot may set on a message of its own; any other is ignored. */
const SETTABLE_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsVoiceMessage |
  MessageFlags.IsComponentsV2;

function place(call: Call): Channel {
  return call.world.channel(param(call, 'channel'));
}

/** A message as REST gives it: without the content intent, others' words are empty here as well. */
function shown(call: Call, message: Message): unknown {
  const { world } = call;
  const intent = (world.application.privilegedIntents & Intent.MessageContent) !== 0;
  return messageOnWire(world, message, botReads(world, message, intent));
}

function create(call: Call): Answer {
  const { world } = call;
  const channel = place(call);
  const body = bodyOf<RESTPostAPIChannelMessageJSONBody>(call);
  mustSend(world, world.botId, channel, {
    embeds: (body.embeds?.length ?? 0) > 0,
    files: call.files.length > 0,
  });
  const message = createMessage(world, channel, {
    ...newMessage(world, channel, call, body),
    flags: (body.flags ?? 0) & SETTABLE_FLAGS,
    authorId: world.botId,
    nonce: body.nonce ?? null,
    enforceNonce: body.enforce_nonce ?? false,
    replyTo: repliedTo(call, channel, body),
  });
  return ok(newMessageOnWire(world, message, true));
}

function repliedTo(call: Call, channel: Channel, body: RESTPostAPIChannelMessageJSONBody): Message | null {
  const id = body.message_reference?.message_id;
  if (!id) return null;
  if (!has(call.world.permissions(call.world.botId, channel), Permission.ReadMessageHistory))
    throw refusals.cannotReply();
  const message = channel.messages.get(id);
  if (message) return message;
  if (body.message_reference?.fail_if_not_exists === false) return null;
  throw formError('message_reference', 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
}

/** Newest first; without READ_MESSAGE_HISTORY the list is empty rather than refused. */
function list(call: Call): Answer {
  const { world, query } = call;
  const channel = place(call);
  mustView(world, world.botId, channel);
  if (!has(world.permissions(world.botId, channel), Permission.ReadMessageHistory)) return ok([]);
  const limit = Number(query['limit'] ?? 50);
  const all = [...channel.messages.values()];
  const { before, after, around } = query;
  if (around) {
    const half = Math.floor(limit / 2);
    const older = all.filter(({ id }) => compareIds(id, around) < 0).slice(-half);
    const rest = all.filter(({ id }) => compareIds(id, around) >= 0).slice(0, limit - half);
    return ok([...older, ...rest].reverse().map((message) => shown(call, message)));
  }
  if (after) {
    const newer = all.filter(({ id }) => compareIds(id, after) > 0).slice(0, limit);
    return ok(newer.reverse().map((message) => shown(call, message)));
  }
  const older = before ? all.filter(({ id }) => compareIds(id, before) < 0) : all;
  return ok(
    older
      .slice(-limit)
      .reverse()
      .map((message) => shown(call, message)),
  );
}

function get(call: Call): Answer {
  const channel = place(call);
  mustHave(call.world, call.world.botId, channel, Permission.ReadMessageHistory);
  return ok(shown(call, call.world.message(channel, param(call, 'message'))));
}

function edit(call: Call): Answer {
  const { world } = call;
  const channel = place(call);
  mustView(world, world.botId, channel);
  const message = world.message(channel, param(call, 'message'));
  if (message.authorId !== world.botId) throw refusals.notTheAuthor();
  mustNotBeArchived(channel);
  mustNotBeLocked(world, world.botId, channel);
  editMessage(world, channel, message, messageEdit(world, channel, message, call, bodyOf(call)));
  return ok(shown(call, message));
}

/** Works in an archived thread too; in one both locked and archived only for who manages threads. */
function remove(call: Call): Answer {
  const { world } = call;
  const channel = place(call);
  mustView(world, world.botId, channel);
  const message = world.message(channel, param(call, 'message'));
  if (message.authorId !== world.botId) {
    if (channel.guildId === null) throw refusals.notOnADirectMessage();
    mustHave(world, world.botId, channel, Permission.ManageMessages);
  }
  if (UNDELETABLE.has(message.type)) throw refusals.systemMessage();
  if (channel.thread?.archived) mustNotBeLocked(world, world.botId, channel);
  deleteMessages(world, channel, [message.id]);
  return NO_CONTENT;
}

function bulkDelete(call: Call): Answer {
  const { world } = call;
  const channel = place(call);
  if (channel.guildId === null) throw refusals.notOnADirectMessage();
  mustHave(world, world.botId, channel, Permission.ManageMessages);
  const ids = [...new Set(bodyOf<{ messages?: string[] }>(call).messages ?? [])];
  if (ids.length < 2 || ids.length > 100) throw refusals.wrongBulkDelete();
  const oldest = world.now() - TWO_WEEKS_MS;
  if (ids.some((id) => (channel.messages.get(id)?.at ?? oldest) < oldest))
    throw refusals.tooOldToBulkDelete();
  deleteMessages(world, channel, ids);
  return NO_CONTENT;
}

function pinnedMessages(call: Call): { message: Message; pinnedAt: number }[] {
  const { world } = call;
  const channel = place(call);
  mustView(world, world.botId, channel);
  if (!has(world.permissions(world.botId, channel), Permission.ReadMessageHistory)) return [];
  return [...channel.pins]
    .map(([id, pinnedAt]) => ({ message: world.message(channel, id), pinnedAt }))
    .reverse();
}

function listPins(call: Call): Answer {
  const before = call.query['before'] ? Date.parse(call.query['before']) : Number.POSITIVE_INFINITY;
  const limit = Number(call.query['limit'] ?? 50);
  const pins = pinnedMessages(call).filter(({ pinnedAt }) => pinnedAt < before);
  return ok({
    items: pins.slice(0, limit).map(({ message, pinnedAt }) => ({
      pinned_at: timestamp(pinnedAt),
      message: shown(call, message),
    })),
    has_more: pins.length > limit,
  });
}

function listPinsOldWay(call: Call): Answer {
  return ok(
    pinnedMessages(call)
      .slice(0, 50)
      .map(({ message }) => shown(call, message)),
  );
}

/** Since 2026 pinning has a permission of its own; MANAGE_MESSAGES no longer contains it. */
function pin(pinned: boolean): (call: Call) => Answer {
  return (call) => {
    const { world } = call;
    const channel = place(call);
    mustHave(world, world.botId, channel, Permission.PinMessages);
    mustNotBeArchived(channel);
    const message = world.message(channel, param(call, 'message'));
    const wasPinned = message.pinned;
    setPinned(world, channel, message, pinned);
    if (pinned && !wasPinned)
      createMessage(world, channel, {
        authorId: world.botId,
        type: MessageType.ChannelPinnedMessage,
        about: { channelId: channel.id, messageId: message.id },
      });
    return NO_CONTENT;
  };
}

function typing(call: Call): Answer {
  const channel = place(call);
  mustSend(call.world, call.world.botId, channel, { embeds: false, files: false });
  return NO_CONTENT;
}

function emojiOf(call: Call): string {
  const emoji = param(call, 'emoji');
  const known = /^\p{Extended_Pictographic}|^\p{Regional_Indicator}|^[0-9#*]\u{fe0f}?\u{20e3}|^\w+:\d+$/u;
  if (!known.test(emoji)) throw new ApiError(400, 10014, 'Unknown Emoji');
  return emoji;
}

function react(added: boolean): (call: Call) => Answer {
  return (call) => {
    const { world } = call;
    const channel = place(call);
    const emoji = emojiOf(call);
    mustHave(world, world.botId, channel, Permission.ReadMessageHistory);
    mustNotBeArchived(channel);
    const message = world.message(channel, param(call, 'message'));
    const users = message.reactions.get(emoji) ?? new Set<string>();
    if (added && users.size === 0) mustHave(world, world.botId, channel, Permission.AddReactions);
    if (added) message.reactions.set(emoji, users.add(world.botId));
    else users.delete(world.botId);
    if (users.size === 0) message.reactions.delete(emoji);
    const [name = emoji, id] = emoji.split(':');
    world.dispatch({
      name: added ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE',
      guildId: channel.guildId,
      intents: messageIntent(channel) << 1,
      data: () => ({
        user_id: world.botId,
        channel_id: channel.id,
        message_id: message.id,
        ...(channel.guildId ? { guild_id: channel.guildId } : {}),
        emoji: { id: id ?? null, name },
        burst: false,
        type: 0,
      }),
    });
    return NO_CONTENT;
  };
}

export const messageRoutes: Routes = {
  'POST /channels/:channel/messages': create,
  'GET /channels/:channel/messages': list,
  'GET /channels/:channel/messages/:message': get,
  'PATCH /channels/:channel/messages/:message': edit,
  'DELETE /channels/:channel/messages/:message': remove,
  'POST /channels/:channel/messages/bulk-delete': bulkDelete,
  'GET /channels/:channel/messages/pins': listPins,
  'PUT /channels/:channel/messages/pins/:message': pin(true),
  'DELETE /channels/:channel/messages/pins/:message': pin(false),
  'GET /channels/:channel/pins': listPinsOldWay,
  'PUT /channels/:channel/pins/:message': pin(true),
  'DELETE /channels/:channel/pins/:message': pin(false),
  'POST /channels/:channel/typing': typing,
  'PUT /channels/:channel/messages/:message/reactions/:emoji/@me': react(true),
  'DELETE /channels/:channel/messages/:message/reactions/:emoji/@me': react(false),
};
