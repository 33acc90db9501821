import { formCircles } from './form-circles.ts';
import { formPairs } from './form-pairs.ts';
import { readRound } from './read-round.ts';
import type { FormedRound, RoundInput, RoundProgress } from './round.ts';
import type { ScoreTable } from './score-table.ts';

export type RoundOptions = { progress?: RoundProgress };

/**
 * The matching engine: who is with whom, in pairs or in circles, for a whole pool at once, explained and
 * certified. The same input gives the same round on any machine, whatever the order of the pool.
 *
 * Pure and synchronous: a pool of some thousands takes a second or more, so whoever owns an event loop runs it
 * in a worker thread. Refuses weights that do not add to 10,000 and a pool that names somebody twice.
 */
export function formRound(input: RoundInput, options: RoundOptions = {}): FormedRound {
  return formReadRound(readRound(input), input, options);
}

/**
 * `formRound` for a pool that was read before, with the same weights. `best` is what `bestCandidates` gives for
 * it, when several threads looked for them (`mergeBest`).
 */
export function formReadRound(
  table: ScoreTable,
  { weights, groupSize }: Pick<RoundInput, 'weights' | 'groupSize'>,
  options: RoundOptions & { best?: Float64Array } = {},
): FormedRound {
  if (groupSize === 2) return formPairs(table, weights, options);
  return formCircles(table, weights, groupSize, options);
}
