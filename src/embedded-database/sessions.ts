import { type Binary, UUID } from 'bson';
import type { Doc } from '#query-language/bson-values';
import { fail } from '#query-language/command-error';
import type { LogEntry } from './store.ts';
import type { Transaction } from './transaction.ts';

export const sessionTimeoutMinutes = 30;
const transactionLifetimeSeconds = 60;

/** What is remembered of a client's session: its last numbered write or transaction, and how that ended. */
export class Session {
  readonly key: string;
  /** The highest number the client has given a write or a transaction. */
  txnNumber = -1;
  transaction: Transaction | undefined;
  /** The connection over which its transaction was last heard of. */
  connectionId = 0;
  /** The answer to the retryable write or the commit of that number, from when its changes are made. */
  answer: Doc | undefined;
  /** On the process's own clock, as all ages here. */
  usedAt = 0;

  constructor(key: string) {
    this.key = key;
  }

  /** Moves on to a number, which ends a transaction of an earlier one; refuses a number from before. */
  advance(txnNumber: number): void {
    if (txnNumber === this.txnNumber) return;
    if (txnNumber < this.txnNumber) fail(225, `${txnNumber} is too old: ${this.txnNumber} has started`);
    this.abort();
    this.answer = undefined;
    this.txnNumber = txnNumber;
  }

  /** Ends a transaction that is open, leaving no trace of it. */
  abort(): void {
    this.transaction?.abort();
    this.transaction = undefined;
  }

  /** What a log has to say so that a client that asks again after a restart gets the same answer. */
  entry(): LogEntry {
    const { key: session, txnNumber, answer: reply = {} } = this;
    return { op: 'session', session, txnNumber, reply };
  }
}

export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** The session of a client, which begins when it is first named. */
  get(lsid: unknown): Session {
    const id = (lsid as Doc | undefined)?.['id'] as Binary | undefined;
    if (id?._bsontype !== 'Binary') fail(14, "BSON field 'lsid.id' is missing or not a UUID");
    return this.#byKey(id.toString('hex'));
  }

  #byKey(key: string): Session {
    const session = this.#sessions.get(key) ?? new Session(key);
    session.usedAt = performance.now();
    this.#sessions.set(key, session);
    return session;
  }

  /**
   * Aborts what a connection that broke had left open: a client that was killed will not come back for it,
   * and others need not wait for its minute to pass. A server may abort a transaction at any time.
   */
  abandon(connectionId: number): void {
    for (const session of this.#sessions.values()) if (session.connectionId === connectionId) session.abort();
  }

  /** Forgets sessions that nobody used for half an hour and aborts transactions that take longer than a minute. */
  sweep(): void {
    const now = performance.now();
    for (const session of this.#sessions.values()) {
      const startedAt = session.transaction?.startedAt ?? now;
      if (now - startedAt > transactionLifetimeSeconds * 1000) session.abort();
      if (now - session.usedAt > sessionTimeoutMinutes * 60_000) this.#sessions.delete(session.key);
    }
  }

  /** As `$listLocalSessions` tells of them. */
  list(): Doc[] {
    return [...this.#sessions.values()].map(({ key, usedAt }) => {
      return { _id: { id: new UUID(key) }, lastUse: new Date(performance.timeOrigin + usedAt) };
    });
  }

  *logEntries(): Generator<LogEntry> {
    for (const session of this.#sessions.values()) if (session.answer !== undefined) yield session.entry();
  }

  /** Takes up what a log said. */
  replay({ session, txnNumber, reply }: LogEntry & { op: 'session' }): void {
    Object.assign(this.#byKey(session), { txnNumber, answer: reply });
  }
}
