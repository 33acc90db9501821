import { setTimeout as sleep } from 'node:timers/promises';

/** Interactions that are being answered, so that a stop can let them finish. */
export class InFlight {
  readonly #running = new Set<Promise<unknown>>();

  /** Counts the work until it ends, and gives it back. */
  track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    const ended = () => this.#running.delete(work);
    work.then(ended, ended);
    return work;
  }

  /** Resolves when all that runs now has ended, or after `patienceMs` of wall time. */
  async settled(patienceMs: number): Promise<void> {
    const patience = new AbortController();
    await Promise.race([
      Promise.allSettled(this.#running),
      sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => {}),
    ]);
    patience.abort();
  }
}
