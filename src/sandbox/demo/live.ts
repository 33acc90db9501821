import { performance } from 'node:perf_hooks';
import { createLogger } from '#telemetry/logger';
import { startDemo } from './start-demo.ts';

/** A Saturday noon in Europe, so that everybody's week begins with the story. */
const FIRST_DAY = new Date(Date.UTC(2026, 2, 7, 11));

export type LiveOptions = { directory: string; fresh: boolean; port: number };

/** Starts the demo, prints its address, and lives until it is told to stop. Resolves with the exit code. */
export const live = async (options: LiveOptions, print: (line: string) => void): Promise<number> => {
  const demo = await startDemo({
    ...options,
    startsAt: FIRST_DAY,
    logger: createLogger({ level: process.env['LOG_LEVEL'] ?? 'error' }),
  });
  const story = demo.goesOn
    ? `The story goes on where you left it (${options.directory}); --fresh begins again.`
    : `A new story, kept in ${options.directory}. Ctrl-C ends it; the next start goes on.`;
  print(`ready in ${Math.round(performance.now())} ms: ${demo.url}\n${story}`);
  await new Promise<void>((resolve) => {
    // Kept until the end: runners pass a signal on that the terminal sent as well.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
  await demo.stop();
  return 0;
};
