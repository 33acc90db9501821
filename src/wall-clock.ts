import type { Clock } from '#use-cases/ports/clock';

/** The time it is. */
export const wallClock: Clock & { wallOf(instant: Date): Date } = {
  now: () => new Date(),
  wallOf: (instant) => instant,
};
