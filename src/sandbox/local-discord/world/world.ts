import { randomBytes } from 'node:crypto';
import type { GatewayDispatchPayload } from 'discord-api-types/v10';
import { ChannelType } from 'discord-api-types/v10';
import type { EventLog } from '../event-log.ts';
import { refusals } from '../api-error.ts';
import { Audiences } from './audiences.ts';
import type { Channel, Command, Guild, Member, Message, Notification, Person } from './entities.ts';
import { channelPermissions, EVERYTHING, guildPermissions, has, Permission } from './permissions.ts';
import { Snowflakes } from './snowflakes.ts';

/** The payload of each gateway event, as discord-api-types describes it. */
type EventData = { [Event in GatewayDispatchPayload as `${Event['t']}`]: Event['d'] };

export type EventName = keyof EventData;

/** One thing that happened, on its way to the gateway. `data` may depend on the intents of who listens. */
export interface Dispatch<Name extends EventName = EventName> {
  name: Name;
  /** Null for direct conversations, which only the first shard hears. */
  guildId: string | null;
  /** Any of these intents suffices; 0 reaches everybody. */
  intents: number;
  data: (intents: number) => EventData[Name];
}

/** What the application was given in Discord's developer portal. */
export interface Application {
  readonly id: string;
  readonly token: string;
  readonly name: string;
  /** The privileged intents switched on in the portal, as gateway bits. */
  readonly privilegedIntents: number;
  readonly ownerId: string;
}

/**
 * The state of the one Discord that REST, gateway, people and faults share: it answers who exists, who sees
 * what and who may do what, and tells listeners what happened. The verbs that change it stand beside it,
 * one file per subject, and all are synchronous, so that nothing is ever seen half done.
 */
export class World {
  readonly now: () => number;
  readonly log: EventLog;
  readonly application: Application;
  readonly people = new Map<string, Person>();
  readonly guilds = new Map<string, Guild>();
  /** Channels, threads and direct conversations of all guilds. */
  readonly channels = new Map<string, Channel>();
  /** Registered commands: the key '' holds the global ones, every other key is a guild. */
  readonly commands = new Map<string, Map<string, Command>>();
  readonly notifications: Notification[] = [];
  readonly #snowflakes: Snowflakes;
  readonly #audiences = new Audiences();
  readonly #conversations = new Map<string, Channel>();
  readonly #listeners = new Set<(dispatch: Dispatch) => void>();

  constructor(options: { now: () => number; seed: number; log: EventLog; privilegedIntents: number }) {
    this.now = options.now;
    this.log = options.log;
    this.#snowflakes = new Snowflakes(options.now, options.seed);
    const id = this.id();
    const ownerId = this.id();
    const token = [
      Buffer.from(id).toString('base64url'),
      randomBytes(5).toString('base64url').slice(0, 6),
      randomBytes(29).toString('base64url').slice(0, 38),
    ].join('.');
    this.application = {
      id,
      token,
      name: 'Local bot',
      privilegedIntents: options.privilegedIntents,
      ownerId,
    };
    this.addPerson({
      id,
      username: 'local-bot',
      globalName: null,
      bot: true,
      locale: 'en-US',
      dmsOpen: false,
    });
    this.addPerson({
      id: ownerId,
      username: 'application-owner',
      globalName: null,
      bot: false,
      locale: 'en-US',
      dmsOpen: true,
    });
  }

  /** The bot's account, which has the id of its application. */
  get botId(): string {
    return this.application.id;
  }

  id(): string {
    return this.#snowflakes.next();
  }

  addPerson(person: Person): Person {
    this.people.set(person.id, person);
    return person;
  }

  onDispatch(listener: (dispatch: Dispatch) => void): void {
    this.#listeners.add(listener);
  }

