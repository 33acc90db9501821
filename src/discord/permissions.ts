import { OverwriteType, PermissionFlagsBits, type APIOverwrite, type APIRole } from 'discord.js';

type Who = { user: string; roles: readonly string[] };
type ServerRights = { id: string; owner_id: string; roles: readonly Pick<APIRole, 'id' | 'permissions'>[] };

const EVERYTHING = Object.values(PermissionFlagsBits).reduce((all, flag) => all | flag, 0n);

/**
 * What somebody may do in a server, before any channel has its say
 * (https://docs.discord.com/developers/topics/permissions#permission-hierarchy).
 */
export function serverPermissions(server: ServerRights, who: Who): bigint {
  if (server.owner_id === who.user) return EVERYTHING;
  const held = server.roles
    .filter(({ id }) => id === server.id || who.roles.includes(id))
    .reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  return held & PermissionFlagsBits.Administrator ? EVERYTHING : held;
}

/**
 * What somebody may do in one channel: the server's rights, then the overwrites of everyone, of all their
 * roles together, and of themselves (permission-overwrites on the same page). Without View Channel nothing.
 */
export function channelPermissions(
  server: ServerRights,
  overwrites: readonly APIOverwrite[],
  who: Who,
): bigint {
  let held = serverPermissions(server, who);
  if (held === EVERYTHING) return held;
  const everyone = overwrites.filter(({ id }) => id === server.id);
  const roles = overwrites.filter(
    ({ id, type }) => type === OverwriteType.Role && id !== server.id && who.roles.includes(id),
  );
  const own = overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === who.user);
  for (const group of [everyone, roles, own]) {
    const deny = group.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n);
    const allow = group.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n);
    held = (held & ~deny) | allow;
  }
  return held & PermissionFlagsBits.ViewChannel ? held : 0n;
}
