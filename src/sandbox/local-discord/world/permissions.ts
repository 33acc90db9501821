import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Channel, Guild, Member } from './entities.ts';

export const Permission = {
  ...PermissionFlagsBits,
  /** Since 2026 apart from MANAGE_MESSAGES: discord/discord-api-docs developers/topics/permissions. */
  PinMessages: 1n << 51n,
  BypassSlowmode: 1n << 52n,
} as const;

/** Every permission there is: what an owner and an administrator have. */
export const EVERYTHING = Object.values(Permission).reduce((all, bit) => all | bit, 0n);

/** What @everyone may do in a guild that somebody just made. */
export const EVERYONE_BY_DEFAULT =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.SendMessagesInThreads |
  Permission.CreatePublicThreads |
  Permission.CreatePrivateThreads |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.AddReactions |
  Permission.UseExternalEmojis |
  Permission.MentionEveryone |
  Permission.ReadMessageHistory |
  Permission.UseApplicationCommands |
  Permission.ChangeNickname |
  Permission.CreateInstantInvite |
  Permission.Connect |
  Permission.Speak |
  Permission.SendPolls;

/** What the bot is invited with unless a test says otherwise: no administrator, so that nothing passes by accident. */
export const BOT_BY_DEFAULT =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.SendMessagesInThreads |
  Permission.CreatePublicThreads |
  Permission.CreatePrivateThreads |
  Permission.ManageThreads |
  Permission.ManageMessages |
  Permission.ManageChannels |
  Permission.ManageRoles |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.AddReactions |
  Permission.ReadMessageHistory |
  Permission.PinMessages |
  Permission.ManageEvents |
  Permission.CreateEvents |
  Permission.Connect;

/** All that stays with a member who is timed out. */
const WHILE_TIMED_OUT = Permission.ViewChannel | Permission.ReadMessageHistory;

/**
 * What a member may do in the guild as a whole.
 * Source: discord/discord-api-docs developers/topics/permissions (`compute_base_permissions`).
 */
export function guildPermissions(guild: Guild, member: Member, now: number): bigint {
  if (guild.ownerId === member.userId) return EVERYTHING;
  let permissions = guild.roles.get(guild.id)?.permissions ?? 0n;
  for (const roleId of member.roles) permissions |= guild.roles.get(roleId)?.permissions ?? 0n;
  if ((permissions & Permission.Administrator) !== 0n) return EVERYTHING;
  if (member.timedOutUntil !== null && member.timedOutUntil > now) permissions &= WHILE_TIMED_OUT;
  return permissions;
}

/**
 * What a member may do in one channel; for a thread, hand in its parent.
 * Source: the same page (`compute_overwrites`, implicit permissions). Without VIEW_CHANNEL nothing remains;
 * without SEND_MESSAGES the permissions that only colour a message are void too.
 */
export function channelPermissions(guild: Guild, member: Member, channel: Channel, now: number): bigint {
  const base = guildPermissions(guild, member, now);
  if (base === EVERYTHING) return EVERYTHING;
  let permissions = base;
  const everyone = channel.overwrites.get(guild.id);
  if (everyone) permissions = (permissions & ~everyone.deny) | everyone.allow;
  let allow = 0n;
  let deny = 0n;
  for (const roleId of member.roles) {
    const overwrite = channel.overwrites.get(roleId);
    if (!overwrite) continue;
    allow |= overwrite.allow;
    deny |= overwrite.deny;
  }
  permissions = (permissions & ~deny) | allow;
  const own = channel.overwrites.get(member.userId);
  if (own) permissions = (permissions & ~own.deny) | own.allow;
  if (member.timedOutUntil !== null && member.timedOutUntil > now) permissions &= WHILE_TIMED_OUT;
  if ((permissions & Permission.ViewChannel) === 0n) return 0n;
  return permissions;
}

/** Whether `permissions` contains every bit of `wanted`. */
export function has(permissions: bigint, wanted: bigint): boolean {
  return (permissions & wanted) === wanted;
}

/** The place of a member's highest role; nobody manages roles or people at or above their own. */
export function highestPosition(guild: Guild, member: Member): number {
  if (guild.ownerId === member.userId) return Number.POSITIVE_INFINITY;
  let highest = 0;
  for (const roleId of member.roles) highest = Math.max(highest, guild.roles.get(roleId)?.position ?? 0);
  return highest;
}
