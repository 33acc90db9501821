import { replicaSetName } from './commands/handshake-commands.ts';
import { Dispatcher } from './dispatch.ts';
import { removeExpired } from './expire.ts';
import { listen } from './server.ts';
import { Store } from './store.ts';

export interface EmbeddedDatabaseOptions {
  /** Where the data is kept. Without it everything is in memory and gone at the end. */
  directory?: string;
  /** The port on 127.0.0.1; 0, the default, takes any that is free. */
  port?: number;
  /** The clock behind `$$NOW`, `$currentDate` and expiry, in milliseconds. */
  now?: () => number;
  /** How often expired documents are removed; MongoDB's own minute by default. */
  expiryIntervalMilliseconds?: number;
  /** Hears what an operator should know, such as a log that a crash had left unfinished. */
  onNotice?: (notice: string) => void;
}

export interface EmbeddedDatabase {
  /** A connection string for the official driver. */
  uri: string;
  /** Removes documents that have expired by now, as happens from time to time by itself. */
  expire(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a MongoDB-compatible server on loopback, a replica set of one. What it does not support it refuses by
 * name.
 */
export async function startEmbeddedDatabase(
  options: EmbeddedDatabaseOptions = {},
): Promise<EmbeddedDatabase> {
  const now = options.now ?? Date.now;
  const store = new Store();
  const dispatcher = new Dispatcher(store, now);
  const server = await listen(dispatcher, options.port ?? 0);
  const expire = async (): Promise<void> => {
    dispatcher.sessions.sweep(now());
    await removeExpired(store, now());
  };
  const timer = setInterval(() => void expire(), options.expiryIntervalMilliseconds ?? 60_000).unref();
  return {
    uri: `mongodb://127.0.0.1:${server.port}/?replicaSet=${replicaSetName}`,
    expire,
    stop: async () => {
      clearInterval(timer);
      dispatcher.sessions.abortAll();
      await server.close();
    },
  };
}
