import { parentPort } from 'node:worker_threads';
import { bestCandidates, CANDIDATES, mergeBest } from '#domain/matching/candidates';
import { pairUp, readRound } from '#domain/matching/form-pairs';
import type { Candidate } from '#domain/matching/profile';
import type { ScoreTable } from '#domain/matching/score-table';
import { type FromMatcher, type Search, slicesOf, type ToMatcher } from './round-task.ts';
import { startThread } from './start-thread.ts';

const pool: Candidate[] = [];
const tell = (answer: FromMatcher) => parentPort?.postMessage(answer);

/** One share is searched here, the others in threads that are sent nothing but numbers. */
const searchTogether = async (table: ScoreTable, of: number): Promise<Float64Array> => {
  const { members: _, ...columns } = table;
  const helped = Array.from({ length: of - 1 }, (_, at) => {
    const workerData: Search = { columns, share: { first: at + 1, of } };
    const thread = startThread('search-thread', { workerData });
    return new Promise<Float64Array>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
    });
  });
  const own = bestCandidates(table, CANDIDATES, { share: { first: 0, of } });
  return mergeBest([own, ...(await Promise.all(helped))], table.size);
};

const match = async ({ weights, on, seed, threads }: ToMatcher & { say: 'begin' }): Promise<void> => {
  const table = readRound({ pool, weights, on, seed });
  const best = threads > 1 ? await searchTogether(table, threads) : null;
  const { pairs, left } = pairUp(table, weights, best ? { best } : {});
  for (const slice of slicesOf(pairs)) tell({ say: 'pairs', slice });
  tell({ say: 'left', left });
  parentPort?.close();
};

parentPort?.on('message', (told: ToMatcher) => {
  if (told.say === 'members') pool.push(...told.slice);
  else
    match(told).catch((error: unknown) => {
      // Out of the promise, so that the thread ends with it and whoever waits hears of it.
      setImmediate(() => {
        throw error;
      });
    });
});
