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
  #batch: Buffer[] = [];
  /** The step that will write the batch. */
  #nextWrite: Promise<void> | undefined;
  #compacting: Promise<void> | undefined;
  /** While the log is written anew: what the old one got since. */
  #tail: Buffer[] | undefined;

  /** Replays the log of a directory; one that a crash has cut short is repaired, a damaged one refused. */
  constructor(options: JournalOptions) {
    const { directory, store, sessions, onNotice } = options;
    this.#options = options;
    const path = join(directory, 'log');
    this.#path = path;
    fs.rmSync(`${path}.new`, { force: true });
    fs.appendFileSync(path, '');
    const log = fs.readFileSync(path);
    const good = readRecords(log, path, (entry) => {
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
    this.#batch.push(frameRecord(entries));
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
    const bytes = Buffer.concat(this.#batch.splice(0));
    await appendFile(this.#path, bytes, { flush: true });
    this.#bytes += bytes.length;
    this.#tail?.push(bytes);
    if (this.#bytes >= this.#compactAt && this.#tail === undefined) this.#compact();
  }

  /**
   * Writes the state beside the log, which goes on serving. The state may already have what the tail says too; to
   * replay that does no harm, since an entry says what is, not what to change.
   */
  #compact(): void {
    const tail: Buffer[] = [];
    const { store, sessions } = this.#options;
    const records = function* (): Generator<Buffer> {
      for (const entry of sessions.logEntries()) yield frameRecord([entry]);
      for (const entry of store.logEntries()) yield frameRecord([entry]);
    };
    const file = fs.createWriteStream(`${this.#path}.new`, { highWaterMark: 1024 * 1024 });
    const written = pipeline(Readable.from(records()), file);
    const replace = async (): Promise<void> => {
      await written;
      await appendFile(`${this.#path}.new`, Buffer.concat(tail), { flush: true });
      await rename(`${this.#path}.new`, this.#path);
      this.#tail = undefined;
      this.#begin();
    };
    // Even if it was not written: then that step fails.
    const next = () => this.#step(replace).catch(() => undefined);
    this.#compacting = written.then(next, next);
    this.#tail = tail;
  }

  /** Takes no more writes, and waits for those that it has taken. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#steps.catch(() => undefined);
    await this.#compacting;
  }
}

/** What every record begins with; by it a record can be found again after damage. */
const magic = Buffer.from('\x89eLOG\r\n\x01', 'latin1');
const headerBytes = magic.length + 8;

/** One record: the entries of one commit, which are replayed all or not at all, behind a length and a checksum. */
function frameRecord(entries: readonly LogEntry[]): Buffer {
  const payload = Buffer.concat(entries.map((entry) => encode({ ...entry })));
  const header = Buffer.alloc(headerBytes);
  magic.copy(header);
  header.writeUInt32LE(payload.length, magic.length);
  header.writeUInt32LE(crc32(payload), magic.length + 4);
  return Buffer.concat([header, payload]);
}

/** The end of the record at a place, or undefined if there is no whole and undamaged record. */
function recordEnd(log: Buffer, at: number): number | undefined {
  const start = at + headerBytes;
  if (start > log.length || !log.subarray(at, at + magic.length).equals(magic)) return undefined;
  const payload = log.subarray(start, start + log.readUInt32LE(start - 8));
  const end = start + log.readUInt32LE(start - 8);
  return end <= log.length && crc32(payload) === log.readUInt32LE(start - 4) ? end : undefined;
}

/**
 * Reads records in order up to the first that is torn or damaged, and says where the good part ends. If a whole
 * record follows later, the log was not merely cut short by a crash: it is damaged, and that is an error.
 */
function readRecords(log: Buffer, path: string, use: (entry: LogEntry) => void): number {
  let at = 0;
  for (let end = recordEnd(log, at); end !== undefined; end = recordEnd(log, at)) {
    for (at += headerBytes; at < end; at += log.readInt32LE(at))
      use(decode(log.subarray(at, at + log.readInt32LE(at))) as LogEntry);
  }
  for (let next = log.indexOf(magic, at + 1); next >= 0; next = log.indexOf(magic, next + 1)) {
    if (recordEnd(log, next) === undefined) continue;
    throw new Error(
      `The database log ${path} is damaged from byte ${at} to byte ${next}; nothing was changed. Restore a backup, or, ` +
        `to give up what was written from there on, keep a copy and cut it off: truncate --size=${at} ${path}`,
    );
  }
  return at;
}
