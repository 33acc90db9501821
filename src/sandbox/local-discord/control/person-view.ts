import { ChannelType } from 'discord-api-types/v10';
import type { Channel, Message, Notification } from '../world/entities.ts';
import { compareIds } from '../world/snowflakes.ts';
import type { World } from '../world/world.ts';
import { Cannot } from './cannot.ts';
import { type SeenMessage, seenMessage } from './seen.ts';
import { commandsFor } from './type-command.ts';

export interface SeenChannel {
  id: string;
  name: string;
  type: number;
  guildId: string | null;
  parentId: string | null;
  topic: string | null;
  position: number;
  thread: { archived: boolean; locked: boolean; joined: boolean; ownerId: string } | null;
  /** For a conversation: the other account. */
  with: string | null;
}

/** A guild as its members see it, with all the names that a page needs to show mentions. */
export interface SeenGuild {
  id: string;
  name: string;
  ownerId: string;
  members: { id: string; name: string; bot: boolean; roles: string[] }[];
  roles: { id: string; name: string; color: number }[];
}

/** What one person can see of the world, and nothing else; looking changes only where they are. */
export class PersonView {
  readonly id: string;
  readonly #world: World;
  #place: string | null = null;

  constructor(world: World, id: string) {
    this.#world = world;
    this.id = world.person(id).id;
  }

  get name(): string {
    const person = this.#world.person(this.id);
    return person.globalName ?? person.username;
  }

  /** The channels, threads and conversations in their list; archived threads only with `archived`. */
  channels(archived = false): SeenChannel[] {
    return [...this.#world.channels.values()]
      .filter((channel) => this.#world.canView(this.id, channel))
      .filter(({ thread }) => archived || !thread?.archived)
      .map((channel) => ({
        id: channel.id,
        name: channel.name,
        type: channel.type,
        guildId: channel.guildId,
        parentId: channel.parentId,
        topic: channel.topic,
        position: channel.position,
        thread: channel.thread && {
          archived: channel.thread.archived,
          locked: channel.thread.locked,
          joined: channel.thread.members.has(this.id),
          ownerId: channel.thread.ownerId,
        },
        with: channel.recipients.find((id) => id !== this.id) ?? null,
      }));
  }

  /** Opens a channel, by id or name; from then on it is where this person is. */
  goesTo(channel: string): SeenChannel {
    const found = this.channels(true).filter(({ id, name }) => id === channel || name === channel);
    const [first] = found;
    if (!first) throw new Cannot(`${this.name} sees no channel "${channel}"`);
    if (found.length > 1)
      throw new Cannot(`${this.name} sees ${found.length} channels "${channel}": use an id`);
    this.#place = first.id;
    return first;
  }

  /** Where this person is: the channel they went to last, else the first text channel they see. */
  place(): string {
    if (this.#place && this.#world.channels.has(this.#place)) return this.#place;
    const first = this.channels().find(({ type }) => type === ChannelType.GuildText);
    if (!first) throw new Cannot(`${this.name} sees no channel at all`);
    return first.id;
  }

  /** What stands in a channel for this person, oldest first, with what only they see. */
  sees(channelId = this.place()): SeenMessage[] {
    const channel = this.channelSeen(channelId);
    const all = this.#messagesIn(channel).sort((a, b) => compareIds(a.id, b.id));
    return all.map((message) => seenMessage(this.#world, message));
  }

  /** The pings of this very person, oldest first; silent ones only with `silent`. */
  notifications(silent = false): Notification[] {
    return this.#world.notifications.filter(
      (notification) => notification.userId === this.id && (silent || !notification.silent),
    );
  }

  /** The commands that the client offers in a channel, by what one types. */
  commands(
    channelId = this.place(),
  ): { name: string; type: number; description: string; options: unknown }[] {
    return commandsFor(this.#world, this.id, this.channelSeen(channelId)).map((command) => ({
      name: command.name,
      type: command.type,
      description: command.description,
      options: command.options ?? [],
    }));
  }

  /** The guilds this person is in. */
  guilds(): SeenGuild[] {
    return [...this.#world.guilds.values()]
      .filter((guild) => guild.members.has(this.id))
      .map((guild) => ({
        id: guild.id,
        name: guild.name,
        ownerId: guild.ownerId,
        members: [...guild.members.values()].map((member) => {
          const { id, bot, globalName, username } = this.#world.person(member.userId);
          return { id, bot, name: member.nick ?? globalName ?? username, roles: [...member.roles] };
        }),
        roles: [...guild.roles.values()].map(({ id, name, color }) => ({ id, name, color })),
      }));
  }

  /** Every message this person can see in any channel, archived threads included, from the newest on. */
  *newestFirst(): Generator<SeenMessage> {
    const visible: Message[] = [];
    for (const channel of this.#world.channels.values())
      if (this.#world.canView(this.id, channel)) visible.push(...this.#messagesIn(channel));
    visible.sort((a, b) => compareIds(b.id, a.id));
    for (const message of visible) yield seenMessage(this.#world, message);
  }

  #messagesIn(channel: Channel): Message[] {
    const own = [...channel.ephemerals.values()].filter(({ ephemeralFor }) => ephemeralFor === this.id);
    return [...channel.messages.values(), ...own];
  }

  /** The message of that id, if it is among all this person can see. */
  protected messageSeen(messageId: string): { channel: Channel; message: Message } {
    for (const channel of this.#world.channels.values()) {
      const message = channel.messages.get(messageId) ?? channel.ephemerals.get(messageId);
      if (!message) continue;
      const hidden = message.ephemeralFor !== null && message.ephemeralFor !== this.id;
      if (hidden || !this.#world.canView(this.id, channel)) break;
      return { channel, message };
    }
    throw new Cannot(`${this.name} sees no message ${messageId}`);
  }

  protected channelSeen(id: string): Channel {
    const channel = this.#world.channels.get(id);
    if (!channel || !this.#world.canView(this.id, channel))
      throw new Cannot(`${this.name} sees no channel ${id}`);
    return channel;
  }
}
