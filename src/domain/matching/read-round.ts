import { checkWeights } from './compatibility.ts';
import { readPool } from './pool-member.ts';
import type { Candidate } from './profile.ts';
import type { RoundInput } from './round.ts';
import { type ScoreTable, scoreTable } from './score-table.ts';

/** The score table of a round, with its members in the order in which all results speak of them. */
export function readRound({
  pool,
  weights,
  seed,
  on,
}: Omit<RoundInput, 'pool' | 'groupSize'> & { pool: Iterable<Candidate> }): ScoreTable {
  checkWeights(weights);
  return scoreTable(readPool(pool, { on, seed }), weights);
}
