import type { EventEmitter } from 'node:events';
import {
  ApplicationCommandRegistries,
  container,
  RegisterBehavior,
  SapphireClient,
} from '@sapphire/framework';
import { Events, GatewayIntentBits } from 'discord.js';
import type { GuildId } from '#domain/ids';
import type { App } from '#use-cases/app';
import type { CustomIds } from './custom-ids.ts';
import { failOnBrokenPieces } from './fail-on-broken-pieces.ts';
import './gateway-container.ts';
import { InFlight } from './in-flight.ts';
import type { Logger } from './logger.ts';
import { createRespond } from './respond.ts';
import { sapphireLogger } from './sapphire-logger.ts';

const PATIENCE_MS = 5_000;

export type GatewayOptions = {
  app: App;
  token: string;
  /** Another Discord than the real one, such as `http://127.0.0.1:4000/api`. */
  apiUrl?: string;
  customIds: CustomIds;
  logger: Logger;
  /** The domain's clock. */
  now: () => Date;
  /** Registers the commands in these servers instead of everywhere. */
  guildCommandsFor?: readonly GuildId[];
  /** Told about every command that Discord did not take; it is logged besides. */
  onRegistryError?: (error: unknown) => void;
};

export type Gateway = {
  client: SapphireClient<true>;
  /** When the quietest shard last heard from Discord, on the wall clock; a heartbeat's answer counts. */
  lastHeardFromAt(): Date;
  /** Takes no more interactions, and lets those under way finish, for five seconds at most. */
  stop(): Promise<void>;
};

/**
 * Loads the pieces of this folder and connects to Discord's gateway. It resolves once Discord said READY, and
 * throws when a piece does not load or the token is refused. Sapphire's container and registries are shared by the
 * whole process: call it once in each.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { app, customIds, logger, now, apiUrl, guildCommandsFor, onRegistryError } = options;
  const inFlight = new InFlight();
  Object.assign(container, {
    app,
    customIds,
    log: logger,
    now,
    inFlight,
    onRegistryError: onRegistryError ?? (() => {}),
    respond: createRespond((lost) => logger.warn(lost, 'an answer came too late or twice')),
  });
  ApplicationCommandRegistries.setDefaultBehaviorWhenNotIdentical(RegisterBehavior.BulkOverwrite);
  ApplicationCommandRegistries.setDefaultGuildIds(guildCommandsFor ? [...guildCommandsFor] : null);

  const client = new SapphireClient({
    intents: [GatewayIntentBits.Guilds],
    baseUserDirectory: new URL('.', import.meta.url),
    logger: { instance: sapphireLogger(logger) },
    loadDefaultErrorListeners: false,
    loadApplicationCommandRegistriesStatusListeners: false,
    // Whoever answers says whom it names (respond.ts); nothing else may notify anybody.
    allowedMentions: { parse: [] },
    ...(apiUrl === undefined ? {} : { rest: { api: apiUrl } }),
  });
  for (const store of client.stores.values()) failOnBrokenPieces(store);

  const startedAt = Date.now();
  const heardAt = new Map<number, number>();
  const wire: EventEmitter = client;
  wire.on(Events.Raw, (_packet: unknown, shard: number) => heardAt.set(shard, Date.now()));
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  try {
    await client.login(options.token);
    await ready;
  } catch (error) {
    await client.destroy();
    throw error;
  }

  return {
    client: client as SapphireClient<true>,
    lastHeardFromAt: () => {
      const heard = client.ws.shards.map((shard) =>
        Math.max(heardAt.get(shard.id) ?? startedAt, shard.lastPingTimestamp),
      );
      return new Date(Math.min(...(heard.length ? heard : [startedAt])));
    },
    stop: async () => {
      await client.destroy();
      await inFlight.settled(PATIENCE_MS);
    },
  };
}
