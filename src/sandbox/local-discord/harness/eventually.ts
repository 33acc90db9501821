import type { EventLog } from '../event-log.ts';

/**
 * Waits until `look` finds something, looking again whenever the world's log grows; after `patienceMs` of wall
 * time it throws with what was hoped for and the end of the log.
 */
export async function eventually<Found>(
  log: EventLog,
  hope: string,
  patienceMs: number,
  look: () => Found | undefined,
): Promise<Found> {
  const already = look();
  if (already !== undefined) return already;
  return await new Promise<Found>((resolve, reject) => {
    let looking = false;
    const finish = (end: () => void) => {
      unsubscribe();
      clearTimeout(timer);
      end();
    };
    const lookAgain = () => {
      looking = false;
      try {
        const found = look();
        if (found !== undefined) finish(() => resolve(found));
      } catch (error) {
        finish(() => reject(error));
      }
    };
    const unsubscribe = log.subscribe(() => {
      // Many entries come in one go: look once, after them.
      if (looking) return;
      looking = true;
      setImmediate(lookAgain);
    });
    const timer = setTimeout(() => {
      finish(() => reject(new Error(`${hope}, but not within ${patienceMs} ms\n${log.tail()}`)));
    }, patienceMs);
  });
}

/** Waits until the world has been quiet for `quietMs`: nobody asked, nothing was answered, no message changed. */
export async function settled(log: EventLog, quietMs: number, patienceMs: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const finish = (end: () => void) => {
      unsubscribe();
      clearTimeout(quiet);
      clearTimeout(limit);
      end();
    };
    const calm = () => finish(resolve);
    let quiet = setTimeout(calm, quietMs);
    const unsubscribe = log.subscribe(() => {
      clearTimeout(quiet);
      quiet = setTimeout(calm, quietMs);
    });
    const limit = setTimeout(() => {
      finish(() => reject(new Error(`the world did not settle within ${patienceMs} ms\n${log.tail()}`)));
    }, patienceMs);
  });
}
