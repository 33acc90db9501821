import { ChannelType } from 'discord-api-types/v10';
import type { Channel } from './entities.ts';
import { channelPermissions, has, Permission } from './permissions.ts';
import type { World } from './world.ts';

interface Remembered {
  version: number;
  /** Those who can see the channel; for a thread's parent also who manages its threads. */
  viewers: readonly string[];
  threadKeepers: ReadonlySet<string>;
}

/**
 * Says which people can see a channel. Guilds may have thousands of members and every message asks, so the
 * answer for a channel is kept until somebody joins or leaves or a role or overwrite changes.
 */
export class Audiences {
  readonly #remembered = new WeakMap<Channel, Remembered>();

  of(world: World, channel: Channel): readonly string[] {
    if (channel.guildId === null) return channel.recipients.filter((id) => !world.person(id).bot);
    const ruling = this.#ruling(world, world.ruling(channel));
    if (channel.type !== ChannelType.PrivateThread) return ruling.viewers;
    const members = channel.thread?.members;
    return ruling.viewers.filter((id) => members?.has(id) || ruling.threadKeepers.has(id));
  }

  #ruling(world: World, channel: Channel): Remembered {
    const guild = world.guild(channel.guildId ?? '');
    const known = this.#remembered.get(channel);
    if (known?.version === guild.audienceVersion) return known;
    const viewers: string[] = [];
    const threadKeepers = new Set<string>();
    for (const member of guild.members.values()) {
      if (world.people.get(member.userId)?.bot) continue;
      const permissions = channelPermissions(guild, member, channel, world.now());
      if (has(permissions, Permission.ViewChannel)) viewers.push(member.userId);
      if (has(permissions, Permission.ManageThreads)) threadKeepers.add(member.userId);
    }
    const fresh = { version: guild.audienceVersion, viewers, threadKeepers };
    this.#remembered.set(channel, fresh);
    return fresh;
  }
}
