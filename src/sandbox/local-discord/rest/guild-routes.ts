import type {
  RESTPatchAPIGuildRoleJSONBody,
  RESTPatchAPIGuildScheduledEventJSONBody,
  RESTPostAPIGuildRoleJSONBody,
  RESTPostAPIGuildScheduledEventJSONBody,
} from 'discord-api-types/v10';
import { GuildScheduledEventStatus } from 'discord-api-types/v10';
import { refusals } from '../api-error.ts';
import type { Guild, Member, Role, ScheduledEvent } from '../world/entities.ts';
import { addRole, deleteRole, memberChanged, removeBot, roleChanged } from '../world/guild-changes.ts';
import { Intent } from '../world/intents.ts';
import { mustHave } from '../world/may.ts';
import { has, highestPosition, Permission } from '../world/permissions.ts';
import { compareIds } from '../world/snowflakes.ts';
import { eventOnWire, guildOnWire, memberOnWire, roleOnWire } from '../world/wire.ts';
import { type Answer, bodyOf, type Call, NO_CONTENT, ok, param, type Routes } from './call.ts';
import { mustHaveInGuild, ownGuild } from './own-guild.ts';

const MOST_EVENTS = 100;

function getGuild(call: Call): Answer {
  const guild = ownGuild(call);
  const counts =
    call.query['with_counts'] === 'true'
      ? { approximate_member_count: guild.members.size, approximate_presence_count: guild.members.size }
      : {};
  return ok({ ...guildOnWire(guild), ...counts });
}

function getMember(call: Call): Answer {
  const guild = ownGuild(call);
  call.world.person(param(call, 'user'));
  return ok(memberOnWire(call.world, call.world.member(guild, param(call, 'user'))));
}

/** Only for applications with the members intent. */
function listMembers(call: Call): Answer {
  const guild = ownGuild(call);
  if ((call.world.application.privilegedIntents & Intent.GuildMembers) === 0) throw refusals.missingAccess();
  const after = call.query['after'] ?? '0';
  const limit = Number(call.query['limit'] ?? 1);
  const members = [...guild.members.values()]
    .filter(({ userId }) => compareIds(userId, after) > 0)
    .sort((a, b) => compareIds(a.userId, b.userId))
    .slice(0, limit);
  return ok(members.map((member) => memberOnWire(call.world, member)));
}

function listRoles(call: Call): Answer {
  return ok([...ownGuild(call).roles.values()].map(roleOnWire));
}

function getRole(call: Call): Answer {
  const role = ownGuild(call).roles.get(param(call, 'role'));
  if (!role) throw refusals.unknownRole();
  return ok(roleOnWire(role));
}

function createRole(call: Call): Answer {
  const { world } = call;
  const guild = ownGuild(call);
  mustHaveInGuild(world, guild, Permission.ManageRoles);
  const body = bodyOf<RESTPostAPIGuildRoleJSONBody>(call);
  const permissions = body.permissions == null ? undefined : BigInt(body.permissions);
  if (permissions !== undefined) mustHaveInGuild(world, guild, permissions);
  const role = addRole(world, guild, {
    ...roleWish(body),
    ...(permissions === undefined ? {} : { permissions }),
  });
  return ok(roleOnWire(role));
}

function roleWish(
  body: RESTPostAPIGuildRoleJSONBody,
): Partial<Pick<Role, 'name' | 'color' | 'hoist' | 'mentionable'>> {
  const color = body.colors?.primary_color ?? body.color;
  return {
    ...(body.name == null ? {} : { name: body.name }),
    ...(color == null ? {} : { color }),
    ...(body.hoist == null ? {} : { hoist: body.hoist }),
    ...(body.mentionable == null ? {} : { mentionable: body.mentionable }),
  };
}

