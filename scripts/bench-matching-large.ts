import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

export type LargeRound = {
  /** Of the clock, from the first member read to the last pair, and of that until all candidates were found. */
  seconds: number;
  searched: number;
  pairs: number;
  /** The most memory that the whole process ever held. */
  megabytes: number;
};

/**
 * A round of so many members in a process of its own and in compiled form, as the bot runs it: the main thread
 * waits, one thread reads the members and matches, another helps it search.
 */
export function largeRound(size: number): LargeRound {
  const folder = mkdtempSync(join(tmpdir(), 'bench-large-'));
  try {
    const outfile = join(folder, 'round.mjs');
    buildSync({
      entryPoints: [fileURLToPath(new URL('./bench-matching-large-process.ts', import.meta.url))],
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['source'],
      outfile,
    });
    const { stdout, stderr } = spawnSync(process.execPath, [outfile, String(size)], { encoding: 'utf8' });
    if (!stdout) throw new Error(stderr);
    return JSON.parse(stdout) as LargeRound;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
