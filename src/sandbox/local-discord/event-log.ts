import { isDeepStrictEqual } from 'node:util';

/** What can stand in the log. `at` is the world's clock and `wall` the machine's, both in milliseconds. */
export type LogEntry = { n: number; at: number; wall: number } & LogFact;

export type LogFact =
  | {
      kind: 'request';
      request: number;
      method: string;
      path: string;
      route: string | null;
      body: unknown;
      files: string[];
    }
  | { kind: 'answer'; request: number; status: number; body: unknown }
  | { kind: 'unknown-route'; request: number; method: string; path: string }
  | { kind: 'breach'; request: number; route: string; code: number; message: string; source: string }
  | { kind: 'own-defect'; what: string }
  | { kind: 'fault'; what: string }
  | { kind: 'dispatch'; session: string; seq: number; name: string; data: unknown }
  | { kind: 'gateway'; session: string | null; what: string }
  | { kind: 'person'; userId: string; name: string; does: string }
  | { kind: 'interaction'; interactionId: string; userId: string; what: string }
  | MessageFact
  | {
      kind: 'ping';
      userId: string;
      messageId: string;
      channelId: string;
      why: string;
      silent: boolean;
    };

/** A message as it came to stand, changed or went: `visibleTo` are the ids of all who could see it then. */
export interface MessageFact {
  kind: 'message';
  change: 'created' | 'edited' | 'deleted';
  messageId: string;
  channelId: string;
  guildId: string | null;
  authorId: string;
  ephemeralFor: string | null;
  visibleTo: readonly string[];
  text: string;
  nonce: string | number | null;
  /** The numeric ids of its components and the custom ids in it, by which an oracle can know it again. */
  componentIds: readonly number[];
  customIds: readonly string[];
}

/** Keeps everything that happened in order, numbered from 1, and tells whoever waits. */
export class EventLog {
  readonly #entries: LogEntry[] = [];
  readonly #listeners = new Set<(entry: LogEntry) => void>();
  readonly #now: () => number;
  readonly #limit: number;
  #count = 0;

  /** `limit` bounds how many entries are kept, so that a demo can run for days; the numbers go on. */
  constructor(now: () => number, limit: number) {
    this.#now = now;
    this.#limit = limit;
  }

  add(fact: LogFact): LogEntry {
    this.#count += 1;
    const entry: LogEntry = { n: this.#count, at: this.#now(), wall: Date.now(), ...fact };
    this.#entries.push(entry);
    if (this.#entries.length > this.#limit) this.#entries.splice(0, Math.ceil(this.#limit / 10));
    for (const listener of [...this.#listeners]) listener(entry);
    return entry;
  }

  /** The number of the newest entry; hand it to `since` to read only what follows. */
  get last(): number {
    return this.#count;
  }

  since(n = 0): readonly LogEntry[] {
    if (n === 0) return this.#entries;
    return this.#entries.slice(Math.max(0, this.#entries.length - (this.#count - n)));
  }

  of<Kind extends LogEntry['kind']>(kind: Kind, since = 0): Extract<LogEntry, { kind: Kind }>[] {
    return this.since(since).filter(
      (entry): entry is Extract<LogEntry, { kind: Kind }> => entry.kind === kind,
    );
  }

  /** Calls `listener` for each new entry until the returned function is called. */
  subscribe(listener: (entry: LogEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The newest entries, one line each, for the message of a failing test. */
  tail(count = 40): string {
    return this.#entries.slice(-count).map(asLine).join('\n');
  }

  /** The whole log, one line each. */
  toString(): string {
    return this.#entries.map(asLine).join('\n');
  }
}

function asLine(entry: LogEntry): string {
  const { n, at, wall: _wall, kind, ...rest } = entry;
  const shown = isDeepStrictEqual(rest, {}) ? '' : JSON.stringify(rest);
  const short = shown.length > 600 ? `${shown.slice(0, 600)}...` : shown;
  return `#${n} ${new Date(at).toISOString()} ${kind} ${short}`;
}
