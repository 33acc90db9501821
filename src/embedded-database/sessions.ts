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
  outcome: 'none' | 'committed' | 'aborted';
  /** The answer to the retryable write of that number, once there is one. */
  reply: Promise<Doc> | undefined;
  /** The same answer, known as soon as it is on its way to the log. */
  answer: Doc | undefined;
  /** On the process's own clock, as all ages here. */
  usedAt: number;
}

export const sessionTimeoutMinutes = 30;
export const transactionLifetimeSeconds = 60;

export class Sessions {
  readonly #sessions = new Map<string, Session>();

  get(lsid: unknown): Session {
    const id = (lsid as Doc | undefined)?.['id'];
    if ((id as { _bsontype?: string } | undefined)?._bsontype !== 'Binary')
      fail(14, "BSON field 'lsid.id' is missing or not a UUID");
    return this.byKey((id as Binary).toString('hex'));
  }

  byKey(key: string): Session {
    const session = this.#sessions.get(key) ?? {
      key,
      txnNumber: -1,
      transaction: undefined,
      connectionId: 0,
      outcome: 'none',
      reply: undefined,
      answer: undefined,
      usedAt: 0,
    };
    this.#sessions.set(key, session);
    session.usedAt = performance.now();
    return session;
  }

  /** Moves on to a new number, which ends a transaction that was left open. */
  begin(session: Session, txnNumber: number): void {
    session.transaction?.abort();
    session.transaction = undefined;
    session.outcome = 'none';
    session.reply = undefined;
    session.answer = undefined;
    session.txnNumber = txnNumber;
  }

  abort(session: Session): void {
    session.transaction?.abort();
    session.transaction = undefined;
    session.outcome = 'aborted';
  }

  /**
   * Aborts what a connection that broke had left open: a client that was killed will not come back for it,
   * and others need not wait for its minute to pass. A server may abort a transaction at any time.
   */
  abandon(connectionId: number): void {
    for (const session of this.#sessions.values())
      if (session.transaction !== undefined && session.connectionId === connectionId) this.abort(session);
  }

  end(lsid: unknown): void {
    const id = (lsid as Doc | undefined)?.['id'];
    const session = this.#sessions.get((id as Binary | undefined)?.toString('hex') ?? '');
    if (session?.transaction !== undefined) this.abort(session);
  }

  /** Forgets sessions that nobody used for half an hour and aborts transactions that take longer than a minute. */
  sweep(): void {
    const now = performance.now();
    for (const session of this.#sessions.values()) {
      const started = session.transaction?.startedAt;
      if (started !== undefined && now - started > transactionLifetimeSeconds * 1000) this.abort(session);
      if (now - session.usedAt > sessionTimeoutMinutes * 60_000) this.#sessions.delete(session.key);
    }
  }

  /** What a log has to say so that a client that asks again after a restart gets the same answer. */
  *logEntries(): Generator<LogEntry> {
    for (const session of this.#sessions.values())
      if (session.answer !== undefined) yield sessionEntry(session);
  }

  /** Takes up what a log said. */
  replay({ session: key, txnNumber, reply, committed }: LogEntry & { op: 'session' }): void {
    const session = this.byKey(key);
    Object.assign(session, { txnNumber, reply: Promise.resolve(reply), answer: reply });
    session.outcome = committed === true ? 'committed' : 'none';
  }
}

export function sessionEntry({ key, txnNumber, answer = {}, outcome }: Session): LogEntry {
  const committed = outcome === 'committed';
  return { op: 'session', session: key, txnNumber, reply: answer, committed };
}