  /** Sends an event to the bot, unless it is about a guild that the bot is not in. */
  dispatch<Name extends EventName>(dispatch: Dispatch<Name>): void {
    const guild = dispatch.guildId === null ? undefined : this.guilds.get(dispatch.guildId);
    if (guild && !guild.members.has(this.botId) && dispatch.name !== 'GUILD_DELETE') return;
    for (const listener of this.#listeners) listener(dispatch);
  }

  person(id: string): Person {
    const person = this.people.get(id);
    if (!person) throw refusals.unknownUser();
    return person;
  }

  guild(id: string): Guild {
    const guild = this.guilds.get(id);
    if (!guild) throw refusals.unknownGuild();
    return guild;
  }

  member(guild: Guild, userId: string): Member {
    const member = guild.members.get(userId);
    if (!member) throw refusals.unknownMember();
    return member;
  }

  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw refusals.unknownChannel();
    return channel;
  }

  message(channel: Channel, id: string): Message {
    const message = channel.messages.get(id);
    if (!message) throw refusals.unknownMessage();
    return message;
  }

  guildOf(channel: Channel): Guild | null {
    return channel.guildId === null ? null : this.guild(channel.guildId);
  }

  /** The channel whose overwrites count: a thread's parent, else the channel itself. */
  ruling(channel: Channel): Channel {
    return channel.thread && channel.parentId ? this.channel(channel.parentId) : channel;
  }

  /** What somebody may do in a channel or thread; nothing at all if they cannot see it. */
  permissions(userId: string, channel: Channel): bigint {
    if (channel.guildId === null) return channel.recipients.includes(userId) ? IN_A_CONVERSATION : 0n;
    const guild = this.guild(channel.guildId);
    const member = guild.members.get(userId);
    if (!member) return 0n;
    const permissions = channelPermissions(guild, member, this.ruling(channel), this.now());
    if (channel.type !== ChannelType.PrivateThread) return permissions;
    const mayEnter = channel.thread?.members.has(userId) || has(permissions, Permission.ManageThreads);
    return mayEnter ? permissions : 0n;
  }

  guildPermissions(userId: string, guild: Guild): bigint {
    const member = guild.members.get(userId);
    return member ? guildPermissions(guild, member, this.now()) : 0n;
  }

  canView(userId: string, channel: Channel): boolean {
    return has(this.permissions(userId, channel), Permission.ViewChannel);
  }

  /** Whether somebody may write in a channel: threads have a permission of their own. */
  canSend(userId: string, channel: Channel): boolean {
    const wanted = channel.thread ? Permission.SendMessagesInThreads : Permission.SendMessages;
    return has(this.permissions(userId, channel), Permission.ViewChannel | wanted);
  }

  isAdministrator(userId: string, guild: Guild): boolean {
    return this.guildPermissions(userId, guild) === EVERYTHING;
  }

  /** The people (not bots) who can see a channel now, in the order in which they joined. */
  audience(channel: Channel): readonly string[] {
    return this.#audiences.of(this, channel);
  }

  /** Says that something changed which can alter who sees what in a guild. */
  audienceChanged(guildId: string | null): void {
    const guild = guildId === null ? undefined : this.guilds.get(guildId);
    if (guild) guild.audienceVersion += 1;
  }

  sharesGuild(one: string, other: string): boolean {
    for (const guild of this.guilds.values())
      if (guild.members.has(one) && guild.members.has(other)) return true;
    return false;
  }

  channelsOf(guild: Guild): Channel[] {
    return [...guild.channelIds].map((id) => this.channel(id));
  }

  /** The conversation of two accounts, if it was ever opened. */
  directConversation(one: string, other: string): Channel | undefined {
    return this.#conversations.get(conversationKey(one, other));
  }

  addDirectConversation(channel: Channel): void {
    this.channels.set(channel.id, channel);
    const [one = '', other = ''] = channel.recipients;
    this.#conversations.set(conversationKey(one, other), channel);
  }
}

function conversationKey(one: string, other: string): string {
  return one < other ? `${one}:${other}` : `${other}:${one}`;
}

/** In a direct conversation there are no roles: both may write, attach, embed, react and pin. */
const IN_A_CONVERSATION =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.AddReactions |
  Permission.ReadMessageHistory |
  Permission.UseExternalEmojis |
  Permission.MentionEveryone |
  Permission.PinMessages |
  Permission.UseApplicationCommands;
