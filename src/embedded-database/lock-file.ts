import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lock files that this very process holds; its process id alone cannot tell it from an earlier life. */
const held = new Set<string>();

/**
 * Keeps a data directory to one process. The lock names its holder by process id and, where the system tells it,
 * start time, so that the lock of a process that has died is taken over even when its id is in use again.
 * Returns the function that gives the lock back.
 */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, 'lock');
  const mine = `${process.pid} ${startTime(process.pid)}\n`;
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        linkSync(draft, path);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === 3) throw error;
        takeOver(path);
      }
    }
  } finally {
    unlinkSync(draft);
  }
  held.add(path);
  return () => {
    held.delete(path);
    unlinkSync(path);
  };
}

/** Moves a dead process's lock out of the way, or says who holds it. */
function takeOver(path: string): void {
  const content = read(path);
  const [pid = '', started = ''] = content.trim().split(' ');
  if (held.has(path) || (Number(pid) !== process.pid && isAlive(Number(pid), started))) {
    throw new Error(
      `The data directory of ${path} is in use by process ${pid}. Only one process may use it; stop that one, or choose another directory.`,
    );
  }
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // Someone else may have taken it over in between: then what was moved is theirs, and goes back.
  if (read(aside) !== content) linkSync(aside, path);
  unlinkSync(aside);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function isAlive(pid: number, started: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = startTime(pid);
  return started === '' || now === '' || now === started;
}

/** When a process started, in the system's own units; empty where /proc does not tell. */
function startTime(pid: number): string {
  const stat = readProc(pid);
  // The name in parentheses may have spaces; the start time is the twentieth field after it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function readProc(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}
