import type { Clock } from '#use-cases/ports/clock';

/** Wall time plus an offset that people may move forward; it never goes back. */
export class MovableClock implements Clock {
  #offsetMs: number;

  constructor(offsetMs = 0) {
    this.#offsetMs = offsetMs;
  }

  /** A clock that shows `instant` now. */
  static startingAt(instant: Date): MovableClock {
    return new MovableClock(instant.getTime() - Date.now());
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }

  /** The wall instant at which this clock will show `instant`, if nobody moves it. */
  wallOf(instant: Date): Date {
    return new Date(instant.getTime() - this.#offsetMs);
  }

  moveTo(instant: Date): void {
    this.#offsetMs = Math.max(this.#offsetMs, instant.getTime() - Date.now());
  }
}
