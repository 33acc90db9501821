import {
  ChannelType,
  OverwriteType,
  PermissionFlagsBits,
  Routes,
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
} from 'discord.js';
import type { ChannelId, GuildId, RoleId } from '#domain/ids';
import type { Dispatched } from '#use-cases/ports/announcer';
import { serverPermissions } from '../permissions.ts';
import { NEEDED_PERMISSIONS } from '../server-check.ts';
import type { DiscordCall } from './paced-rest.ts';
import { PLACE_NAMES } from './place-names.ts';

type Overwrite = { id: string; type: OverwriteType; allow: string; deny: string };
type ServerChannel = Pick<APIChannel, 'id' | 'type'> & {
  name?: string | null;
  topic?: string | null;
  parent_id?: string | null;
};

/** What members need so that buttons in an archived thread, which a click has to wake, work for them. */
const MEMBERS_NEED = PermissionFlagsBits.SendMessagesInThreads;
/** Not Manage Threads: that would show them every private thread. */
const FACILITATORS_NEED =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads;

/**
 * Makes the category for circles and, in it, the lobby, or takes those that are there: the lobby is known by
 * its topic's end, the category by the lobby in it or by its name. An overwrite may only name what the bot
 * holds itself (https://docs.discord.com/developers/resources/guild#create-guild-channel), so what it lacks is
 * left out, and `/setup check` says so.
 */
export async function openLobby(
  call: DiscordCall,
  { guild, facilitatorRole, botId }: { guild: GuildId; facilitatorRole: RoleId | null; botId: string },
): Promise<Dispatched> {
  const place = `${guild} channels`;
  const channels = await call<ServerChannel[]>('GET', Routes.guildChannels(guild), { place });
  const lobby = channels.find(
    ({ type, topic }) => type === ChannelType.GuildText && topic?.endsWith(PLACE_NAMES.lobbyMark),
  );
  const category =
    channels.find(({ id }) => id === lobby?.parent_id) ??
    channels.find(({ type, name }) => type === ChannelType.GuildCategory && name === PLACE_NAMES.category);
  const categoryId =
    category?.id ??
    (await create(call, guild, { name: PLACE_NAMES.category, type: ChannelType.GuildCategory })).id;
  const lobbyId =
    lobby?.id ??
    (
      await create(call, guild, {
        name: PLACE_NAMES.lobby,
        type: ChannelType.GuildText,
        parent_id: categoryId,
        topic: `${PLACE_NAMES.lobbyTopic} ${PLACE_NAMES.lobbyMark}`,
        permission_overwrites: await overwrites(call, { guild, facilitatorRole, botId }),
      })
    ).id;
  return { kind: 'done', channel: lobbyId as ChannelId, message: null, category: categoryId as ChannelId };
}

function create(call: DiscordCall, guild: GuildId, body: object): Promise<{ id: string }> {
  return call('POST', Routes.guildChannels(guild), { place: `${guild} channels`, body });
}

async function overwrites(
  call: DiscordCall,
  { guild, facilitatorRole, botId }: { guild: GuildId; facilitatorRole: RoleId | null; botId: string },
): Promise<Overwrite[]> {
  const server = await call<APIGuild>('GET', Routes.guild(guild));
  const { roles } = await call<Pick<APIGuildMember, 'roles'>>('GET', Routes.guildMember(guild, botId));
  const held = serverPermissions(server, { user: botId, roles });
  const needed = Object.values(NEEDED_PERMISSIONS).reduce((sum, flag) => sum | flag, 0n);
  const allow = (id: string, type: OverwriteType, wanted: bigint): Overwrite => ({
    id,
    type,
    allow: String(wanted & held),
    deny: '0',
  });
  return [
    allow(botId, OverwriteType.Member, needed),
    allow(guild, OverwriteType.Role, MEMBERS_NEED),
    ...(facilitatorRole ? [allow(facilitatorRole, OverwriteType.Role, FACILITATORS_NEED)] : []),
  ];
}
