import type { APIChannel, APIInteraction, APIInteractionDataResolved } from 'discord-api-types/v10';
import type { Channel } from '../world/entities.ts';
import { channelOnWire, memberOnWire, messageOnWire, roleOnWire, userOnWire } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import type { Interaction } from './interaction.ts';

/** What the largest upload of an unboosted guild may weigh. */
const ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024;

/** Whom the application was installed for; in a conversation with the bot the guild is written as "0". */
export function installationOwners(guildId: string | null): Record<string, string> {
  return { '0': guildId ?? '0' };
}

/**
 * The payload of INTERACTION_CREATE. The bot reads its own message in a component interaction whatever its
 * intents are, so `message` is never emptied.
 * Source: developers/interactions/receiving-and-responding#interaction-object.
 */
export function interactionOnWire(world: World, interaction: Interaction, data: unknown): APIInteraction {
  const channel = world.channel(interaction.channelId);
  const guild = world.guildOf(channel);
  const user = userOnWire(world.person(interaction.userId));
  const { locale } = world.person(interaction.userId);
  const payload = {
    id: interaction.id,
    application_id: world.application.id,
    type: interaction.kind,
    data,
    channel_id: channel.id,
    channel: partialChannel(world, channel),
    token: interaction.token,
    version: 1,
    app_permissions: String(world.permissions(world.botId, channel)),
    locale,
    entitlements: [],
    authorizing_integration_owners: installationOwners(guild?.id ?? null),
    context: guild ? 0 : 1,
    attachment_size_limit: ATTACHMENT_SIZE_LIMIT,
    ...(interaction.message ? { message: messageOnWire(world, interaction.message, true) } : {}),
    ...(guild
      ? {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          guild_locale: guild.locale,
          member: {
            ...memberOnWire(world, world.member(guild, interaction.userId)),
            permissions: String(world.permissions(interaction.userId, channel)),
          },
        }
      : { user }),
  };
  return payload as unknown as APIInteraction;
}

function partialChannel(world: World, channel: Channel): Partial<APIChannel> {
  return channelOnWire(world, channel);
}

/** The `resolved` part of a command, a menu or a form: whoever and whatever the given ids mean. */
export function resolved(
  world: World,
  channel: Channel,
  userId: string,
  ids: readonly string[],
): APIInteractionDataResolved {
  const guild = world.guildOf(channel);
  const found: {
    users: Record<string, unknown>;
    members: Record<string, unknown>;
    roles: Record<string, unknown>;
    channels: Record<string, unknown>;
    messages: Record<string, unknown>;
  } = { users: {}, members: {}, roles: {}, channels: {}, messages: {} };
  for (const id of ids) {
    const person = world.people.get(id);
    const role = guild?.roles.get(id);
    const other = world.channels.get(id);
    const message = channel.messages.get(id);
    if (person) {
      found.users[id] = userOnWire(person);
      const member = guild?.members.get(id);
      if (member) {
        const { user: _user, deaf: _deaf, mute: _mute, ...partial } = memberOnWire(world, member);
        found.members[id] = { ...partial, permissions: String(world.permissions(id, channel)) };
      }
    } else if (role) found.roles[id] = roleOnWire(role);
    else if (other && !message)
      found.channels[id] = {
        ...channelOnWire(world, other),
        permissions: String(world.permissions(userId, other)),
        app_permissions: String(world.permissions(world.botId, other)),
      };
    else if (message) found.messages[id] = messageOnWire(world, message, true);
  }
  return Object.fromEntries(
    Object.entries(found).filter(([, map]) => Object.keys(map).length > 0),
  ) as APIInteractionDataResolved;
}
