import { parentPort } from 'node:worker_threads';
import { bestCandidates, CANDIDATES, mergeBest } from '#domain/matching/candidates';
import { formReadRound } from '#domain/matching/form-round';
import type { Candidate } from '#domain/matching/profile';
import { readRound } from '#domain/matching/read-round';
import type { FormedRound, RoundProgress } from '#domain/matching/round';
import type { ScoreTable } from '#domain/matching/score-table';
import { type FromMatcher, type Search, slicesOf, type ToMatcher } from './round-task.ts';
import { startThread } from './start-thread.ts';

const pool: Candidate[] = [];
const tell = (answer: FromMatcher) => parentPort?.postMessage(answer);
const progress: RoundProgress = (stage, done) => tell({ say: 'progress', stage, done });

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
  const own = bestCandidates(table, CANDIDATES, {
    share: { first: 0, of },
    progress: (done) => progress('candidates', done),
  });
  return mergeBest([own, ...(await Promise.all(helped))], table.size);
};

const form = async ({ input, threads }: ToMatcher & { say: 'begin' }): Promise<void> => {
  const table = readRound({ ...input, pool });
  const best = threads > 1 ? await searchTogether(table, threads) : null;
  answers = answersOf(formReadRound(table, input, { progress, ...(best ? { best } : {}) }));
  goOn();
};

const answersOf = function* ({ certificate, ...lists }: FormedRound): Generator<FromMatcher> {
  for (const pairs of slicesOf(lists.pairs)) yield { say: 'formed', slices: { pairs } };
  for (const circles of slicesOf(lists.circles)) yield { say: 'formed', slices: { circles } };
  for (const trios of slicesOf(lists.trios)) yield { say: 'formed', slices: { trios } };
  for (const left of slicesOf(lists.left)) yield { say: 'formed', slices: { left } };
  yield { say: 'certificate', certificate };
};

let answers: Iterator<FromMatcher> = [].values();

const goOn = (): void => {
  const { value, done } = answers.next();
  if (done) parentPort?.close();
  else tell(value);
};

parentPort?.on('message', (told: ToMatcher) => {
  if (told.say === 'members') pool.push(...told.slice);
  else if (told.say === 'go-on') goOn();
  else
    form(told).catch((error: unknown) => {
      // Out of the promise, so that the thread ends with it and whoever waits hears of it.
      setImmediate(() => {
        throw error;
      });
    });
});
