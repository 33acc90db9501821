import type { LocalDiscord } from '../local-discord.ts';
import { Actor } from './actor.ts';
import { eventually, settled } from './eventually.ts';

/** How long, in wall time, an actor waits for something to appear. */
const PATIENCE_MS = 5000;
/** How long nothing may happen before the world counts as settled. */
const QUIET_MS = 40;

export interface StoryOptions {
  patienceMs?: number;
  quietMs?: number;
  guildName?: string;
  everyone?: bigint;
  botPermissions?: bigint;
}

/**
 * A guild with an owner, a #lobby and the bot, and actors who live in it. It starts nothing: hand in a local
 * Discord, then start the bot against its `apiUrl`.
 */
export class Story {
  readonly discord: LocalDiscord;
  readonly guildId: string;
  readonly lobbyId: string;
  readonly owner: Actor;
  readonly #patienceMs: number;
  readonly #quietMs: number;

  constructor(discord: LocalDiscord, options: StoryOptions = {}) {
    this.discord = discord;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
    this.#quietMs = options.quietMs ?? QUIET_MS;
    const { control } = discord;
    const ownerId = control.createPerson({ name: 'Olive' });
    this.guildId = control.createGuild({
      name: options.guildName ?? 'A community',
      ownerId,
      ...(options.everyone === undefined ? {} : { everyone: options.everyone }),
      ...(options.botPermissions === undefined ? {} : { botPermissions: options.botPermissions }),
    });
    this.lobbyId = control.createChannel(this.guildId, { name: 'lobby' });
    this.owner = this.#actor(ownerId);
  }

  /** A new member of the guild, standing in the lobby. */
  member(name: string, about: { locale?: string; dmsOpen?: boolean; roles?: readonly string[] } = {}): Actor {
    const { roles, ...person } = about;
    const id = this.discord.control.createPerson({ name, ...person });
    this.discord.control.join(this.guildId, id, roles ?? []);
    return this.#actor(id);
  }

  /** Waits until at least one client is connected and has its commands registered. */
  async botIsReady(): Promise<void> {
    await eventually(this.discord.log, 'the bot was to come online', this.#patienceMs, () =>
      this.discord.gateway.connected > 0 ? true : undefined,
    );
  }

  /** Waits until a command is registered, globally or in this guild. */
  async commandIsRegistered(name: string): Promise<void> {
    await eventually(this.discord.log, `/${name} was to be registered`, this.#patienceMs, () => {
      const scopes = [this.discord.world.commands.get(''), this.discord.world.commands.get(this.guildId)];
      const known = scopes.flatMap((commands) => [...(commands?.values() ?? [])]);
      return known.some((command) => command.name === name) ? true : undefined;
    });
  }

  /** Waits until nothing more happens. */
  async settles(): Promise<void> {
    await settled(this.discord.log, this.#quietMs, this.#patienceMs);
  }

  /** Waits until `look` finds something in the world. */
  async until<Found>(hope: string, look: () => Found | undefined): Promise<Found> {
    return await eventually(this.discord.log, hope, this.#patienceMs, look);
  }

  /** Fails if the bot did anything Discord would not have understood, or if this Discord itself was wrong. */
  nothingWentWrong(): void {
    const { log } = this.discord;
    const wrong = [...log.of('unknown-route'), ...log.of('breach'), ...log.of('own-defect')];
    if (wrong.length === 0) return;
    throw new Error(
      `${wrong.map((entry) => JSON.stringify(entry)).join('\n')}\n--- the whole log\n${log.toString()}`,
    );
  }

  #actor(id: string): Actor {
    const actor = new Actor(this.discord, id, this.#patienceMs);
    if (actor.control.channels().some((channel) => channel.id === this.lobbyId)) actor.goesTo(this.lobbyId);
    return actor;
  }
}
