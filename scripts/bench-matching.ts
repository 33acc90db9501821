/**
 * Measures matching against what the design wants and against its peers:
 *   npx tsx --conditions=source scripts/bench-matching.ts [exact] [dense] [candidates] [round] [large] [circles] [rounds]
 * Without a word, all of it. Peers run where they are found (bench-matching-peers.ts). Seconds are of processor
 * time, but where threads are counted of the clock.
 */
import { Worker } from 'node:worker_threads';
import { bestCandidates, mergeBest, pairsAmong } from '#domain/matching/candidates';
import { circleScore } from '#domain/matching/circle-fit';
import { scoreLookup, scoreMatrix } from '#domain/matching/score-matrix';
import type { ZoneId } from '#domain/ids';
import { dice } from '#domain/matching/dice';
import { formCircles } from '#domain/matching/form-circles';
import { formPairs, readRound } from '#domain/matching/form-pairs';
import { maxWeightMatching } from '#domain/matching/max-weight-matching';
import type { ScoreTable } from '#domain/matching/score-table';
import { tieredGraph } from '#domain/matching/tiered-graph';
import { verifyMatching } from '#domain/matching/verify-matching';
import type { WeightedGraph } from '#domain/matching/weighted-graph';
import { PRESETS } from '#programmes/presets';
import { localMaximum } from './bench-matching-circles.ts';
import { edmondsBlossomFixed, lemon, type PeerAnswer } from './bench-matching-peers.ts';
import { benchPool, ON } from './bench-matching-pools.ts';
import { simulate } from './bench-matching-rounds.ts';

const weights = PRESETS.soft.weights;
const input = (size: number, kind: 'archetypes' | 'zipf' = 'archetypes') => ({
  pool: benchPool(size, 1, kind),
  weights,
  seed: 0,
  on: ON,
});

/** The best of three, so that a short run is not mostly the compiler's. */
function timedWarm<T>(run: () => T): [T, number] {
  const runs = [timed(run), timed(run), timed(run)];
  return runs.reduce((best, each) => (each[1] < best[1] ? each : best));
}

function timed<T>(run: () => T): [T, number] {
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1e6];
}

/** The scores alone, without wait bonuses, so that peers with narrow numbers can read them. */
function scoreGraph(table: ScoreTable): WeightedGraph {
  const pairs = pairsAmong(bestCandidates(table), table.size);
  const { size, ends } = tieredGraph(table.members, pairs);
  return { size, ends, weights: Float64Array.from(pairs, ({ score }) => score + 1) };
}

function told(name: string, answer: PeerAnswer, seconds: number, weight: number): string {
  if (!answer) return `${name} is not here`;
  const same = answer.weight === weight ? 'the same weight' : `another weight: ${answer.weight}`;
  return `${name} ${answer.seconds.toFixed(3)} s (${(answer.seconds / seconds).toFixed(1)}x, ${same})`;
}

async function compare(title: string, graph: WeightedGraph, npm: boolean): Promise<void> {
  const [matching, seconds] = timedWarm(() => maxWeightMatching(graph));
  const proof = verifyMatching(graph, matching);
  if (!proof.proven) throw new Error(proof.because);
  const peers = [told('LEMON', lemon(graph), seconds, proof.primal)];
  if (npm) peers.push(told('edmonds-blossom-fixed', await edmondsBlossomFixed(graph), seconds, proof.primal));
  console.log(
    `${title}: ${seconds.toFixed(3)} s, primal ${proof.primal} = dual ${proof.dual}; ${peers.join('; ')}`,
  );
}

function completeGraph(size: number): WeightedGraph {
  const roll = dice(size);
  const edges = (size * (size - 1)) / 2;
  const ends = new Int32Array(2 * edges);
  let at = 0;
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      ends[at++] = a;
      ends[at++] = b;
    }
  }
  return { size, ends, weights: Float64Array.from({ length: edges }, () => 1 + roll(10_000)) };
}

/** A worker does not inherit how TypeScript is loaded, so it asks for it first. */
const LOAD_WORKER = `import('tsx/esm/api').then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('./bench-matching-worker.ts', import.meta.url).href)});
});`;

