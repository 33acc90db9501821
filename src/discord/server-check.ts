import { PermissionFlagsBits, Routes, type APIChannel, type APIGuild, type APIGuildMember } from 'discord.js';
import type { ChannelId, GuildId } from '#domain/ids';
import type { PermissionCheck, ServerCheck } from '#use-cases/ports/announcer';
import { Answered, type PacedRest } from './announcing/paced-rest.ts';
import { channelPermissions, serverPermissions } from './permissions.ts';

/** Everything the bot needs, by the name `/setup check` tells. */
export const NEEDED_PERMISSIONS: Readonly<Record<PermissionCheck['permission'], bigint>> = {
  'view-channel': PermissionFlagsBits.ViewChannel,
  'send-messages': PermissionFlagsBits.SendMessages,
  'send-messages-in-threads': PermissionFlagsBits.SendMessagesInThreads,
  'create-private-threads': PermissionFlagsBits.CreatePrivateThreads,
  'manage-threads': PermissionFlagsBits.ManageThreads,
  'manage-channels': PermissionFlagsBits.ManageChannels,
  'embed-links': PermissionFlagsBits.EmbedLinks,
  'attach-files': PermissionFlagsBits.AttachFiles,
  'read-message-history': PermissionFlagsBits.ReadMessageHistory,
  'pin-messages': PermissionFlagsBits.PinMessages,
};

/** Works out from roles and overwrites, over REST, what the bot may do in the server and in its lobby. */
export class DiscordServerCheck implements ServerCheck {
  readonly #rest: PacedRest;

  constructor(rest: PacedRest) {
    this.#rest = rest;
  }

  /** A lobby that is gone or hidden from the bot has every permission missing. Throws during an outage. */
  async inspect(guild: GuildId, lobby: ChannelId | null): Promise<PermissionCheck[]> {
    const call = this.#rest.begin();
    const user = await this.#rest.botId(call);
    const server = await call<APIGuild>('GET', Routes.guild(guild), { place: null });
    const { roles } = await call<APIGuildMember>('GET', Routes.guildMember(guild, user), {
      place: null,
    });
    const inServer = checks('server', serverPermissions(server, { user, roles }));
    if (lobby === null) return inServer;
    try {
      const channel = await call<APIChannel>('GET', Routes.channel(lobby), { place: null });
      const overwrites = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
      return [...inServer, ...checks('lobby', channelPermissions(server, overwrites, { user, roles }))];
    } catch (error) {
      if (!(error instanceof Answered) || !HIDDEN.has(error.answer.meaning)) throw error;
      return [...inServer, ...checks('lobby', 0n)];
    }
  }
}

const HIDDEN = new Set(['place-gone', 'no-permission']);

function checks(where: PermissionCheck['where'], held: bigint): PermissionCheck[] {
  return Object.entries(NEEDED_PERMISSIONS).map(([permission, flag]) => ({
    permission: permission as PermissionCheck['permission'],
    where,
    ok: (held & flag) === flag,
  }));
}