/** A role that the bot may touch: it exists, and stands below the bot's highest one. */
function roleBelowBot(call: Call, guild: Guild): Role {
  const role = guild.roles.get(param(call, 'role'));
  if (!role) throw refusals.unknownRole();
  mustHaveInGuild(call.world, guild, Permission.ManageRoles);
  const bot = call.world.member(guild, call.world.botId);
  if (role.position >= highestPosition(guild, bot)) throw refusals.missingPermissions();
  return role;
}

function modifyRole(call: Call): Answer {
  const { world } = call;
  const guild = ownGuild(call);
  const role = roleBelowBot(call, guild);
  const body = bodyOf<RESTPatchAPIGuildRoleJSONBody>(call);
  if (body.permissions != null) {
    const permissions = BigInt(body.permissions);
    mustHaveInGuild(world, guild, permissions & ~role.permissions);
    role.permissions = permissions;
  }
  Object.assign(role, roleWish(body));
  roleChanged(world, guild, role);
  return ok(roleOnWire(role));
}

function removeRole(call: Call): Answer {
  const guild = ownGuild(call);
  const role = roleBelowBot(call, guild);
  if (role.managed) throw refusals.missingPermissions();
  deleteRole(call.world, guild, role.id);
  return NO_CONTENT;
}

function giveRole(given: boolean): (call: Call) => Answer {
  return (call) => {
    const guild = ownGuild(call);
    const member = call.world.member(guild, param(call, 'user'));
    const role = roleBelowBot(call, guild);
    if (role.managed || role.id === guild.id) throw refusals.missingPermissions();
    if (given === member.roles.has(role.id)) return NO_CONTENT;
    if (given) member.roles.add(role.id);
    else member.roles.delete(role.id);
    memberChanged(call.world, guild, member);
    return NO_CONTENT;
  };
}

/** Nickname, roles and time-outs of a member below the bot. */
function modifyMember(call: Call): Answer {
  const { world } = call;
  const guild = ownGuild(call);
  const userId = call.params['user'] ?? world.botId;
  const member: Member = world.member(guild, userId);
  const body = bodyOf<{ nick?: string | null; communication_disabled_until?: string | null }>(call);
  const bot = world.member(guild, world.botId);
  if (userId !== world.botId && highestPosition(guild, member) >= highestPosition(guild, bot))
    throw refusals.missingPermissions();
  if (body.nick !== undefined) {
    mustHaveInGuild(
      world,
      guild,
      userId === world.botId ? Permission.ChangeNickname : Permission.ManageNicknames,
    );
    member.nick = body.nick;
  }
  if (body.communication_disabled_until !== undefined) {
    mustHaveInGuild(world, guild, Permission.ModerateMembers);
    const until = body.communication_disabled_until;
    member.timedOutUntil = until === null ? null : Date.parse(until);
  }
  memberChanged(world, guild, member);
  return ok(memberOnWire(world, member));
}

function eventMeant(call: Call, guild: Guild): ScheduledEvent {
  const event = guild.events.get(param(call, 'event'));
  if (!event) throw refusals.unknownEvent();
  return event;
}

/** One's own events take CREATE_EVENTS, others' MANAGE_EVENTS: two permissions since 2026. */
function mayKeepEvent(call: Call, guild: Guild, event: ScheduledEvent): void {
  const { world } = call;
  const own = event.creatorId === world.botId ? Permission.CreateEvents : Permission.ManageEvents;
  const permissions = world.guildPermissions(world.botId, guild);
  if (!has(permissions, own) && !has(permissions, Permission.ManageEvents))
    throw refusals.missingPermissions();
}

type EventChange =
  | 'GUILD_SCHEDULED_EVENT_CREATE'
  | 'GUILD_SCHEDULED_EVENT_UPDATE'
  | 'GUILD_SCHEDULED_EVENT_DELETE';

function eventDispatch(call: Call, guild: Guild, event: ScheduledEvent, name: EventChange): void {
  call.world.dispatch({
    name,
    guildId: guild.id,
    intents: Intent.GuildScheduledEvents,
    data: () => eventOnWire(call.world, event),
  });
}

