import type {
  APIChannel,
  APIGuild,
  APIGuildMember,
  APIGuildScheduledEvent,
  APIMessage,
  APIRole,
  APIThreadChannel,
  APIThreadMember,
  APIUser,
  GatewayChannelCreateDispatchData,
} from 'discord-api-types/v10';
import { ChannelType, GuildScheduledEventPrivacyLevel, MessageFlags } from 'discord-api-types/v10';
import type {
  Attachment,
  Channel,
  Guild,
  Member,
  Message,
  Person,
  Role,
  ScheduledEvent,
} from './entities.ts';
import type { World } from './world.ts';

/** An instant as Discord's API description wants it: ISO 8601, ending in Z. */
export function timestamp(instant: number): string {
  return new Date(instant).toISOString();
}

/** Every flags field is an enum of its own without a zero, so nothing set needs a number that fits them all. */
const NO_FLAGS = 0 as never;

export function userOnWire(person: Person): APIUser {
  return {
    id: person.id,
    username: person.username,
    discriminator: person.bot ? '0001' : '0',
    global_name: person.globalName,
    avatar: null,
    bot: person.bot,
    system: false,
    banner: null,
    accent_color: null,
    public_flags: NO_FLAGS,
    flags: NO_FLAGS,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
}

export function memberOnWire(world: World, member: Member) {
  return {
    user: userOnWire(world.person(member.userId)),
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: [...member.roles],
    joined_at: timestamp(member.joinedAt),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: NO_FLAGS,
    pending: false,
    communication_disabled_until: member.timedOutUntil === null ? null : timestamp(member.timedOutUntil),
    avatar_decoration_data: null,
    collectibles: null,
  } satisfies APIGuildMember;
}

/** A member beside a user object that is there already. */
export function userlessMember(world: World, member: Member) {
  const { user: _user, ...rest } = memberOnWire(world, member);
  return rest;
}

export function roleOnWire(role: Role): APIRole {
  return {
    id: role.id,
    name: role.name,
    color: role.color,
    colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
    hoist: role.hoist,
    icon: null,
    unicode_emoji: null,
    position: role.position,
    permissions: String(role.permissions),
    managed: role.managed,
    mentionable: role.mentionable,
    flags: 0,
    ...(role.botId === null ? {} : { tags: { bot_id: role.botId } }),
  } as unknown as APIRole;
}

export function threadMemberOnWire(channel: Channel, userId: string): APIThreadMember {
  return {
    id: channel.id,
    user_id: userId,
    join_timestamp: timestamp(channel.thread?.members.get(userId) ?? 0),
    flags: NO_FLAGS,
  };
}

/** A channel as the bot sees it: a thread carries the bot's own membership, a conversation the other person. */
export function channelOnWire(world: World, channel: Channel): APIChannel {
  const { thread } = channel;
  const shared = { id: channel.id, type: channel.type, flags: 0, last_message_id: channel.lastMessageId };
  if (channel.guildId === null) {
    const others = channel.recipients.filter((id) => id !== world.botId);
    return {
      ...shared,
      recipients: others.map((id) => userOnWire(world.person(id))),
      ...pinTime(channel),
    } as APIChannel;
  }
  const named = {
    ...shared,
    guild_id: channel.guildId,
    name: channel.name,
    rate_limit_per_user: channel.slowmodeSeconds,
  };
  if (thread) {
    return {
      ...named,
      ...pinTime(channel),
      parent_id: channel.parentId,
      owner_id: thread.ownerId,
      message_count: thread.messageCount,
      total_message_sent: thread.totalSent,
      member_count: Math.min(50, thread.members.size),
      thread_metadata: {
        archived: thread.archived,
        archive_timestamp: timestamp(thread.archiveChangedAt),
        auto_archive_duration: thread.autoArchiveMinutes,
        locked: thread.locked,
        create_timestamp: timestamp(thread.createdAt),
        ...(channel.type === ChannelType.PrivateThread ? { invitable: thread.invitable } : {}),
      },
      ...(thread.members.has(world.botId) ? { member: threadMemberOnWire(channel, world.botId) } : {}),
    } as APIChannel;
  }
  return {
    ...named,
    position: channel.position,
    parent_id: channel.parentId,
    permission_overwrites: [...channel.overwrites.values()].map((overwrite) => ({
      id: overwrite.id,
      type: overwrite.kind === 'role' ? 0 : 1,
      allow: String(overwrite.allow),
      deny: String(overwrite.deny),
    })),
    nsfw: false,
    ...(channel.type === ChannelType.GuildText ? { topic: channel.topic, ...pinTime(channel) } : {}),
    ...(channel.type === ChannelType.GuildVoice
      ? { topic: channel.topic, bitrate: 64_000, user_limit: 0, rtc_region: null }
      : {}),
  } as APIChannel;
}

/** A channel that is neither a thread nor a conversation, as the gateway tells of it. */
export function guildChannelOnWire(world: World, channel: Channel): GatewayChannelCreateDispatchData {
  return channelOnWire(world, channel) as GatewayChannelCreateDispatchData;
}

export function threadOnWire(world: World, channel: Channel): APIThreadChannel {
  return channelOnWire(world, channel) as APIThreadChannel;
}

function pinTime(channel: Channel): { last_pin_timestamp: string | null } {
  return { last_pin_timestamp: channel.lastPinAt === null ? null : timestamp(channel.lastPinAt) };
}

export function guildOnWire(guild: Guild): APIGuild {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.ownerId,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: [...guild.roles.values()].map(roleOnWire),
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    max_presences: null,
    max_members: 500_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    public_updates_channel_id: null,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    home_header: null,
    nsfw: false,
    incidents_data: null,
  } as unknown as APIGuild;
}

