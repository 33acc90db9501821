import type {
  RESTPatchAPIChannelJSONBody,
  RESTPostAPIChannelMessagesThreadsJSONBody,
  RESTPostAPIChannelThreadsJSONBody,
} from 'discord-api-types/v10';
import { ChannelType, MessageType } from 'discord-api-types/v10';
import { refusals } from '../api-error.ts';
import type { Channel } from '../world/entities.ts';
import { Intent } from '../world/intents.ts';
import { mustHave, mustNotBeArchived, mustNotBeLocked, mustView } from '../world/may.ts';
import { createMessage, noteThreadMember } from '../world/message-changes.ts';
import { has, Permission } from '../world/permissions.ts';
import { compareIds } from '../world/snowflakes.ts';
import {
  activeThreads,
  addThreadMember,
  createThread,
  removeThreadMember,
  setArchived,
  threadChanged,
  threadOf,
} from '../world/thread-changes.ts';
import { channelOnWire, memberOnWire, threadMemberOnWire } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { type Answer, bodyOf, type Call, NO_CONTENT, ok, param, type Routes } from './call.ts';
import { ownGuild } from './own-guild.ts';

function start(call: Call): Answer {
  const { world } = call;
  const parent = world.channel(param(call, 'channel'));
  if (parent.type !== ChannelType.GuildText) throw refusals.wrongChannelType();
  const body = bodyOf<RESTPostAPIChannelThreadsJSONBody>(call);
  // In API v10 a thread without a message is private unless `type` says otherwise.
  const type = body.type ?? ChannelType.PrivateThread;
  const wanted =
    type === ChannelType.PrivateThread ? Permission.CreatePrivateThreads : Permission.CreatePublicThreads;
  mustHave(world, world.botId, parent, wanted);
  const thread = createThread(world, parent, {
    name: body.name,
    type,
    ownerId: world.botId,
    ...(body.invitable === undefined ? {} : { invitable: body.invitable }),
    ...(body.auto_archive_duration === undefined ? {} : { autoArchiveMinutes: body.auto_archive_duration }),
    ...(body.rate_limit_per_user == null ? {} : { slowmodeSeconds: body.rate_limit_per_user }),
  });
  return ok(channelOnWire(world, thread), 201);
}

function startFromMessage(call: Call): Answer {
  const { world } = call;
  const parent = world.channel(param(call, 'channel'));
  mustHave(world, world.botId, parent, Permission.CreatePublicThreads);
  if (parent.type !== ChannelType.GuildText) throw refusals.wrongChannelType();
  const message = world.message(parent, param(call, 'message'));
  const body = bodyOf<RESTPostAPIChannelMessagesThreadsJSONBody>(call);
  const thread = createThread(
    world,
    parent,
    {
      name: body.name,
      type: ChannelType.PublicThread,
      ownerId: world.botId,
      ...(body.auto_archive_duration === undefined ? {} : { autoArchiveMinutes: body.auto_archive_duration }),
    },
    message,
  );
  createMessage(world, thread, {
    authorId: world.botId,
    type: MessageType.ThreadStarterMessage,
    about: { channelId: parent.id, messageId: message.id },
  });
  return ok(channelOnWire(world, thread), 201);
}

/**
 * Changes a thread. Waking one takes only being able to write in it (and MANAGE_THREADS if it is locked); name,
 * archiving and its delay take being its creator or MANAGE_THREADS; locking and slow mode take MANAGE_THREADS.
 * Source: developers/topics/threads#editing-deleting-threads.
 */
export function modifyThread(call: Call, channel: Channel): Answer {
  const { world } = call;
  const thread = threadOf(channel);
  const body = bodyOf<RESTPatchAPIChannelJSONBody>(call);
  mustView(world, world.botId, channel);
  const keeper = has(world.permissions(world.botId, channel), Permission.ManageThreads);
  const onlyWakes = body.archived === false && Object.keys(body).length === 1;
  if (thread.archived && body.archived !== false) throw refusals.archivedThread();
  if (onlyWakes) {
    if (!world.canSend(world.botId, channel)) throw refusals.missingPermissions();
  } else if (!keeper && thread.ownerId !== world.botId) throw refusals.missingPermissions();
  if (!keeper && (body.locked !== undefined || body.rate_limit_per_user != null))
    throw refusals.missingPermissions();
  mustNotBeLocked(world, world.botId, channel);
  if (body.archived === false) setArchived(world, channel, false);
  if (body.name !== undefined && body.name !== channel.name) {
    channel.name = body.name;
    createMessage(world, channel, {
      authorId: world.botId,
      content: body.name,
      type: MessageType.ChannelNameChange,
      allowedMentions: { parse: [] },
    });
  }
  if (body.locked !== undefined) thread.locked = body.locked;
  if (body.invitable !== undefined) thread.invitable = body.invitable;
  if (body.rate_limit_per_user != null) channel.slowmodeSeconds = body.rate_limit_per_user;
  if (body.auto_archive_duration != null) {
    thread.autoArchiveMinutes = body.auto_archive_duration;
    thread.activeAt = world.now();
    thread.archiveChangedAt = world.now();
  }
  if (body.archived === true) setArchived(world, channel, true);
  else threadChanged(world, channel);
  return ok(channelOnWire(world, channel));
}

function active(call: Call): Answer {
  const { world } = call;
  const threads = activeThreads(world, ownGuild(call).id)
    .filter((channel) => world.canView(world.botId, channel))
    .sort((a, b) => compareIds(b.id, a.id));
  return ok({
    threads: threads.map((channel) => channelOnWire(world, channel)),
    members: ownMemberships(world, threads),
    has_more: false,
  });
}

