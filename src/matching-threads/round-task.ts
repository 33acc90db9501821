import { bestCandidates, CANDIDATES } from '#domain/matching/candidates';
import { formPairs, type PairsRound, type RoundInput, readRound } from '#domain/matching/form-pairs';

/** A piece of a round that one thread can do: a share of the search for candidates, or the matching itself. */
export type RoundTask =
  | { do: 'search'; input: RoundInput; share: { first: number; of: number } }
  | { do: 'match'; input: RoundInput; best: Float64Array | null };

export type RoundAnswer<Task extends RoundTask> = Task['do'] extends 'search' ? Float64Array : PairsRound;

/** Does a task in the thread that calls it. */
export const doTask = (task: RoundTask): Float64Array | PairsRound =>
  task.do === 'search'
    ? bestCandidates(readRound(task.input), CANDIDATES, { share: task.share })
    : formPairs(task.input, task.best ? { best: task.best } : {});
