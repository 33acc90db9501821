import type {
  APIApplicationCommand,
  APIAttachment,
  APIEmbed,
  APIMessageTopLevelComponent,
  GuildScheduledEventEntityType,
  GuildScheduledEventStatus,
} from 'discord-api-types/v10';

/** Somebody with an account: a person, or the bot itself. */
export interface Person {
  readonly id: string;
  username: string;
  globalName: string | null;
  readonly bot: boolean;
  /** The language of their Discord client, as interactions report it. */
  locale: string;
  /** Whether members of a shared guild (the bot among them) may write to them. */
  dmsOpen: boolean;
}

export interface Role {
  readonly id: string;
  readonly guildId: string;
  name: string;
  permissions: bigint;
  position: number;
  color: number;
  hoist: boolean;
  mentionable: boolean;
  /** Made by Discord for a bot: nobody may give or take it. */
  readonly managed: boolean;
  readonly botId: string | null;
}

/** `role` overwrites have type 0 on the wire, `member` ones type 1. */
export interface Overwrite {
  id: string;
  kind: 'role' | 'member';
  allow: bigint;
  deny: bigint;
}

export interface Member {
  readonly userId: string;
  roles: Set<string>;
  nick: string | null;
  readonly joinedAt: number;
  timedOutUntil: number | null;
}

export interface ScheduledEvent {
  readonly id: string;
  readonly guildId: string;
  readonly creatorId: string;
  channelId: string | null;
  location: string | null;
  name: string;
  description: string | null;
  startsAt: string;
  endsAt: string | null;
  status: GuildScheduledEventStatus;
  entityType: GuildScheduledEventEntityType;
}

export interface Guild {
  readonly id: string;
  name: string;
  ownerId: string;
  locale: string;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  readonly bans: Set<string>;
  /** Channels and threads, by id; the channels themselves stand in `World.channels`. */
  readonly channelIds: Set<string>;
  readonly events: Map<string, ScheduledEvent>;
  /** Grows with whatever can change who sees what, so that audiences can be remembered. */
  audienceVersion: number;
}

/** What a channel has when it is a thread. Instants are milliseconds of the world's clock. */
export interface Thread {
  readonly ownerId: string;
  readonly createdAt: number;
  readonly members: Map<string, number>;
  archived: boolean;
  locked: boolean;
  invitable: boolean;
  autoArchiveMinutes: number;
  archiveChangedAt: number;
  activeAt: number;
  messageCount: number;
  totalSent: number;
}

/** A channel, category, thread or direct conversation; `type` is Discord's number. */
export interface Channel {
  readonly id: string;
  readonly type: number;
  readonly guildId: string | null;
  name: string;
  topic: string | null;
  parentId: string | null;
  position: number;
  slowmodeSeconds: number;
  overwrites: Map<string, Overwrite>;
  readonly thread: Thread | null;
  /** For a direct conversation: the two accounts in it. */
  readonly recipients: readonly string[];
  /** In the order in which they were sent. */
  readonly messages: Map<string, Message>;
  /** Answers only one person sees; Discord does not keep them with the channel. */
  readonly ephemerals: Map<string, Message>;
  readonly pins: Map<string, number>;
  lastMessageId: string | null;
  lastPinAt: number | null;
}

export interface Attachment extends APIAttachment {
  /** What was uploaded, so that a page can show it and a test can read it. */
  bytes?: Uint8Array;
}

/** Who a message speaks to: `users`, `roles` and `everyone` are what the text contains and was allowed to. */
export interface Mentions {
  users: string[];
  roles: string[];
  everyone: boolean;
}

export interface Message {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly at: number;
  readonly type: number;
  editedAt: number | null;
  content: string;
  flags: number;
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
  attachments: Attachment[];
  mentions: Mentions;
  readonly nonce: string | number | null;
  pinned: boolean;
  /** Set on answers to interactions: they are sent through the application's webhook. */
  readonly webhookId: string | null;
  readonly reference: { messageId?: string; channelId: string; guildId?: string } | null;
  /** Wire form of `interaction_metadata`. */
  readonly interaction: Record<string, unknown> | null;
  /** The only person who sees it, or null when it stands in the channel. */
  readonly ephemeralFor: string | null;
  reactions: Map<string, Set<string>>;
  threadId: string | null;
}

/** A ping, as the person pinged experiences it; `silent` ones show a badge and make no sound. */
export interface Notification {
  readonly userId: string;
  readonly messageId: string;
  readonly channelId: string;
  readonly guildId: string | null;
  readonly authorId: string;
  readonly at: number;
  readonly why: 'mention' | 'role' | 'everyone' | 'reply' | 'direct message';
  readonly silent: boolean;
}

export type Command = APIApplicationCommand;
