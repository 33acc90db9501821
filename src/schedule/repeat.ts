import type { Report } from './job-store.ts';

/** A task that runs again and again until it is stopped. */
export type Repeating = {
  /** When the task last came to a good end, in wall time; null before that. */
  lastDoneAt(): Date | null;
  /** Starts no further run, and waits for the running one. */
  stop(): Promise<void>;
};

/** Runs a task now, and again `everyMs` after each end, whatever its outcome; never two at once. */
export function repeat(everyMs: number, task: () => Promise<unknown>, report: Report): Repeating {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let doneAt: Date | null = null;
  const once = async (): Promise<void> => {
    try {
      await task();
      doneAt = new Date();
    } catch (error) {
      report(error);
    }
    if (stopped) return;
    timer = setTimeout(() => {
      running = once();
    }, everyMs);
  };
  let running = once();
  return {
    lastDoneAt: () => doneAt,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
