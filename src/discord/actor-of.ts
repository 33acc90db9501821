import { err, ok, type Result } from '@sapphire/result';
import { PermissionFlagsBits } from 'discord.js';
import type { ChannelId, GuildId, RoleId, UserId } from '#domain/ids';
import type { Refusal } from '#domain/refusal';
import type { Actor } from '#use-cases/actor';

/** What an interaction says about who acts; discord.js' interactions have this shape. */
export type Speaker = {
  readonly guildId: string | null;
  readonly channelId: string | null;
  readonly locale: string;
  readonly user: { readonly id: string };
  readonly guild?: { readonly ownerId: string } | null;
  readonly member?: unknown;
  readonly memberPermissions?: { has(permission: bigint): boolean } | null;
};

/**
 * Who asks. The server is the one they are in, or in a DM the one that the clicked button names; a button
 * of one server clicked in another is not for them. Server rights and roles are only believed inside a
 * server: a click in a DM carries none.
 */
export function actorOf(speaker: Speaker, named: GuildId | null = null): Result<Actor, Refusal> {
  const guild = (speaker.guildId ?? named) as GuildId | null;
  if (guild === null) return err({ kind: 'only-in-server' });
  if (named !== null && named !== guild) return err({ kind: 'not-for-you' });
  const inServer = speaker.guildId !== null;
  return ok({
    guild,
    user: speaker.user.id as UserId,
    locale: speaker.locale,
    manages: inServer && manages(speaker),
    roles: inServer ? rolesOf(speaker.member, guild) : [],
    channel: speaker.channelId as ChannelId | null,
  });
}

function manages({ guild, user, memberPermissions }: Speaker): boolean {
  if (guild && guild.ownerId === user.id) return true;
  return (
    memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true ||
    memberPermissions?.has(PermissionFlagsBits.Administrator) === true
  );
}

/**
 * A cached server gives a `GuildMember` with a role manager, any other the raw member with an array of ids.
 * The role that everyone has (its id is the server's) is left out.
 */
function rolesOf(member: unknown, guild: GuildId): RoleId[] {
  if (typeof member !== 'object' || member === null || !('roles' in member)) return [];
  const { roles } = member;
  const ids: unknown[] = Array.isArray(roles) ? roles : cachedRoleIds(roles);
  return ids.filter((id): id is RoleId => typeof id === 'string' && id !== guild);
}

function cachedRoleIds(roles: unknown): unknown[] {
  if (typeof roles !== 'object' || roles === null || !('cache' in roles)) return [];
  return roles.cache instanceof Map ? [...roles.cache.keys()] : [];
}
