import { ChannelType } from 'discord-api-types/v10';
import type { Interactions } from '../interactions/interactions.ts';
import { createChannel, deleteChannel, modifyChannel, setOverwrite } from '../world/channel-changes.ts';
import type { Guild } from '../world/entities.ts';
import {
  addBot,
  addMember,
  addRole,
  createGuild,
  deleteRole,
  memberChanged,
  removeBot,
  removeMember,
  roleChanged,
} from '../world/guild-changes.ts';
import { BOT_BY_DEFAULT } from '../world/permissions.ts';
import {
  addThreadMember,
  archiveIdleThreads,
  createThread,
  removeThreadMember,
  setArchived,
  threadChanged,
  threadOf,
} from '../world/thread-changes.ts';
import type { World } from '../world/world.ts';
import { PersonControl } from './person-control.ts';

/** A permission set as a bigint, or as a decimal string where it comes as JSON. */
export type Bits = bigint | string;

export interface OverwriteWish {
  /** A role's or a person's id; the guild's own id means @everyone. */
  id: string;
  allow?: Bits;
  deny?: Bits;
}

/**
 * What people with all powers do to the world: found guilds, make channels, roles and people, come and go.
 * Every verb takes and gives plain data, so that it works in process and over HTTP alike.
 */
export class Control {
  readonly #world: World;
  readonly #interactions: Interactions;
  readonly #patienceMs: number;
  readonly #people = new Map<string, PersonControl>();

  constructor(world: World, interactions: Interactions, patienceMs: number) {
    this.#world = world;
    this.#interactions = interactions;
    this.#patienceMs = patienceMs;
  }