function ownMemberships(world: World, threads: readonly Channel[]): unknown[] {
  return threads
    .filter(({ thread }) => thread?.members.has(world.botId))
    .map((channel) => threadMemberOnWire(channel, world.botId));
}

function archived(kind: 'public' | 'private'): (call: Call) => Answer {
  return (call) => {
    const { world } = call;
    const parent = world.channel(param(call, 'channel'));
    const wanted =
      kind === 'public'
        ? Permission.ReadMessageHistory
        : Permission.ReadMessageHistory | Permission.ManageThreads;
    mustHave(world, world.botId, parent, wanted);
    const type = kind === 'public' ? ChannelType.PublicThread : ChannelType.PrivateThread;
    const before = call.query['before'] ? Date.parse(call.query['before']) : Number.POSITIVE_INFINITY;
    const limit = Number(call.query['limit'] ?? 50);
    const all = world
      .channelsOf(world.guild(parent.guildId ?? ''))
      .filter((channel) => channel.parentId === parent.id && channel.type === type)
      .filter(({ thread }) => thread?.archived && thread.archiveChangedAt < before)
      .sort((a, b) => (b.thread?.archiveChangedAt ?? 0) - (a.thread?.archiveChangedAt ?? 0));
    const threads = all.slice(0, limit);
    return ok({
      threads: threads.map((channel) => channelOnWire(world, channel)),
      members: ownMemberships(world, threads),
      has_more: all.length > limit,
    });
  };
}

function join(call: Call): Answer {
  const { world } = call;
  const channel = world.channel(param(call, 'channel'));
  threadOf(channel);
  mustView(world, world.botId, channel);
  mustNotBeArchived(channel);
  addThreadMember(world, channel, world.botId);
  return NO_CONTENT;
}

/** Adding somebody takes being able to write there, and in a closed private thread owning or keeping it. */
function addMember(call: Call): Answer {
  const { world } = call;
  const channel = world.channel(param(call, 'channel'));
  const thread = threadOf(channel);
  mustView(world, world.botId, channel);
  mustNotBeArchived(channel);
  if (!world.canSend(world.botId, channel)) throw refusals.missingPermissions();
  const keeper = has(world.permissions(world.botId, channel), Permission.ManageThreads);
  if (!thread.invitable && !keeper && thread.ownerId !== world.botId) throw refusals.missingPermissions();
  const userId = param(call, 'user');
  world.person(userId);
  const guild = world.guild(channel.guildId ?? '');
  if (!guild.members.has(userId)) throw refusals.unknownMember();
  if (!world.canView(userId, world.ruling(channel))) throw refusals.missingAccess();
  if (thread.members.has(userId)) return NO_CONTENT;
  addThreadMember(world, channel, userId);
  noteThreadMember(world, channel, world.botId, userId, true);
  return NO_CONTENT;
}

function leave(call: Call): Answer {
  const { world } = call;
  const channel = world.channel(param(call, 'channel'));
  threadOf(channel);
  mustView(world, world.botId, channel);
  mustNotBeArchived(channel);
  removeThreadMember(world, channel, world.botId);
  return NO_CONTENT;
}

function removeMember(call: Call): Answer {
  const { world } = call;
  const channel = world.channel(param(call, 'channel'));
  const thread = threadOf(channel);
  mustView(world, world.botId, channel);
  mustNotBeArchived(channel);
  const keeper = has(world.permissions(world.botId, channel), Permission.ManageThreads);
  const ownsPrivate = channel.type === ChannelType.PrivateThread && thread.ownerId === world.botId;
  if (!keeper && !ownsPrivate) throw refusals.missingPermissions();
  removeThreadMember(world, channel, param(call, 'user'));
  noteThreadMember(world, channel, world.botId, param(call, 'user'), false);
  return NO_CONTENT;
}

function memberWire(call: Call, channel: Channel, userId: string): unknown {
  const { world } = call;
  const wire = threadMemberOnWire(channel, userId);
  if (call.query['with_member'] !== 'true') return wire;
  const guild = world.guild(channel.guildId ?? '');
  return { ...wire, member: memberOnWire(world, world.member(guild, userId)) };
}

function getMember(call: Call): Answer {
  const { world } = call;
  const channel = world.channel(param(call, 'channel'));
  const userId = call.params['user'] ?? world.botId;
  mustView(world, world.botId, channel);
  if (!threadOf(channel).members.has(userId)) throw refusals.unknownMember();
  return ok(memberWire(call, channel, userId));
}

/** Needs the members intent to be switched on for the application. */
function listMembers(call: Call): Answer {
  const { world } = call;
  const channel = world.channel(param(call, 'channel'));
  mustView(world, world.botId, channel);
  if ((world.application.privilegedIntents & Intent.GuildMembers) === 0) throw refusals.missingAccess();
  const ids = [...threadOf(channel).members.keys()];
  return ok(ids.map((userId) => memberWire(call, channel, userId)));
}

export const threadRoutes: Routes = {
  'GET /guilds/:guild/threads/active': active,
  'POST /channels/:channel/threads': start,
  'POST /channels/:channel/messages/:message/threads': startFromMessage,
  'GET /channels/:channel/threads/archived/public': archived('public'),
  'GET /channels/:channel/threads/archived/private': archived('private'),
  'GET /channels/:channel/thread-members': listMembers,
  'GET /channels/:channel/thread-members/@me': getMember,
  'GET /channels/:channel/thread-members/:user': getMember,
  'PUT /channels/:channel/thread-members/@me': join,
  'PUT /channels/:channel/thread-members/:user': addMember,
  'DELETE /channels/:channel/thread-members/@me': leave,
  'DELETE /channels/:channel/thread-members/:user': removeMember,
};