function createEvent(call: Call): Answer {
  const { world } = call;
  const guild = ownGuild(call);
  const body = bodyOf<RESTPostAPIGuildScheduledEventJSONBody>(call);
  if (body.channel_id) {
    const channel = world.channel(body.channel_id);
    mustHave(world, world.botId, channel, Permission.CreateEvents | Permission.Connect);
  } else mustHaveInGuild(world, guild, Permission.CreateEvents);
  if (guild.events.size >= MOST_EVENTS) throw refusals.tooManyEvents();
  const event: ScheduledEvent = {
    id: world.id(),
    guildId: guild.id,
    creatorId: world.botId,
    channelId: body.channel_id ?? null,
    location: body.entity_metadata?.location ?? null,
    name: body.name,
    description: body.description ?? null,
    startsAt: new Date(body.scheduled_start_time).toISOString(),
    endsAt: body.scheduled_end_time ? new Date(body.scheduled_end_time).toISOString() : null,
    status: GuildScheduledEventStatus.Scheduled,
    entityType: body.entity_type,
  };
  guild.events.set(event.id, event);
  eventDispatch(call, guild, event, 'GUILD_SCHEDULED_EVENT_CREATE');
  return ok(eventOnWire(world, event));
}

function modifyEvent(call: Call): Answer {
  const guild = ownGuild(call);
  const event = eventMeant(call, guild);
  mayKeepEvent(call, guild, event);
  const body = bodyOf<RESTPatchAPIGuildScheduledEventJSONBody>(call);
  if (body.name !== undefined) event.name = body.name;
  if (body.description !== undefined) event.description = body.description;
  if (body.scheduled_start_time) event.startsAt = new Date(body.scheduled_start_time).toISOString();
  if (body.scheduled_end_time) event.endsAt = new Date(body.scheduled_end_time).toISOString();
  if (body.status !== undefined) event.status = body.status;
  eventDispatch(call, guild, event, 'GUILD_SCHEDULED_EVENT_UPDATE');
  return ok(eventOnWire(call.world, event));
}

function removeEvent(call: Call): Answer {
  const guild = ownGuild(call);
  const event = eventMeant(call, guild);
  mayKeepEvent(call, guild, event);
  guild.events.delete(event.id);
  eventDispatch(call, guild, event, 'GUILD_SCHEDULED_EVENT_DELETE');
  return NO_CONTENT;
}

function leaveGuild(call: Call): Answer {
  removeBot(call.world, ownGuild(call));
  return NO_CONTENT;
}

export const guildRoutes: Routes = {
  'GET /guilds/:guild': getGuild,
  'GET /guilds/:guild/members': listMembers,
  'GET /guilds/:guild/members/:user': getMember,
  'PATCH /guilds/:guild/members/@me': modifyMember,
  'PATCH /guilds/:guild/members/:user': modifyMember,
  'PUT /guilds/:guild/members/:user/roles/:role': giveRole(true),
  'DELETE /guilds/:guild/members/:user/roles/:role': giveRole(false),
  'GET /guilds/:guild/roles': listRoles,
  'POST /guilds/:guild/roles': createRole,
  'GET /guilds/:guild/roles/:role': getRole,
  'PATCH /guilds/:guild/roles/:role': modifyRole,
  'DELETE /guilds/:guild/roles/:role': removeRole,
  'GET /guilds/:guild/scheduled-events': (call) =>
    ok([...ownGuild(call).events.values()].map((event) => eventOnWire(call.world, event))),
  'POST /guilds/:guild/scheduled-events': createEvent,
  'GET /guilds/:guild/scheduled-events/:event': (call) =>
    ok(eventOnWire(call.world, eventMeant(call, ownGuild(call)))),
  'PATCH /guilds/:guild/scheduled-events/:event': modifyEvent,
  'DELETE /guilds/:guild/scheduled-events/:event': removeEvent,
  'DELETE /users/@me/guilds/:guild': leaveGuild,
};
