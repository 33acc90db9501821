/**
 * Measures matching against what the design wants and against its peers:
 *   npx tsx --conditions=source scripts/bench-matching.ts [exact] [dense] [candidates] [round] [large] [circles] [rounds]
 * Without a word, all of it. LEMON runs where it is installed (bench-matching-peers.ts). Seconds are of processor
 * time, but where threads are counted of the clock. At the end, what was to be reached and whether it was.
 */
import { bestCandidates, pairsAmong } from '#domain/matching/candidates';
import { circleFits, circleScore } from '#domain/matching/circle-fit';
import { type ScoreLookup, scoreLookup, scoreMatrix } from '#domain/matching/score-matrix';
import type { ZoneId } from '#domain/ids';
import { dice } from '#domain/matching/dice';
import { formRound } from '#domain/matching/form-round';
import { maxWeightMatching } from '#domain/matching/max-weight-matching';
import { readRound } from '#domain/matching/read-round';
import type { ScoreTable } from '#domain/matching/score-table';
import { tieredGraph } from '#domain/matching/tiered-graph';
import { verifyMatching } from '#domain/matching/verify-matching';
import type { WeightedGraph } from '#domain/matching/weighted-graph';
import { MatchingThreads } from '#matching-threads/matching-threads';
import { PRESETS } from '#programmes/presets';
import { localMaximum, randomGroups } from './bench-matching-circles.ts';
import { largeRound } from './bench-matching-large.ts';
import { edmondsBlossomFixed, lemon, type PeerAnswer } from './bench-matching-peers.ts';
import { benchPool, ON } from './bench-matching-pools.ts';
import { type Simulation, simulate } from './bench-matching-rounds.ts';

const weights = PRESETS.soft.weights;
const input = (size: number, kind: 'archetypes' | 'zipf' = 'archetypes') => ({
  pool: benchPool(size, 1, kind),
  weights,
  seed: 0,
  on: ON,
});

const targets: { target: string; measured: string; reached: boolean }[] = [];
const aim = (target: string, measured: string, reached: boolean) =>
  targets.push({ target, measured, reached });

/** The best of five: in its first three runs, what takes a tenth of a second is still partly the compiler's. */
function timedWarm<T>(run: () => T): [T, number] {
  const runs = [timed(run), timed(run), timed(run), timed(run), timed(run)];
  return runs.reduce((best, each) => (each[1] < best[1] ? each : best));
}

function timed<T>(run: () => T): [T, number] {
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1e6];
}

