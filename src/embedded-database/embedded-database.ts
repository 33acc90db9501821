import { mkdir } from 'node:fs/promises';
import { replicaSetName } from './commands/handshake-commands.ts';
import { Dispatcher, type Intercept } from './dispatcher.ts';
import { removeExpired } from './expire.ts';
import { Journal } from './journal.ts';
import { lockDirectory } from './lock-file.ts';
import { listen } from './server.ts';
import { Store } from './store.ts';

export interface EmbeddedDatabaseOptions {
  /** Where the data is kept. Without it everything is in memory and gone at the end. */
  directory?: string;
  /** The port on 127.0.0.1; 0, the default, takes any that is free. */
  port?: number;
  /** The clock behind `$$NOW` and expiry, in milliseconds. */
  now?: () => number;
  /** Hears what an operator should know, such as a log that a crash had left unfinished. */
  onNotice?: (notice: string) => void;
  /** The size from which on the log is written anew when it has doubled; 16 MiB unless told. */
  compactFromBytes?: number;
  /** Comes between a command and its answer, for tests in which commands have to fail. */
  intercept?: Intercept;
}

export interface EmbeddedDatabase {
  /** A connection string for the official driver. */
  uri: string;
  /** Removes documents that have expired by now, as happens every minute by itself. */
  expire(): Promise<void>;
  stop(): Promise<void>;
}

const sweepMilliseconds = 60_000;

/**
 * Starts a MongoDB-compatible server on loopback, a replica set of one. What it does not support it refuses by
 * name. With a directory, a write that was acknowledged is on the disk.
 */
export async function startEmbeddedDatabase(
  options: EmbeddedDatabaseOptions = {},
): Promise<EmbeddedDatabase> {
  const { directory, now = Date.now, onNotice = () => undefined } = options;
  const { intercept = (_body, connectionId, answer) => answer(connectionId) } = options;
  const store = new Store();
  const dispatcher = new Dispatcher(store, now, intercept);
  const closing: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    if (directory !== undefined) {
      await mkdir(directory, { recursive: true });
      closing.push(lockDirectory(directory));
      const { sessions } = dispatcher;
      const { compactFromBytes } = options;
      const journal = new Journal({ directory, store, sessions, onNotice, compactFromBytes });
      closing.push(() => journal.close());
      store.log = journal;
    }
    const server = await listen(dispatcher, options.port ?? 0);
    closing.push(() => server.close());
    const expire = async (): Promise<void> => {
      dispatcher.sweep();
      await removeExpired(store, now());
    };
    const report = (error: Error) => onNotice(`Expired documents could not be removed: ${error.message}`);
    const timer = setInterval(() => void expire().catch(report), sweepMilliseconds).unref();
    closing.push(() => clearInterval(timer));
    return { uri: `mongodb://127.0.0.1:${server.port}/?replicaSet=${replicaSetName}`, expire, stop: close };
  } catch (error) {
    await close();
    throw error;
  }
}
