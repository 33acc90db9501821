import type { Binary } from 'bson';
import type { Doc } from './bson-values.ts';
import { fail } from './command-error.ts';
import type { LogEntry } from './store.ts';
import type { Transaction } from './transaction.ts';

/** What is remembered of a client's session: its last numbered write or transaction, and how that ended. */
export interface Session {
  readonly key: string;
  /** The highest number the client has given a write or a transaction. */
  txnNumber: number;
  transaction: Transaction | undefined;
  /** The connection over which its transaction was last heard of. */
  connectionId: number;
  /** The answer to the retryable write or the commit of that number, from when its changes are made. */
  answer: Doc | undefined;
  /** On the process's own clock, as all ages here. */
  usedAt: number;
}

export const sessionTimeoutMinutes = 30;
export const transactionLifetimeSeconds = 60;

export class Sessions {
  readonly #sessions = new Map<string, Session>();

  get(lsid: unknown): Session {
    return this.#byKey(keyOf(lsid) ?? fail(14, "BSON field 'lsid.id' is missing or not a UUID"));
  }

  #byKey(key: string): Session {
    const unused = {
      key,
      txnNumber: -1,
      transaction: undefined,
      connectionId: 0,
      answer: undefined,
      usedAt: 0,
    };
    const session = this.#sessions.get(key) ?? unused;
    this.#sessions.set(key, session);
    session.usedAt = performance.now();
    return session;
  }

  end(lsid: unknown): void {
    const session = this.#sessions.get(keyOf(lsid) ?? '');
    if (session !== undefined) abort(session);
  }

  /**
   * Aborts what a connection that broke had left open: a client that was killed will not come back for it,
   * and others need not wait for its minute to pass. A server may abort a transaction at any time.
   */
  abandon(connectionId: number): void {
    for (const session of this.#sessions.values()) if (session.connectionId === connectionId) abort(session);
  }

  /** Forgets sessions that nobody used for half an hour and aborts transactions that take longer than a minute. */
  sweep(): void {
    const now = performance.now();
    for (const session of this.#sessions.values()) {
      const startedAt = session.transaction?.startedAt ?? now;
      if (now - startedAt > transactionLifetimeSeconds * 1000) abort(session);
      if (now - session.usedAt > sessionTimeoutMinutes * 60_000) this.#sessions.delete(session.key);
    }
  }

  /** What a log has to say so that a client that asks again after a restart gets the same answer. */
  *logEntries(): Generator<LogEntry> {
    for (const session of this.#sessions.values())
      if (session.answer !== undefined) yield sessionEntry(session);
  }

  /** Takes up what a log said. */
  replay({ session, txnNumber, reply }: LogEntry & { op: 'session' }): void {
    Object.assign(this.#byKey(session), { txnNumber, answer: reply });
  }
}

function keyOf(lsid: unknown): string | undefined {
  const id = (lsid as Doc | undefined)?.['id'] as Binary | undefined;
  return id?._bsontype === 'Binary' ? id.toString('hex') : undefined;
}

/** Ends a transaction that is open, leaving no trace of it. */
export function abort(session: Session): void {
  session.transaction?.abort();
  session.transaction = undefined;
}

/** Moves a session on to a number, which ends a transaction of an earlier one; refuses a number from before. */
export function advance(session: Session, txnNumber: number): void {
  if (txnNumber === session.txnNumber) return;
  if (txnNumber < session.txnNumber) fail(225, `${txnNumber} is too old: ${session.txnNumber} has started`);
  abort(session);
  session.answer = undefined;
  session.txnNumber = txnNumber;
}

export function sessionEntry({ key, txnNumber, answer = {} }: Session): LogEntry {
  return { op: 'session', session: key, txnNumber, reply: answer };
}