export function eventOnWire(world: World, event: ScheduledEvent): APIGuildScheduledEvent {
  return {
    id: event.id,
    guild_id: event.guildId,
    channel_id: event.channelId,
    creator_id: event.creatorId,
    creator: userOnWire(world.person(event.creatorId)),
    name: event.name,
    description: event.description,
    scheduled_start_time: event.startsAt,
    scheduled_end_time: event.endsAt,
    privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
    status: event.status,
    entity_type: event.entityType,
    entity_id: null,
    entity_metadata: event.location === null ? null : { location: event.location },
    image: null,
    recurrence_rule: null,
    guild_scheduled_event_exceptions: [],
  } as APIGuildScheduledEvent;
}

export function attachmentOnWire({ bytes: _bytes, ...attachment }: Attachment): Omit<Attachment, 'bytes'> {
  return attachment;
}

/**
 * Whether the bot may read what a message says: its own, direct ones, those that mention it, and all others
 * only with the message content intent (discord/discord-api-docs developers/events/gateway#message-content-intent).
 */
export function botReads(world: World, message: Message, contentIntent: boolean): boolean {
  if (contentIntent || message.authorId === world.botId) return true;
  if (message.mentions.users.includes(world.botId)) return true;
  return world.channels.get(message.channelId)?.guildId === null;
}

/** A message as the bot gets it; `readable` false empties everything that people wrote. */
export function messageOnWire(world: World, message: Message, readable: boolean): APIMessage {
  const channel = world.channels.get(message.channelId);
  return {
    id: message.id,
    channel_id: message.channelId,
    author: userOnWire(world.person(message.authorId)),
    content: readable ? message.content : '',
    timestamp: timestamp(message.at),
    edited_timestamp: message.editedAt === null ? null : timestamp(message.editedAt),
    tts: false,
    mention_everyone: message.mentions.everyone,
    mentions: message.mentions.users.map((id) => userOnWire(world.person(id))),
    mention_roles: message.mentions.roles,
    attachments: readable ? message.attachments.map(attachmentOnWire) : [],
    embeds: readable ? message.embeds : [],
    components: readable ? message.components : [],
    pinned: message.pinned,
    type: message.type,
    flags: message.flags | (message.threadId === null ? 0 : MessageFlags.HasThread),
    ...(message.webhookId === null
      ? {}
      : { webhook_id: message.webhookId, application_id: message.webhookId }),
    ...(message.reference === null
      ? {}
      : {
          message_reference: {
            type: 0,
            channel_id: message.reference.channelId,
            ...(message.reference.messageId ? { message_id: message.reference.messageId } : {}),
            ...(message.reference.guildId ? { guild_id: message.reference.guildId } : {}),
          },
        }),
    ...(message.interaction === null ? {} : { interaction_metadata: message.interaction }),
    ...(message.reactions.size === 0 ? {} : { reactions: reactionsOnWire(world, message) }),
    ...(message.threadId === null || !world.channels.has(message.threadId)
      ? {}
      : { thread: channelOnWire(world, world.channel(message.threadId)) }),
    ...(channel?.thread ? { position: 0 } : {}),
  } as unknown as APIMessage;
}

/** A message as it is told when it was made: only then does Discord give the nonce back. */
export function newMessageOnWire(world: World, message: Message, readable: boolean): APIMessage {
  const wire = messageOnWire(world, message, readable);
  return message.nonce === null ? wire : { ...wire, nonce: message.nonce };
}

function reactionsOnWire(world: World, message: Message): unknown[] {
  return [...message.reactions].map(([emoji, users]) => {
    const [name = emoji, id] = emoji.split(':');
    return {
      count: users.size,
      count_details: { burst: 0, normal: users.size },
      me: users.has(world.botId),
      me_burst: false,
      emoji: { id: id ?? null, name },
      burst_colors: [],
    };
  });
}
