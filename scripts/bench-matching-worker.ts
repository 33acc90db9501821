import { parentPort, workerData } from 'node:worker_threads';
import { bestCandidates, CANDIDATES } from '#domain/matching/candidates';
import { readRound } from '#domain/matching/form-pairs';
import { PRESETS } from '#programmes/presets';
import { benchPool, ON } from './bench-matching-pools.ts';

// One share of the search for candidates; the pool is made again here, as a worker of the bot would be sent it.
const { size, first, of } = workerData as { size: number; first: number; of: number };
const pool = benchPool(size, 1, 'archetypes');
const started = performance.now();
const table = readRound({ pool, weights: PRESETS.soft.weights, seed: 0, on: ON });
const best = bestCandidates(table, CANDIDATES, { share: { first, of } });
parentPort?.postMessage({ best, seconds: (performance.now() - started) / 1000 }, [
  best.buffer as ArrayBuffer,
]);
