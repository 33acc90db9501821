import * as fs from 'node:fs';
import { appendFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { decode, encode } from '#query-language/bson-values';
import { CommandError } from '#query-language/command-error';
import type { Sessions } from './sessions.ts';
import type { LogEntry, Store } from './store.ts';

interface JournalOptions {
  directory: string;
  /** What is filled from the log, and what it is written anew from. */
  store: Store;
  sessions: Sessions;
  onNotice(notice: string): void;
  /** A log smaller than this is never written anew; 16 MiB unless told. */
  compactFromBytes?: number | undefined;
}

/**
 * An append-only log. Records that come while one write is on its way to the disk go together in the next
 * (group commit); none is acknowledged before it is there. When the log has doubled it is written anew beside
 * the old one, while that one goes on serving, and takes its place by a rename.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #path: string;
  #bytes = 0;
  #compactAt = 0;
  /** All that is done with the log, one step after another; the first that fails is the last. */
  #steps: Promise<void> = Promise.resolve();
  #closed = false;
  #batch: string[] = [];
  /** The step that will write the batch. */
  #nextWrite: Promise<void> | undefined;
  #compacting: Promise<void> | undefined;

  /** Replays the log of a directory; one that a crash has cut short is repaired, a damaged one refused. */
  constructor(options: JournalOptions) {
    const { directory, store, sessions, onNotice } = options;
    this.#options = options;
    const path = join(directory, 'log');
    this.#path = path;
    fs.rmSync(`${path}.new`, { force: true });
    fs.appendFileSync(path, '');
    const log = fs.readFileSync(path);
    if (log.toString('latin1', 0, 5) === '\x89eLOG')
      throw new Error(
        `${path} is of an earlier version and cannot be read: choose or begin another directory.`,
      );
    const good = readLog(log, path, (entry) => {
      if (entry.op === 'session') sessions.replay(entry);
      else store.replay(entry);
    });
    store.finishReplay();
    const torn = log.length - good;
    if (torn > 0)
      onNotice(`The last write to ${path} was cut short; ${torn} bytes, never acknowledged, are dropped.`);
    fs.truncateSync(path, good);
    this.#begin();
  }

  /** A new or renamed file survives a crash of the machine only when its directory is on the disk too. */
  #begin(): void {
    const directory = fs.openSync(this.#options.directory, 'r');
    fs.fsyncSync(directory);
    fs.closeSync(directory);
    this.#bytes = fs.statSync(this.#path).size;
    this.#compactAt = Math.max(this.#options.compactFromBytes ?? 16 * 1024 * 1024, this.#bytes * 2);
  }

  /** Kept once the entries are on the disk, all of them or none. */
  append(entries: readonly LogEntry[]): Promise<void> {
    if (this.#closed) return Promise.reject(new CommandError(91, `${this.#path} takes no more writes`));
    this.#batch.push(lineOf(entries));
    this.#nextWrite ??= this.#step(() => this.#write());
    return this.#nextWrite;
  }

  #step(action: () => Promise<void>): Promise<void> {
    this.#steps = this.#steps.then(() => action().catch((error: Error) => this.#fail(error)));
    // Who waits for the step is told; nobody may be waiting.
    this.#steps.catch(() => undefined);
    return this.#steps;
  }

  /** What is in memory and not on the disk must not be built upon: from here on every write is refused. */
  #fail({ message }: Error): never {
    this.#closed = true;
    const told = `The database cannot write its log ${this.#path} and takes no more writes: ${message}`;
    this.#options.onNotice(told);
    throw new CommandError(91, told);
  }

  async #write(): Promise<void> {
    // The commands that arrived together are all let in before the write.
    await new Promise(setImmediate);
    this.#nextWrite = undefined;
    const lines = this.#batch.splice(0).join('');
    await appendFile(this.#path, lines, { flush: true });
    this.#bytes += lines.length;
    if (this.#bytes >= this.#compactAt) this.#compacting ??= this.#compact();
  }

  /**
   * Writes the state beside the log, which goes on serving, and after it what the log got since. The state may
   * already have some of that; to replay it does no harm, since an entry says what is, not what to change.
   */
  async #compact(): Promise<void> {
    const [start, fresh] = [this.#bytes, `${this.#path}.new`];
    const { store, sessions } = this.#options;
    const state = function* (): Generator<string> {
      for (const entry of sessions.logEntries()) yield lineOf([entry]);
      for (const entry of store.logEntries()) yield lineOf([entry]);
    };
    const written = pipeline(Readable.from(state()), fs.createWriteStream(fresh));
    // A write that fails does so in the step, which is told of it.
    await written.catch(() => undefined);
    const replace = async (): Promise<void> => {
      await written;
      const since = fs.createReadStream(this.#path, { start });
      await pipeline(since, fs.createWriteStream(fresh, { flags: 'a', flush: true }));
      await rename(fresh, this.#path);
      this.#begin();
      this.#compacting = undefined;
    };
    await this.#step(replace).catch(() => undefined);
  }

  /** Takes no more writes, and waits for those that it has taken. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#steps.catch(() => undefined);
    await this.#compacting;
  }
}

/** A line of the log: the entries of one commit, which are replayed all or not at all, behind their checksum. */
function lineOf(entries: readonly LogEntry[]): string {
  const text = entries.map((entry) => Buffer.from(encode({ ...entry })).toString('base64')).join();
  return `${crc32(text)} ${text}\n`;
}

/** The entries of a line that is whole and undamaged. */
function entriesOf(line: string): LogEntry[] | undefined {
  const [checksum, text = ''] = line.split(' ');
  if (checksum !== String(crc32(text))) return undefined;
  return text.split(',').map((entry) => decode(Buffer.from(entry, 'base64')) as LogEntry);
}

/**
 * Reads lines in order up to the first that is torn or damaged, and says where the good part ends. If a good line
 * follows later, the log was not merely cut short by a crash: it is damaged, and that is an error.
 */
function readLog(log: Buffer, path: string, use: (entry: LogEntry) => void): number {
  const lineEnd = (from: number) => log.indexOf('\n', from) + 1;
  let good = 0;
  for (let at = 0, next = lineEnd(0); next > 0; at = next, next = lineEnd(at)) {
    const entries = entriesOf(log.toString('latin1', at, next - 1));
    if (entries === undefined) continue;
    if (at > good)
      throw new Error(
        `The database log ${path} is damaged from byte ${good} to byte ${at}; nothing was changed. Restore a backup, or, ` +
          `to give up what was written from there on, keep a copy and cut it off: truncate --size=${good} ${path}`,
      );
    entries.forEach(use);
    good = next;
  }
  return good;
}
