import { ChannelType } from 'discord-api-types/v10';
import { refusals } from '../api-error.ts';
import type { Channel } from './entities.ts';
import { has, Permission } from './permissions.ts';
import type { World } from './world.ts';

const TEXTUAL: ReadonlySet<number> = new Set([
  ChannelType.GuildText,
  ChannelType.DM,
  ChannelType.GuildVoice,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.GuildStageVoice,
]);

/** Refuses who cannot see the channel (50001). */
export function mustView(world: World, userId: string, channel: Channel): void {
  if (!world.canView(userId, channel)) throw refusals.missingAccess();
}

/** Refuses who cannot see the channel (50001) or lacks one of the permissions there (50013). */
export function mustHave(world: World, userId: string, channel: Channel, wanted: bigint): void {
  mustView(world, userId, channel);
  if (!has(world.permissions(userId, channel), wanted)) throw refusals.missingPermissions();
}

/**
 * Refuses a message that somebody may not send here. Sources: developers/resources/message#create-message,
 * developers/topics/threads (archived threads wake on a send, locked ones only for who manages threads).
 */
export function mustSend(
  world: World,
  userId: string,
  channel: Channel,
  message: { embeds: boolean; files: boolean },
): void {
  if (channel.guildId === null) {
    mustView(world, userId, channel);
    for (const other of channel.recipients) {
      if (other === userId) continue;
      if (!world.sharesGuild(userId, other)) throw refusals.noMutualGuild();
      if (!world.person(other).dmsOpen && !world.person(other).bot) throw refusals.directMessagesClosed();
    }
    return;
  }
  mustView(world, userId, channel);
  if (!TEXTUAL.has(channel.type)) throw refusals.notATextChannel();
  if (!world.canSend(userId, channel)) throw refusals.missingPermissions();
  if (message.files) mustHave(world, userId, channel, Permission.AttachFiles);
  if (message.embeds) mustHave(world, userId, channel, Permission.EmbedLinks);
  mustNotBeLocked(world, userId, channel);
}

/** In a locked thread only those who manage threads write, edit or change anything. */
export function mustNotBeLocked(world: World, userId: string, channel: Channel): void {
  if (!channel.thread?.locked) return;
  if (!has(world.permissions(userId, channel), Permission.ManageThreads)) throw refusals.lockedThread();
}

/** In an archived thread messages are only deleted: no edits, reactions, pins or new members (50083). */
export function mustNotBeArchived(channel: Channel): void {
  if (channel.thread?.archived) throw refusals.archivedThread();
}
