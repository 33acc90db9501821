import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Demo, startDemo } from '#sandbox/demo/start-demo';
import { createLogger } from '#telemetry/logger';

/** A Saturday, in Europe at noon. */
export const FIRST_DAY = new Date(Date.UTC(2026, 2, 7, 11));

/** A new demo in a folder of its own, on any free port. */
export const aDemo = async (directory = mkdtempSync(join(tmpdir(), 'demo-'))): Promise<Demo> => {
  const demo = await startDemo({
    directory,
    fresh: false,
    port: 0,
    startsAt: FIRST_DAY,
    logger: createLogger({ level: 'silent' }),
  });
  return {
    ...demo,
    stop: async () => {
      await demo.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