async function inThreads(size: number, of: number): Promise<{ best: Float64Array; seconds: number }> {
  const answers = Array.from({ length: of }, (_, first) => {
    const worker = new Worker(LOAD_WORKER, { eval: true, workerData: { size, first, of } });
    return new Promise<{ best: Float64Array; seconds: number }>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  });
  const shares = await Promise.all(answers);
  return {
    best: mergeBest(
      shares.map(({ best }) => best),
      size,
    ),
    seconds: Math.max(...shares.map(({ seconds }) => seconds)),
  };
}

const SECTIONS: Record<string, () => Promise<void> | void> = {
  exact: async () => {
    for (const size of [2_000, 5_000, 10_000, 50_000]) {
      const graph = scoreGraph(readRound(input(size)));
      await compare(`exact, sparse k=16, n=${size}`, graph, size <= 5_000);
    }
    await compare('exact, sparse k=16, n=10000, Zipf', scoreGraph(readRound(input(10_000, 'zipf'))), false);
  },
  dense: () => compare('exact, dense n=5000', completeGraph(5_000), false),
  candidates: async () => {
    for (const size of [10_000, 50_000]) {
      const table = readRound(input(size));
      const [, seconds] = timedWarm(() => bestCandidates(table));
      console.log(`candidates, n=${size}: one thread ${seconds.toFixed(2)} s`);
    }
  },
  round: async () => {
    for (const size of [500, 2_000, 10_000]) {
      for (const kind of ['archetypes', 'zipf'] as const) {
        const [{ pairs, left, certificate }, seconds] = timed(() => formPairs(input(size, kind)));
        const { primal, dual, gap, passes } = certificate;
        const alone = left.filter(({ why }) => why === 'odd-one-out').length;
        console.log(
          `round, n=${size}, ${kind}: ${seconds.toFixed(2)} s, ${pairs.length} pairs, ${alone} left, ` +
            `primal ${primal} = dual ${dual}, gap to all pairs ${gap} after ${passes} passes`,
        );
      }
    }
  },
  large: async () => {
    const { best, seconds } = await inThreads(50_000, 2);
    const asked = input(50_000);
    const started = performance.now();
    const { pairs } = formPairs(asked, { best });
    const rest = (performance.now() - started) / 1000;
    const megabytes = Math.round(process.memoryUsage.rss() / 2 ** 20);
    console.log(
      `members to matching, n=50000, two threads: candidates ${seconds.toFixed(2)} s, pool and matching ` +
        `${rest.toFixed(2)} s of the clock, ${pairs.length} pairs, ${megabytes} MB resident`,
    );
  },
  circles: () => {
    for (const size of [1_000, 10_000]) {
      const [{ circles, left }, seconds] = timed(() => formCircles({ ...input(size), circleSize: 4 }));
      console.log(`circles of 4, n=${size}: ${seconds.toFixed(2)} s, ${circles.length}, ${left.length} left`);
    }
    // The peer knows no conditions, so this pool has none: one language, all of the week free, one zone.
    const free = {
      zone: 'UTC' as ZoneId,
      languages: ['en' as const],
      freeTimes: Array.from({ length: 21 }, (_, part) => part),
    };
    const open = {
      ...input(1_000),
      pool: input(1_000).pool.map((one) => ({ ...one, profile: { ...one.profile, ...free } })),
    };
    const [{ circles }, seconds] = timed(() => formCircles({ ...open, circleSize: 4 }));
    const table = readRound(open);
    const score = scoreLookup(table, scoreMatrix(table));
    const [groups, slow] = timed(() => localMaximum(1_000, 4, score, dice(3)));
    const sum = circles.reduce((total, circle) => total + circle.score, 0);
    const local = groups.reduce((total, group) => total + circleScore(score, group), 0);
    console.log(
      `circles of 4, n=1000, without conditions: ${seconds.toFixed(2)} s, sum ${sum}, ` +
        `${((100 * sum) / local - 100).toFixed(1)}% above the local maximum ${local} (${slow.toFixed(2)} s)`,
    );
  },
  rounds: () => {
    for (const kind of ['archetypes', 'zipf'] as const) {
      for (const how of ['greedy', 'exact'] as const) {
        console.log(
          `24 rounds of 501 members, ${kind}, ${how}: ${JSON.stringify(simulate(501, 24, how, kind))}`,
        );
      }
    }
  },
};

const asked = process.argv.slice(2);
for (const [name, run] of Object.entries(SECTIONS))
  if (asked.length === 0 || asked.includes(name)) await run();
