import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { bestCandidates, CANDIDATES, mergeBest } from '#domain/matching/candidates';
import { formPairs } from '#domain/matching/form-pairs';
import { readRound } from '#domain/matching/read-round';
import type { ScoreColumns } from '#domain/matching/score-table';
import { PRESETS } from '#programmes/presets';
import { benchMembers, ON } from './bench-matching-pools.ts';

// Run by bench-matching-large.ts; each thread is this file again, with its task in `workerData`.
type Task = { do: 'match'; size: number } | { do: 'search'; columns: ScoreColumns };

const inThread = <Answer>(task: Task): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: task,
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

const secondsSince = (start: number) => (performance.now() - start) / 1000;

async function match(size: number) {
  const start = performance.now();
  const { weights } = PRESETS.soft;
  const table = readRound({ pool: benchMembers(size, 1, 'archetypes'), weights, seed: 0, on: ON });
  const { members: _, ...columns } = table;
  const helped = inThread<Float64Array>({ do: 'search', columns });
  const own = bestCandidates(table, CANDIDATES, { share: { first: 0, of: 2 } });
  const best = mergeBest([own, await helped], size);
  const searched = secondsSince(start);
  const { pairs } = formPairs(table, weights, { best });
  return { seconds: secondsSince(start), searched, pairs: pairs.length };
}

if (isMainThread) {
  const round = await inThread<Awaited<ReturnType<typeof match>>>({
    do: 'match',
    size: Number(process.argv[2]),
  });
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ ...round, megabytes }));
} else {
  const task = workerData as Task;
  const answer =
    task.do === 'match'
      ? await match(task.size)
      : bestCandidates(task.columns, CANDIDATES, { share: { first: 1, of: 2 } });
  parentPort?.postMessage(answer);
}
