import { parentPort, workerData } from 'node:worker_threads';
import { doTask, type RoundTask } from './round-task.ts';

parentPort?.postMessage(doTask(workerData as RoundTask));
