import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type MatchedPair, type MatchResult, matchPairs } from '#domain/matching/match-pairs';
import type { Matching } from '#use-cases/ports/matching';
import { type FromMatcher, slicesOf, type ToMatcher } from './round-task.ts';
import { startThread } from './start-thread.ts';

/** A pool of this many is matched within a few milliseconds; a thread would take longer to start. */
const AT_ONCE = 60;
/** From this size on the search for candidates is worth sharing. */
const SHARED_FROM = 20_000;

/** `Matching` off the event loop, which it never holds up for long; the same pairs at any number of threads. */
export class MatchingThreads implements Matching {
  readonly #threads: number;
  readonly #sharedFrom: number;

  /** `sharedFrom` is the size of a pool from which its threads share the search for candidates. */
  constructor(threads = availableParallelism(), sharedFrom = SHARED_FROM) {
    this.#threads = threads;
    this.#sharedFrom = sharedFrom;
  }

  async pairs(...[pool, weights, { on, seed = 0 }]: Parameters<Matching['pairs']>): Promise<MatchResult> {
    if (pool.length <= AT_ONCE) return matchPairs(pool, weights, { on, seed });
    const thread = startThread('match-thread');
    const tell = (told: ToMatcher) => thread.postMessage(told);
    const answer = new Promise<MatchResult>((resolve, reject) => {
      const pairs: MatchedPair[] = [];
      thread.on('message', (answered: FromMatcher) => {
        if (answered.say === 'pairs') pairs.push(...answered.slice);
        else resolve({ pairs, left: answered.left });
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
    const threads = pool.length < this.#sharedFrom ? 1 : this.#threads;
    tell({ say: 'begin', weights, on, seed, threads });
    return answer;
  }
}
