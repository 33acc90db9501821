/** How late this process is for its own timers, in milliseconds. */
export interface EventLoopLag {
  /** The worst of the last ten samples, or the delay of the one that is overdue now. */
  current(): number;
  stop(): void;
}

const EVERY_MS = 500;
const REMEMBERED = 10;

/**
 * Sets a timer twice a second and measures how late it comes: a process that computes for seconds can
 * answer nobody, though it is not dead. `now` is a steady clock in milliseconds; the timer does not keep
 * the process alive.
 */
export function watchEventLoopLag(
  now: () => number,
  every: (tick: () => void, ms: number) => () => void = unreferencedInterval,
): EventLoopLag {
  const lags: number[] = [];
  let last = now();
  const lagNow = () => Math.max(0, now() - last - EVERY_MS);
  const stop = every(() => {
    lags.push(lagNow());
    if (lags.length > REMEMBERED) lags.shift();
    last = now();
  }, EVERY_MS);
  return { current: () => Math.max(lagNow(), ...lags), stop };
}

function unreferencedInterval(tick: () => void, ms: number): () => void {
  const timer = setInterval(tick, ms).unref();
  return () => clearInterval(timer);
}
