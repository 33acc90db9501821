import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { formRound, type RoundOptions } from '#domain/matching/form-round';
import type { FormedRound, RoundInput } from '#domain/matching/round';
import type { Matching } from '#use-cases/ports/matching';
import { type FromMatcher, type RoundLists, slicesOf, type ToMatcher } from './round-task.ts';
import { startThread } from './start-thread.ts';

/** A pool of this many is matched within a few milliseconds; a thread would take longer to start. */
const AT_ONCE = 60;
/** From this size on the search for candidates is worth sharing. */
const SHARED_FROM = 20_000;

/** `Matching` off the event loop, which it never holds up for long; the same round at any number of threads. */
export class MatchingThreads implements Matching {
  readonly #threads: number;
  readonly #sharedFrom: number;

  /** `sharedFrom` is the size of a pool from which its threads share the search for candidates. */
  constructor(threads = availableParallelism(), sharedFrom = SHARED_FROM) {
    this.#threads = threads;
    this.#sharedFrom = sharedFrom;
  }

  async form({ pool, ...input }: RoundInput, options: RoundOptions = {}): Promise<FormedRound> {
    if (pool.length <= AT_ONCE) return formRound({ pool, ...input }, options);
    const thread = startThread('match-thread');
    const tell = (told: ToMatcher) => thread.postMessage(told);
    const answer = new Promise<FormedRound>((resolve, reject) => {
      const lists: RoundLists = { pairs: [], circles: [], trios: [], left: [] };
      thread.on('message', (answered: FromMatcher) => {
        if (answered.say === 'progress') return options.progress?.(answered.stage, answered.done);
        tell({ say: 'go-on' });
        if (answered.say === 'certificate') return resolve({ ...lists, certificate: answered.certificate });
        const { pairs = [], circles = [], trios = [], left = [] } = answered.slices;
        lists.pairs.push(...pairs);
        lists.circles.push(...circles);
        lists.trios.push(...trios);
        lists.left.push(...left);
      });
      thread.once('error', reject);
      thread.once('exit', (code) => reject(new Error(`a matching thread ended with ${code} and no answer`)));
    });
    // Heard in any case: the thread may fail while the pool is still on its way.
    answer.catch(() => {});
    for (const slice of slicesOf(pool)) {
      tell({ say: 'members', slice });
      await nextTurn();
    }
    tell({ say: 'begin', input, threads: pool.length < this.#sharedFrom ? 1 : this.#threads });
    return answer;
  }
}
