import { parentPort, workerData } from 'node:worker_threads';
import { bestCandidates, CANDIDATES } from '#domain/matching/candidates';
import type { Search } from './round-task.ts';

const { columns, share } = workerData as Search;
const best = bestCandidates(columns, CANDIDATES, { share });
parentPort?.postMessage(best, [best.buffer as ArrayBuffer]);
