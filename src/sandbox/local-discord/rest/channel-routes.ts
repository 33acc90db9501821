import type {
  RESTPatchAPIChannelJSONBody,
  RESTPostAPIGuildChannelJSONBody,
  RESTPutAPIChannelPermissionJSONBody,
} from 'discord-api-types/v10';
import { ChannelType } from 'discord-api-types/v10';
import { refusals } from '../api-error.ts';
import {
  type ChannelWish,
  createChannel,
  deleteChannel,
  modifyChannel,
  setOverwrite,
} from '../world/channel-changes.ts';
import type { Channel, Guild, Overwrite } from '../world/entities.ts';
import { mustHave, mustView } from '../world/may.ts';
import { has, Permission } from '../world/permissions.ts';
import { channelOnWire } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { type Answer, bodyOf, type Call, NO_CONTENT, ok, param, type Routes } from './call.ts';
import { mustHaveInGuild, ownGuild } from './own-guild.ts';
import { modifyThread } from './thread-routes.ts';

type OverwriteBody = {
  id: string;
  type: number;
  allow?: string | null | undefined;
  deny?: string | null | undefined;
};

/**
 * Overwrites may only allow or deny what the bot itself may do in the guild or the category, unless an overwrite
 * lets it manage roles in that very channel. Changing them takes MANAGE_ROLES; a new channel may have them without,
 * but only an administrator may hand on MANAGE_ROLES itself in one.
 * Source: developers/resources/guild#create-guild-channel, developers/resources/channel#modify-channel.
 */
function overwritesFrom(
  world: World,
  guild: Guild,
  place: { channel: Channel } | { newIn: Channel | undefined },
  wanted: readonly OverwriteBody[],
): Overwrite[] {
  const channel = 'channel' in place ? place.channel : null;
  const parentId = channel?.parentId;
  const parent = 'newIn' in place ? place.newIn : parentId ? world.channels.get(parentId) : undefined;
  const own =
    world.guildPermissions(world.botId, guild) | (parent ? world.permissions(world.botId, parent) : 0n);
  if (channel && !has(world.permissions(world.botId, channel), Permission.ManageRoles))
    throw refusals.missingPermissions();
  const free = channel ? managesRolesHere(world, guild, channel) : false;
  return wanted.map((overwrite) => {
    const allow = BigInt(overwrite.allow ?? 0);
    const deny = BigInt(overwrite.deny ?? 0);
    const kind = Number(overwrite.type) === 0 ? 'role' : 'member';
    if (kind === 'role' && !guild.roles.has(overwrite.id)) throw refusals.unknownRole();
    const before = channel?.overwrites.get(overwrite.id);
    const changed = (allow ^ (before?.allow ?? 0n)) | (deny ^ (before?.deny ?? 0n));
    const handsOnRoles = !channel && (changed & Permission.ManageRoles) !== 0n;
    if (handsOnRoles && !world.isAdministrator(world.botId, guild)) throw refusals.missingPermissions();
    if (!has(own, changed) && !free) throw refusals.missingPermissions();
    return { id: overwrite.id, kind, allow, deny };
  });
}

function managesRolesHere(world: World, guild: Guild, channel: Channel): boolean {
  const member = world.member(guild, world.botId);
  return [member.userId, ...member.roles].some((id) =>
    has(channel.overwrites.get(id)?.allow ?? 0n, Permission.ManageRoles),
  );
}

function listChannels(call: Call): Answer {
  const guild = ownGuild(call);
  const channels = call.world.channelsOf(guild).filter(({ thread }) => !thread);
  return ok(channels.map((channel) => channelOnWire(call.world, channel)));
}

