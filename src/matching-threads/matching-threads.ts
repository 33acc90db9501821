import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { mergeBest } from '#domain/matching/candidates';
import type { RoundInput } from '#domain/matching/form-pairs';
import type { Matching } from '#use-cases/ports/matching';
import { doTask, type RoundAnswer, type RoundTask } from './round-task.ts';

/** A pool of this many is matched within a few milliseconds; a thread would take longer to start. */
const AT_ONCE = 60;
/** From this size on the search for candidates is worth sharing. */
const SHARED_FROM = 20_000;

const isSource = import.meta.url.endsWith('.ts');
const WORKER = new URL(`./round-worker.${isSource ? 'ts' : 'js'}`, import.meta.url);

/** A thread does not inherit how its process reads TypeScript, so from the sources it asks for that first. */
const LOAD_SOURCE = `import('tsx/esm/api').then(({ register }) => {
  register();
  return import(${JSON.stringify(WORKER.href)});
});`;

/** Runs a task in a thread of its own, so that the bot's heartbeat never waits for a round. */
const inThread = <Task extends RoundTask>(task: Task): Promise<RoundAnswer<Task>> =>
  new Promise((resolve, reject) => {
    const worker = isSource
      ? new Worker(LOAD_SOURCE, { eval: true, workerData: task, execArgv: ['--conditions=source'] })
      : new Worker(WORKER, { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a matching thread ended with ${code} and no answer`)));
  });

const matchInThreads = async (input: RoundInput, threads: number) => {
  if (threads === 1) return inThread({ do: 'match', input, best: null });
  const shares = await Promise.all(
    Array.from({ length: threads }, (_, first) =>
      inThread({ do: 'search', input, share: { first, of: threads } }),
    ),
  );
  return inThread({ do: 'match', input, best: mergeBest(shares, input.pool.length) });
};

/** `Matching` off the event loop; the same pairs at any number of threads. */
export class MatchingThreads implements Matching {
  readonly #threads: number;
  readonly #sharedFrom: number;

  /** `sharedFrom` is the size of a pool from which its threads share the search for candidates. */
  constructor(threads = availableParallelism(), sharedFrom = SHARED_FROM) {
    this.#threads = threads;
    this.#sharedFrom = sharedFrom;
  }

  async pairs(...[pool, weights, { on, seed = 0 }]: Parameters<Matching['pairs']>) {
    const input: RoundInput = { pool, weights, seed, on };
    const task = { do: 'match', input, best: null } as const;
    const { pairs, left } =
      pool.length <= AT_ONCE
        ? (doTask(task) as RoundAnswer<typeof task>)
        : await matchInThreads(input, pool.length < this.#sharedFrom ? 1 : this.#threads);
    return { pairs, left };
  }
}
