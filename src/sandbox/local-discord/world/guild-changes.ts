import type { GatewayGuildCreateDispatchData } from 'discord-api-types/v10';
import { refusals } from '../api-error.ts';
import type { Guild, Member, Role } from './entities.ts';
import { Intent } from './intents.ts';
import { EVERYONE_BY_DEFAULT } from './permissions.ts';
import {
  guildChannelOnWire,
  guildOnWire,
  memberOnWire,
  roleOnWire,
  threadOnWire,
  timestamp,
  userOnWire,
} from './wire.ts';
import type { World } from './world.ts';

const MOST_ROLES = 250;

/** What GUILD_CREATE carries: without the members and presences intents, of the members only the bot itself. */
export function guildCreateOnWire(world: World, guild: Guild): GatewayGuildCreateDispatchData {
  const channels = world.channelsOf(guild);
  const own = guild.members.get(world.botId);
  return {
    ...guildOnWire(guild),
    joined_at: timestamp(own?.joinedAt ?? 0),
    large: guild.members.size > 250,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: own ? [memberOnWire(world, own)] : [],
    channels: channels.filter(({ thread }) => !thread).map((channel) => guildChannelOnWire(world, channel)),
    threads: channels
      .filter((channel) => channel.thread && !channel.thread.archived && world.canView(world.botId, channel))
      .map((channel) => threadOnWire(world, channel)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

export function createGuild(
  world: World,
  about: { name: string; ownerId: string; locale?: string; everyone?: bigint },
): Guild {
  const id = world.id();
  const guild: Guild = {
    id,
    name: about.name,
    ownerId: about.ownerId,
    locale: about.locale ?? 'en-US',
    roles: new Map(),
    members: new Map(),
    bans: new Set(),
    channelIds: new Set(),
    events: new Map(),
    audienceVersion: 0,
  };
  guild.roles.set(id, {
    id,
    guildId: id,
    name: '@everyone',
    permissions: about.everyone ?? EVERYONE_BY_DEFAULT,
    position: 0,
    color: 0,
    hoist: false,
    mentionable: false,
    managed: false,
    botId: null,
  });
  world.guilds.set(id, guild);
  addMember(world, guild, about.ownerId);
  return guild;
}

/** Invites the bot, which brings its own managed role, and lets the gateway know the guild. */
export function addBot(world: World, guild: Guild, permissions: bigint): Role {
  const role = addRole(world, guild, {
    name: world.application.name,
    permissions,
    managed: true,
    botId: world.botId,
  });
  guild.members.set(world.botId, {
    userId: world.botId,
    roles: new Set([role.id]),
    nick: null,
    joinedAt: world.now(),
    timedOutUntil: null,
  });
  world.audienceChanged(guild.id);
  world.dispatch({
    name: 'GUILD_CREATE',
    guildId: guild.id,
    intents: Intent.Guilds,
    data: () => guildCreateOnWire(world, guild),
  });
  return role;
}

/** Takes the bot out of a guild: its managed role and its commands there go with it. */
export function removeBot(world: World, guild: Guild): void {
  if (!guild.members.delete(world.botId)) throw refusals.unknownMember();
  for (const role of [...guild.roles.values()]) if (role.botId === world.botId) guild.roles.delete(role.id);
  world.commands.delete(guild.id);
  world.audienceChanged(guild.id);
  for (const channel of world.channelsOf(guild)) channel.thread?.members.delete(world.botId);
  world.dispatch({
    name: 'GUILD_DELETE',
    guildId: guild.id,
    intents: Intent.Guilds,
    data: () => ({ id: guild.id }),
  });
}

export function addMember(
  world: World,
  guild: Guild,
  userId: string,
  roleIds: readonly string[] = [],
): Member {
  const known = guild.members.get(userId);
  if (known) return known;
  if (guild.bans.has(userId))
    throw new Error(`${world.person(userId).username} is banned from ${guild.name}`);
  const member: Member = {
    userId: world.person(userId).id,
    roles: new Set(roleIds),
    nick: null,
    joinedAt: world.now(),
    timedOutUntil: null,
  };
  guild.members.set(userId, member);
  world.audienceChanged(guild.id);
  world.dispatch({
    name: 'GUILD_MEMBER_ADD',
    guildId: guild.id,
    intents: Intent.GuildMembers,
    data: () => ({ ...memberOnWire(world, member), guild_id: guild.id }),
  });
  return member;
}

/** Leaves, is kicked or is banned: all look the same to the bot, except that a ban says so too. */
export function removeMember(world: World, guild: Guild, userId: string, ban = false): void {
  const removed = guild.members.delete(userId);
  if (ban) guild.bans.add(userId);
  if (!removed) return;
  for (const channel of world.channelsOf(guild)) {
    if (!channel.thread?.members.delete(userId)) continue;
    world.dispatch({
      name: 'THREAD_MEMBERS_UPDATE',
      guildId: guild.id,
      intents: Intent.GuildMembers,
      data: () => ({
        id: channel.id,
        guild_id: guild.id,
        member_count: Math.min(50, channel.thread?.members.size ?? 0),
        removed_member_ids: [userId],
      }),
    });
  }
  world.audienceChanged(guild.id);
  const user = userOnWire(world.person(userId));
  const about = { guildId: guild.id, data: () => ({ guild_id: guild.id, user }) };
  if (ban) world.dispatch({ name: 'GUILD_BAN_ADD', intents: Intent.GuildModeration, ...about });
  world.dispatch({ name: 'GUILD_MEMBER_REMOVE', intents: Intent.GuildMembers, ...about });
}

/** Something about a member changed. The bot hears of itself without any intent for members. */
export function memberChanged(world: World, guild: Guild, member: Member): void {
  world.audienceChanged(guild.id);
  world.dispatch({
    name: 'GUILD_MEMBER_UPDATE',
    guildId: guild.id,
    intents: member.userId === world.botId ? Intent.Guilds : Intent.GuildMembers,
    data: () => ({ ...memberOnWire(world, member), guild_id: guild.id }),
  });
}

export function addRole(
  world: World,
  guild: Guild,
  about: Partial<Omit<Role, 'id' | 'guildId' | 'position'>>,
): Role {
  if (guild.roles.size >= MOST_ROLES) throw refusals.tooManyRoles();
  const id = world.id();
  // A new role stands at the bottom, just above @everyone, and lifts the others.
  for (const role of guild.roles.values()) if (role.position > 0) role.position += 1;
  const role: Role = {
    id,
    guildId: guild.id,
    name: about.name ?? 'new role',
    permissions: about.permissions ?? guild.roles.get(guild.id)?.permissions ?? 0n,
    position: 1,
    color: about.color ?? 0,
    hoist: about.hoist ?? false,
    mentionable: about.mentionable ?? false,
    managed: about.managed ?? false,
    botId: about.botId ?? null,
  };
  guild.roles.set(id, role);
  roleChanged(world, guild, role, 'GUILD_ROLE_CREATE');
  return role;
}

export function roleChanged(
  world: World,
  guild: Guild,
  role: Role,
  name: 'GUILD_ROLE_CREATE' | 'GUILD_ROLE_UPDATE' = 'GUILD_ROLE_UPDATE',
): void {
  world.audienceChanged(guild.id);
  world.dispatch({
    name,
    guildId: guild.id,
    intents: Intent.Guilds,
    data: () => ({ guild_id: guild.id, role: roleOnWire(role) }),
  });
}

export function deleteRole(world: World, guild: Guild, roleId: string): void {
  if (roleId === guild.id || !guild.roles.delete(roleId)) throw refusals.unknownRole();
  for (const member of guild.members.values()) member.roles.delete(roleId);
  for (const channel of world.channelsOf(guild)) channel.overwrites.delete(roleId);
  world.audienceChanged(guild.id);
  world.dispatch({
    name: 'GUILD_ROLE_DELETE',
    guildId: guild.id,
    intents: Intent.Guilds,
    data: () => ({ guild_id: guild.id, role_id: roleId }),
  });
}
