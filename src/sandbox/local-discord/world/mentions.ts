import type { APIAllowedMentions } from 'discord-api-types/v10';
import type { Channel, Guild, Mentions, Message } from './entities.ts';
import { has, Permission } from './permissions.ts';
import type { World } from './world.ts';

/**
 * Finds whom a text speaks to and lets through whom `allowed_mentions` allows; without it, everybody named.
 * Source: discord/discord-api-docs developers/resources/message#allowed-mentions-object.
 */
export function mentionsIn(
  world: World,
  channel: Channel,
  authorId: string,
  text: string,
  allowed: APIAllowedMentions | null | undefined,
  repliedTo: string | null,
): Mentions {
  const guild = world.guildOf(channel);
  const parse: readonly string[] = allowed ? (allowed.parse ?? []) : ['users', 'roles', 'everyone'];
  const named = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? ''))];
  const users = named(/<@!?(\d{15,20})>/g).filter(
    (id) => world.people.has(id) && (parse.includes('users') || allowed?.users?.includes(id)),
  );
  const mayPingAll = guild ? has(world.permissions(authorId, channel), Permission.MentionEveryone) : false;
  const roles = guild
    ? named(/<@&(\d{15,20})>/g).filter((id) => {
        const role = guild.roles.get(id);
        if (!role || !(parse.includes('roles') || allowed?.roles?.includes(id))) return false;
        return role.mentionable || mayPingAll;
      })
    : [];
  const everyone = mayPingAll && parse.includes('everyone') && /@(everyone|here)\b/.test(text);
  const pingsAuthor = repliedTo !== null && (allowed ? allowed.replied_user === true : true);
  if (pingsAuthor && !users.includes(repliedTo)) users.push(repliedTo);
  return { users, roles, everyone };
}

/** Everybody whom these mentions ping, with the first reason that applies; who cannot see the channel is left out. */
export function pinged(
  world: World,
  channel: Channel,
  message: Message,
  repliedTo: string | null,
): Map<string, 'mention' | 'role' | 'everyone' | 'reply' | 'direct message'> {
  const found = new Map<string, 'mention' | 'role' | 'everyone' | 'reply' | 'direct message'>();
  const add = (userId: string, why: 'mention' | 'role' | 'everyone' | 'reply' | 'direct message') => {
    if (userId === message.authorId || found.has(userId) || world.person(userId).bot) return;
    if (message.ephemeralFor !== null && message.ephemeralFor !== userId) return;
    if (world.canView(userId, channel)) found.set(userId, why);
  };
  for (const userId of message.mentions.users) add(userId, userId === repliedTo ? 'reply' : 'mention');
  const guild = world.guildOf(channel);
  if (guild) for (const userId of membersWith(guild, message.mentions.roles)) add(userId, 'role');
  if (guild && message.mentions.everyone)
    for (const userId of world.audience(channel)) add(userId, 'everyone');
  if (!guild) for (const userId of channel.recipients) add(userId, 'direct message');
  return found;
}

export function membersWith(guild: Guild, roleIds: readonly string[]): string[] {
  if (roleIds.length === 0) return [];
  return [...guild.members.values()]
    .filter((member) => roleIds.some((roleId) => member.roles.has(roleId)))
    .map(({ userId }) => userId);
}