function create(call: Call): Answer {
  const { world } = call;
  const guild = ownGuild(call);
  mustHaveInGuild(world, guild, Permission.ManageChannels);
  const body = bodyOf<RESTPostAPIGuildChannelJSONBody>(call);
  const overwrites = body.permission_overwrites as OverwriteBody[] | undefined;
  const parent = world.channels.get(String(body.parent_id));
  const channel = createChannel(world, guild, {
    ...wishFrom(body as RESTPatchAPIChannelJSONBody),
    name: body.name,
    type: body.type ?? ChannelType.GuildText,
    ...(overwrites ? { overwrites: overwritesFrom(world, guild, { newIn: parent }, overwrites) } : {}),
  });
  return ok(channelOnWire(world, channel), 201);
}

function wishFrom(body: RESTPatchAPIChannelJSONBody): Partial<ChannelWish> {
  return {
    ...(body.name === undefined ? {} : { name: body.name }),
    ...(body.topic === undefined ? {} : { topic: body.topic }),
    ...(body.parent_id === undefined ? {} : { parentId: body.parent_id }),
    ...(body.position == null ? {} : { position: body.position }),
    ...(body.rate_limit_per_user == null ? {} : { slowmodeSeconds: body.rate_limit_per_user }),
  };
}

function get(call: Call): Answer {
  const channel = call.world.channel(param(call, 'channel'));
  mustView(call.world, call.world.botId, channel);
  return ok(channelOnWire(call.world, channel));
}

function modify(call: Call): Answer {
  const { world } = call;
  const channel = world.channel(param(call, 'channel'));
  if (channel.thread) return modifyThread(call, channel);
  const guild = world.guildOf(channel);
  if (!guild) throw refusals.notOnADirectMessage();
  mustHave(world, world.botId, channel, Permission.ManageChannels);
  const body = bodyOf<RESTPatchAPIChannelJSONBody>(call);
  const overwrites = body.permission_overwrites as OverwriteBody[] | null | undefined;
  modifyChannel(world, channel, {
    ...wishFrom(body),
    ...(overwrites ? { overwrites: overwritesFrom(world, guild, { channel }, overwrites) } : {}),
  });
  return ok(channelOnWire(world, channel));
}

function remove(call: Call): Answer {
  const { world } = call;
  const channel = world.channel(param(call, 'channel'));
  const wire = channelOnWire(world, channel);
  // Closing a conversation only takes it off the list; it opens again under the same id.
  if (channel.guildId === null) {
    mustView(world, world.botId, channel);
    return ok(wire);
  }
  mustHave(
    world,
    world.botId,
    channel,
    channel.thread ? Permission.ManageThreads : Permission.ManageChannels,
  );
  deleteChannel(world, channel);
  return ok(wire);
}

function putOverwrite(call: Call): Answer {
  const { world } = call;
  const channel = world.channel(param(call, 'channel'));
  const guild = world.guildOf(channel);
  if (!guild || channel.thread) throw refusals.wrongChannelType();
  mustView(world, world.botId, channel);
  const body = bodyOf<RESTPutAPIChannelPermissionJSONBody>(call);
  const id = param(call, 'overwrite');
  const [overwrite] = overwritesFrom(world, guild, { channel }, [{ ...body, id }]);
  setOverwrite(world, channel, id, overwrite ?? null);
  return NO_CONTENT;
}

function deleteOverwrite(call: Call): Answer {
  const { world } = call;
  const channel = world.channel(param(call, 'channel'));
  if (channel.guildId === null || channel.thread) throw refusals.wrongChannelType();
  mustHave(world, world.botId, channel, Permission.ManageRoles);
  setOverwrite(world, channel, param(call, 'overwrite'), null);
  return NO_CONTENT;
}

export const channelRoutes: Routes = {
  'GET /guilds/:guild/channels': listChannels,
  'POST /guilds/:guild/channels': create,
  'GET /channels/:channel': get,
  'PATCH /channels/:channel': modify,
  'DELETE /channels/:channel': remove,
  'PUT /channels/:channel/permissions/:overwrite': putOverwrite,
  'DELETE /channels/:channel/permissions/:overwrite': deleteOverwrite,
};
