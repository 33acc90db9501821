import { closeSync, fsyncSync, openSync } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from './command-error.ts';
import { frameRecord, readRecords } from './log-records.ts';
import type { Log, LogEntry } from './store.ts';

export interface JournalOptions {
  directory: string;
  /** Gets every entry of the log, in order, before the journal is ready. */
  replay(entry: LogEntry): void;
  /** Entries that make up the whole state as it is when asked, for a log written anew. */
  state(): Iterable<LogEntry[]>;
  onNotice(notice: string): void;
  /** A log smaller than this is never written anew. */
  compactFromBytes?: number | undefined;
}

interface Pending {
  record: Buffer;
  resolve(): void;
  reject(error: Error): void;
}

const compactFromBytes = 16 * 1024 * 1024;
const chunkBytes = 1024 * 1024;

/**
 * An append-only log. Records that come while one write is on its way to the disk go together in the next
 * (group commit); none is acknowledged before it is there. When the log has doubled it is written anew beside
 * the old one, while that one goes on serving, and takes its place by a rename.
 */
export class Journal implements Log {
  readonly #path: string;
  readonly #options: JournalOptions;
  #file: FileHandle;
  #bytes: number;
  #compactAt: number;
  #pending: Pending[] = [];
  #writing: Promise<void> | undefined;
  #compacting: Promise<void> | undefined;
  /** From when the log is written anew until it is in place: the records that its state does not have. */
  #tail: Buffer[] | undefined;
  /** A new log that only lacks the tail. */
  #fresh: { file: FileHandle; bytes: number } | undefined;
  #failure: Error | undefined;

  static async open(options: JournalOptions): Promise<Journal> {
    const path = join(options.directory, 'log');
    await rm(`${path}.new`, { force: true });
    const file = await open(path, 'a+');
    try {
      const log = await readFile(path);
      const good = readRecords(log, path, options.replay);
      if (good < log.length) {
        options.onNotice(
          `The last write to ${path} was cut short; ${log.length - good} bytes that were never acknowledged are dropped.`,
        );
        await file.truncate(good);
        await file.datasync();
      }
      syncDirectory(options.directory);
      return new Journal(path, file, good, options);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private constructor(path: string, file: FileHandle, bytes: number, options: JournalOptions) {
    this.#path = path;
    this.#file = file;
    this.#bytes = bytes;
    this.#options = options;
    this.#compactAt = Math.max(options.compactFromBytes ?? compactFromBytes, bytes * 2);
  }

  /** Kept once the entries are on the disk, all of them or none. */
  append(entries: LogEntry[]): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const record = frameRecord(entries);
    this.#tail?.push(record);
    return new Promise((resolve, reject) => {
      this.#pending.push({ record, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  /** The only place that touches the log file, so that writes and the change to a new file never meet. */
  async #write(): Promise<void> {
    // The commands that arrived together are all let in before the first write.
    await new Promise(setImmediate);
    while ((this.#pending.length > 0 || this.#fresh !== undefined) && this.#failure === undefined) {
      const batch = this.#pending.splice(0);
      try {
        if (this.#fresh === undefined) {
          const bytes = Buffer.concat(batch.map(({ record }) => record));
          await this.#file.appendFile(bytes);
          await this.#file.datasync();
          this.#bytes += bytes.length;
        } else await this.#replaceFile(this.#fresh);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        this.#fail(error as Error, batch);
      }
      if (this.#bytes >= this.#compactAt && this.#tail === undefined) this.#compacting = this.#compact();
    }
    this.#writing = undefined;
  }

  /** What is in memory and not on the disk must not be built upon: from here on every write is refused. */
  #fail(error: Error, batch: Pending[]): void {
    this.#failure = new CommandError(
      91,
      `The database cannot write its log ${this.#path} and takes no more writes: ${error.message}`,
    );
    this.#options.onNotice(this.#failure.message);
    for (const { reject } of [...batch, ...this.#pending.splice(0)]) reject(this.#failure);
  }

  /** Writes the state of this moment to a new file, while commands go on and their records are also kept aside. */
  async #compact(): Promise<void> {
    this.#tail = [];
    const state = this.#options.state();
    try {
      const file = await open(`${this.#path}.new`, 'w');
      this.#fresh = { file, bytes: await writeState(file, state) };
      this.#writing ??= this.#write();
    } catch (error) {
      this.#fail(error as Error, []);
    }
    this.#compacting = undefined;
  }

  async #replaceFile({ file, bytes }: { file: FileHandle; bytes: number }): Promise<void> {
    const tail = Buffer.concat(this.#tail ?? []);
    this.#tail = undefined;
    this.#fresh = undefined;
    await file.appendFile(tail);
    await file.datasync();
    await rename(`${this.#path}.new`, this.#path);
    syncDirectory(this.#options.directory);
    await this.#file.close();
    this.#file = file;
    this.#bytes = bytes + tail.length;
    this.#compactAt = Math.max(this.#options.compactFromBytes ?? compactFromBytes, this.#bytes * 2);
  }

  async close(): Promise<void> {
    while (this.#writing !== undefined || this.#compacting !== undefined) {
      await this.#writing;
      await this.#compacting;
    }
    await this.#file.close();
  }
}

async function writeState(file: FileHandle, state: Iterable<LogEntry[]>): Promise<number> {
  let bytes = 0;
  let chunk: Buffer[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    await file.appendFile(Buffer.concat(chunk));
    bytes += size;
    size = 0;
    chunk = [];
  };
  for (const entries of state) {
    const record = frameRecord(entries);
    chunk.push(record);
    size += record.length;
    if (size >= chunkBytes) await flush();
  }
  await flush();
  return bytes;
}

/** A new or renamed file survives a crash of the machine only when its directory is on the disk too. */
function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