/** The longest that a timer of this thread, which stands for the bot's heartbeat, is late meanwhile. */
async function latestHeartbeat(run: () => Promise<unknown>): Promise<number> {
  const every = 5;
  let due = performance.now() + every;
  let late = 0;
  const beat = () => {
    late = Math.max(late, performance.now() - due);
    due = performance.now() + every;
  };
  const heartbeat = setInterval(beat, every);
  await run();
  clearInterval(heartbeat);
  beat();
  return late;
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

type Compared = { title: string; graph: WeightedGraph; npmTimes?: number; lemonTimes?: number };

function compare({ title, graph, npmTimes, lemonTimes }: Compared): void {
  const [matching, seconds] = timedWarm(() => maxWeightMatching(graph));
  const proof = verifyMatching(graph, matching);
  if (!proof.proven) throw new Error(proof.because);
  const { primal, dual } = proof;
  const ours = lemon(graph);
  const peers = [told('LEMON', ours, seconds, primal)];
  if (ours) {
    aim(`${title}: weight of LEMON`, `${primal} and ${ours.weight}`, primal === ours.weight);
    if (lemonTimes) faster(`${title}: against LEMON`, lemonTimes, ours.seconds / seconds);
  }
  if (npmTimes) {
    const npm = edmondsBlossomFixed(graph);
    peers.push(told('edmonds-blossom-fixed', npm, seconds, primal));
    if (npm) faster(`${title}: against edmonds-blossom-fixed`, npmTimes, npm.seconds / seconds);
  }
  const [greedy, greedySeconds] = timedWarm(() => greedyWeight(graph));
  peers.push(`greedy ${greedySeconds.toFixed(3)} s (${((100 * greedy) / primal).toFixed(2)}% of the weight)`);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(
    `${title}: ${seconds.toFixed(3)} s, primal ${primal} = dual ${dual}; ${peers.join('; ')}; ` +
      `at most ${megabytes.toFixed(0)} MB so far`,
  );
}

/** The heaviest edge first, then the heaviest of those that are still free, and so on. */
function greedyWeight({ size, ends, weights }: WeightedGraph): number {
  const taken = new Uint8Array(size);
  let sum = 0;
  for (const e of Uint32Array.from(weights.keys()).sort((x, y) => weights[y]! - weights[x]!)) {
    const [a, b] = [ends[2 * e]!, ends[2 * e + 1]!];
    if (taken[a] || taken[b]) continue;
    taken[a] = taken[b] = 1;
    sum += weights[e]!;
  }
  return sum;
}

const faster = (title: string, wanted: number, times: number) =>
  aim(`${title}, at least ${wanted}x as fast`, `${times.toFixed(1)}x`, times >= wanted);

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

/** Objective (a pair that may not meet adds nothing), the weakest circle that fits, and how many fit. */
function tellCircles(
  whose: string,
  table: ScoreTable,
  score: ScoreLookup,
  groups: readonly number[][],
): void {
  const worth: ScoreLookup = (a, b) => Math.max(0, score(a, b));
  const sums = groups.map((group) => circleScore(worth, group));
  const fitting = sums.filter((_, g) => circleFits(table, groups[g]!));
  console.log(
    `${whose}: objective ${sums.reduce((total, sum) => total + sum, 0)}, ` +
      `weakest that fits ${fitting.length > 0 ? Math.min(...fitting) : '-'}, ` +
      `${((100 * fitting.length) / groups.length).toFixed(1)}% of ${groups.length} fully feasible`,
  );
}

const SECTIONS: Record<string, () => void | Promise<void>> = {
  exact: () => {
    const npmTimes = new Map([
      [2_000, 25],
      [5_000, 100],
    ]);
    for (const size of [2_000, 5_000, 10_000, 50_000]) {
      const graph = scoreGraph(readRound(input(size)));
      const npm = npmTimes.get(size);
      const against = { ...(npm ? { npmTimes: npm } : {}), ...(size === 50_000 ? { lemonTimes: 1 } : {}) };
      compare({ title: `exact, sparse k=16, n=${size}`, graph, ...against });
    }
    const zipf = scoreGraph(readRound(input(10_000, 'zipf')));
    compare({ title: 'exact, sparse k=16, n=10000, Zipf', graph: zipf });
  },
  dense: () => compare({ title: 'exact, dense n=5000', graph: completeGraph(5_000), lemonTimes: 10 }),
  candidates: () => {
    for (const size of [10_000, 50_000]) {
      const table = readRound(input(size));
      const [, seconds] = timedWarm(() => bestCandidates(table));
      console.log(`candidates, n=${size}: one thread ${seconds.toFixed(2)} s`);
    }
  },
  round: async () => {
    for (const size of [500, 2_000, 10_000]) {
      for (const kind of ['archetypes', 'zipf'] as const) {
        const asked = { ...input(size, kind), groupSize: 2 as const };
        const [{ pairs, left, certificate }, seconds] = timed(() => formRound(asked));
        const { score, gap, matchings } = certificate;
        const share = (100 * (gap ?? Number.POSITIVE_INFINITY)) / score;
        aim(`round, n=${size}, ${kind}: gap to all pairs at most .5%`, `${share.toFixed(2)}%`, share <= 0.5);
        const alone = left.filter(({ why }) => why === 'odd-one-out').length;
        console.log(
          `round, n=${size}, ${kind}: ${seconds.toFixed(2)} s, ${pairs.length} pairs, ${alone} left, ` +
            `primal ${matchings[0]?.primal} = dual ${matchings[0]?.dual}, gap to all pairs ${gap}`,
        );
      }
    }
  },
  large: async () => {
    // The clock counts what else the machine does, so the best of three here too; the memory is of the worst.
    const runs = [largeRound(50_000), largeRound(50_000), largeRound(50_000)];
    const best = runs.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    const { seconds, searched, pairs } = best;
    const megabytes = Math.max(...runs.map((run) => run.megabytes));
    console.log(
      `members to matching, n=50000, two threads: ${seconds.toFixed(2)} s of the clock, of them ` +
        `${searched.toFixed(2)} s to all candidates; ${pairs} pairs; ${megabytes.toFixed(0)} MB at most`,
    );
    aim('50000 members to matching, two threads, under 5 s', `${seconds.toFixed(2)} s`, seconds < 5);
    aim('50000 members to matching, under 250 MB', `${megabytes.toFixed(0)} MB`, megabytes < 250);
    for (const size of [20_000, 50_000]) {
      const asked = { ...input(size), groupSize: 2 as const };
      const lateMs = await latestHeartbeat(() => new MatchingThreads().form(asked));
      const measured = `${lateMs.toFixed(0)} ms`;
      aim(`${size} members, the event loop held up 50 ms at most`, measured, lateMs <= 50);
    }
  },
  circles: () => {
    for (const size of [1_000, 10_000]) {
      const asked = { ...input(size), groupSize: 4 as const };
      const run = () => formRound(asked);
      const [{ circles, left, certificate }, seconds] = size > 1_000 ? timed(run) : timedWarm(run);
      console.log(
        `circles of 4, n=${size}: ${seconds.toFixed(2)} s, ${circles.length} circles, ${left.length} left, ` +
          `at most ${((100 * certificate.gap!) / certificate.score).toFixed(1)}% more in any of these sizes`,
      );
      const table = readRound(input(size));
      const score = scoreLookup(table, scoreMatrix(table));
      const place = new Map(table.members.map(({ person }, i) => [person, i]));
      const ours = circles.map(({ members }) => members.map((person) => place.get(person)!));
      tellCircles('  ours', table, score, ours);
      tellCircles('  random', table, score, randomGroups(size, 4, dice(1)));
      // At 10,000 the search takes minutes to its local maximum: it is given one pass.
      const passes = size > 1_000 ? 1 : Number.POSITIVE_INFINITY;
      const [swapped, slow] = timed(() => localMaximum(size, 4, score, dice(1), passes));
      tellCircles(
        `  swap search from random${passes === 1 ? ', one pass' : ''} (${slow.toFixed(2)} s)`,
        table,
        score,
        swapped,
      );
      if (size === 1_000) aim('circles of 4, n=1000, in .15 s', `${seconds.toFixed(2)} s`, seconds <= 0.15);
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
    const [{ circles }, seconds] = timedWarm(() => formRound({ ...open, groupSize: 4 }));
    const table = readRound(open);
    const score = scoreLookup(table, scoreMatrix(table));
    const sum = circles.reduce((total, circle) => total + circle.score, 0);
    // Another random start, another local maximum: the mean of five, and the best of them.
    const [maxima, slow] = timed(() =>
      [1, 2, 3, 4, 5].map((seed) => localMaximum(1_000, 4, score, dice(seed))),
    );
    const sums = maxima.map((groups) =>
      groups.reduce((total, group) => total + circleScore(score, group), 0),
    );
    const above = (other: number) => (100 * sum) / other - 100;
    const mean = above(sums.reduce((total, each) => total + each / sums.length, 0));
    console.log(
      `circles of 4, n=1000, without conditions: ${seconds.toFixed(2)} s, sum ${sum}, ${mean.toFixed(1)}% above ` +
        `five local maxima in the mean (${(slow / 5).toFixed(2)} s each), ` +
        `${above(Math.max(...sums)).toFixed(1)}% above the best of them`,
    );
    aim('circles of 4, n=1000, at least 3% above the local maximum', `${mean.toFixed(2)}%`, mean >= 3);
  },
  rounds: () => {
    for (const kind of ['archetypes', 'zipf'] as const) {
      const [greedy, exact] = (['greedy', 'exact'] as const).map((how) => {
        const told = simulate(501, 24, how, kind);
        console.log(`24 rounds of 501 members, ${kind}, ${how}: ${JSON.stringify(told)}`);
        return told;
      }) as [Simulation, Simulation];
      const share = exact.avoidable / greedy.avoidable;
      const measured = `${exact.avoidable} of greedy's ${greedy.avoidable}`;
      aim(`24 rounds of 501, ${kind}: at most 1% of greedy's avoidable misses`, measured, share <= 0.01);
    }
  },
};

const asked = process.argv.slice(2);
for (const [name, run] of Object.entries(SECTIONS))
  if (asked.length === 0 || asked.includes(name)) await run();
console.table(targets);
