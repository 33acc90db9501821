import type { ClientSession } from 'mongoose';
import type { GuildId, RowId } from '#domain/ids';

/** A ledger row to wake after the commit. */
export type RecordedRow = { guild: GuildId; id: RowId; wakeAt: Date };

/** The stored version is not the expected one, or another unit was faster: the unit runs again. */
export class StaleVersion extends Error {
  override readonly name = 'StaleVersion';
}

/**
 * One attempt at one unit of work: the guild and session every operation is bound to, one operation at a
 * time. The first failed operation ends the attempt whatever the work does with the error: the server has
 * aborted the transaction by then, and going on would be retried without end.
 */
export class UnitSession {
  readonly guild: GuildId;
  readonly session: ClientSession;
  readonly recorded: RecordedRow[] = [];
  #state: 'idle' | 'busy' | 'closed' = 'idle';
  #failure: { error: unknown } | null = null;

  constructor(guild: GuildId, session: ClientSession) {
    this.guild = guild;
    this.session = session;
  }

  /** Runs one operation. Throws when another is still running or the unit is over. */
  async operate<T>(operation: (session: ClientSession) => Promise<T>): Promise<T> {
    if (this.#failure !== null) throw this.#failure.error;
    if (this.#state !== 'idle') throw this.#fail(new Error(MISUSE[this.#state]));
    this.#state = 'busy';
    try {
      return await operation(this.session);
    } catch (error) {
      throw this.#fail(error);
    } finally {
      this.#state = 'idle';
    }
  }

  /** Ends the attempt; throws what made it fail, even when the work swallowed it. */
  close(): void {
    if (this.#state === 'busy')
      this.#fail(new Error('A unit of work ended with an operation still running.'));
    this.#state = 'closed';
    if (this.#failure !== null) throw this.#failure.error;
  }

  #fail(error: unknown): unknown {
    this.#failure ??= { error };
    return error;
  }
}

const MISUSE = {
  busy: 'A unit of work is sequential: wait for each step before the next (no Promise.all).',
  closed: 'This unit of work is over; its ports do nothing outside it.',
};