  createPerson(about: { name: string; locale?: string; dmsOpen?: boolean }): string {
    return this.#world.addPerson({
      id: this.#world.id(),
      username: about.name.toLowerCase().replaceAll(/[^a-z0-9_.]/g, '_'),
      globalName: about.name,
      bot: false,
      locale: about.locale ?? 'en-US',
      dmsOpen: about.dmsOpen ?? true,
    }).id;
  }

  /** One person's view and powers. */
  person(id: string): PersonControl {
    const known = this.#people.get(id);
    if (known) return known;
    const fresh = new PersonControl(this.#world, this.#interactions, id, this.#patienceMs);
    this.#people.set(id, fresh);
    return fresh;
  }

  setLocale(personId: string, locale: string): void {
    this.#world.person(personId).locale = locale;
  }

  /** Founds a guild and, unless `withBot` is false, invites the bot with `botPermissions`. */
  createGuild(about: {
    name: string;
    ownerId: string;
    locale?: string;
    everyone?: Bits;
    withBot?: boolean;
    botPermissions?: Bits;
  }): string {
    const guild = createGuild(this.#world, {
      name: about.name,
      ownerId: about.ownerId,
      ...(about.locale === undefined ? {} : { locale: about.locale }),
      ...(about.everyone === undefined ? {} : { everyone: BigInt(about.everyone) }),
    });
    if (about.withBot !== false) this.inviteBot(guild.id, about.botPermissions);
    return guild.id;
  }

  /** Gives back the id of the bot's managed role. */
  inviteBot(guildId: string, permissions: Bits = BOT_BY_DEFAULT): string {
    return addBot(this.#world, this.#guild(guildId), BigInt(permissions)).id;
  }

  removeBot(guildId: string): void {
    removeBot(this.#world, this.#guild(guildId));
  }

  /** Gives the bot's managed role other permissions, as an admin does in the settings. */
  setBotPermissions(guildId: string, permissions: Bits): void {
    const role = [...this.#guild(guildId).roles.values()].find(({ botId }) => botId === this.#world.botId);
    if (role) this.setRolePermissions(guildId, role.id, permissions);
  }

  createChannel(
    guildId: string,
    about: {
      name: string;
      type?: number;
      parentId?: string;
      topic?: string;
      overwrites?: readonly OverwriteWish[];
    },
  ): string {
    const guild = this.#guild(guildId);
    const { overwrites, ...rest } = about;
    return createChannel(this.#world, guild, {
      ...rest,
      ...(overwrites ? { overwrites: overwrites.map((wish) => this.#overwrite(guild, wish)) } : {}),
    }).id;
  }

  createCategory(guildId: string, name: string): string {
    return this.createChannel(guildId, { name, type: ChannelType.GuildCategory });
  }

  renameChannel(channelId: string, name: string): void {
    modifyChannel(this.#world, this.#world.channel(channelId), { name });
  }

  /** Works for threads too. */
  deleteChannel(channelId: string): void {
    deleteChannel(this.#world, this.#world.channel(channelId));
  }

  setOverwrite(channelId: string, wish: OverwriteWish): void {
    const channel = this.#world.channel(channelId);
    const guild = this.#guild(channel.guildId ?? '');
    setOverwrite(this.#world, channel, wish.id, this.#overwrite(guild, wish));
  }

  clearOverwrite(channelId: string, id: string): void {
    setOverwrite(this.#world, this.#world.channel(channelId), id, null);
  }

  createRole(guildId: string, about: { name: string; permissions?: Bits; mentionable?: boolean }): string {
    const { permissions, ...rest } = about;
    return addRole(this.#world, this.#guild(guildId), { ...rest, permissions: BigInt(permissions ?? 0) }).id;
  }

  setRolePermissions(guildId: string, roleId: string, permissions: Bits): void {
    const guild = this.#guild(guildId);
    const role = guild.roles.get(roleId);
    if (!role) throw new Error(`no role ${roleId}`);
    role.permissions = BigInt(permissions);
    roleChanged(this.#world, guild, role);
  }

  /** Moves a role above (or below) others: higher numbers stand higher. */
  setRolePosition(guildId: string, roleId: string, position: number): void {
    const guild = this.#guild(guildId);
    const role = guild.roles.get(roleId);
    if (!role) throw new Error(`no role ${roleId}`);
    role.position = position;
    roleChanged(this.#world, guild, role);
  }

  deleteRole(guildId: string, roleId: string): void {
    deleteRole(this.#world, this.#guild(guildId), roleId);
  }

  join(guildId: string, personId: string, roleIds: readonly string[] = []): void {
    addMember(this.#world, this.#guild(guildId), personId, roleIds);
  }

  leave(guildId: string, personId: string): void {
    removeMember(this.#world, this.#guild(guildId), personId);
  }

  ban(guildId: string, personId: string): void {
    removeMember(this.#world, this.#guild(guildId), personId, true);
  }

  unban(guildId: string, personId: string): void {
    this.#guild(guildId).bans.delete(personId);
  }

  giveRole(guildId: string, personId: string, roleId: string): void {
    const guild = this.#guild(guildId);
    const member = this.#world.member(guild, personId);
    member.roles.add(roleId);
    memberChanged(this.#world, guild, member);
  }

  takeRole(guildId: string, personId: string, roleId: string): void {
    const guild = this.#guild(guildId);
    const member = this.#world.member(guild, personId);
    member.roles.delete(roleId);
    memberChanged(this.#world, guild, member);
  }

  timeOut(guildId: string, personId: string, until: number | null): void {
    const guild = this.#guild(guildId);
    const member = this.#world.member(guild, personId);
    member.timedOutUntil = until;
    memberChanged(this.#world, guild, member);
  }

  createThread(parentId: string, about: { name: string; ownerId: string; private?: boolean }): string {
    const type = about.private ? ChannelType.PrivateThread : ChannelType.PublicThread;
    const parent = this.#world.channel(parentId);
    return createThread(this.#world, parent, { name: about.name, ownerId: about.ownerId, type }).id;
  }

  addToThread(threadId: string, personId: string): void {
    addThreadMember(this.#world, this.#world.channel(threadId), personId);
  }

  removeFromThread(threadId: string, personId: string): void {
    removeThreadMember(this.#world, this.#world.channel(threadId), personId);
  }

  archiveThread(threadId: string, archived = true): void {
    setArchived(this.#world, this.#world.channel(threadId), archived);
  }

  lockThread(threadId: string, locked = true): void {
    const channel = this.#world.channel(threadId);
    threadOf(channel).locked = locked;
    threadChanged(this.#world, channel);
  }

  /** Says that the world's clock was moved: idle threads archive themselves now. */
  clockMoved(): void {
    archiveIdleThreads(this.#world);
  }

  #guild(id: string): Guild {
    return this.#world.guild(id);
  }

  #overwrite(guild: Guild, wish: OverwriteWish) {
    return {
      id: wish.id,
      kind: guild.roles.has(wish.id) ? ('role' as const) : ('member' as const),
      allow: BigInt(wish.allow ?? 0),
      deny: BigInt(wish.deny ?? 0),
    };
  }
}
