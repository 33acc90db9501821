import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lock files that this very process holds; its process id alone cannot tell it from an earlier life. */
const held = new Set<string>();

/**
 * Keeps a data directory to one process. Each puts down a lock file of its own before it looks for those of others,
 * so that of two that come together at least one sees the other. A lock is named after its holder's process id
 * and start time, so that one left by a process that has died is known as such even when the id is in use again.
 * Returns the function that gives the lock back.
 */
export function lockDirectory(directory: string): () => void {
  const own = `lock-${process.pid}-${startOf(process.pid)}`;
  const path = join(directory, own);
  if (held.has(path)) refuseInUse(directory, process.pid);
  writeFileSync(path, '');
  for (const name of readdirSync(directory)) {
    const [, pid, start] = /^lock-(\d+)-(\d*)$/.exec(name) ?? [];
    if (pid === undefined || name === own) continue;
    const now = Number(pid) === process.pid ? undefined : startOf(Number(pid));
    if (now === '' || now === start) {
      rmSync(path);
      refuseInUse(directory, Number(pid));
    }
    rmSync(join(directory, name), { force: true });
  }
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path);
  };
}

function refuseInUse(directory: string, pid: number): never {
  const advice = 'Only one process may use it; stop that one, or choose another directory.';
  throw new Error(`The data directory ${directory} is in use by process ${pid}. ${advice}`);
}

/** When a process started, in the system's own units, or '' where it does not tell; undefined if there is none. */
function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may have spaces; the start time is the twentieth field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH' ? undefined : '';
  }
}
