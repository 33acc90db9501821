import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestCandidates, CANDIDATES, pairsAmong } from '#domain/matching/candidates';
import { gapBeyondCandidates } from '#domain/matching/gap-beyond-candidates';
import type { Candidate } from '#domain/matching/profile';
import { provenMatching } from '#domain/matching/proven-matching';
import { readRound } from '#domain/matching/read-round';
import { type ScoreTable, scoreOf } from '#domain/matching/score-table';
import { type ScoredPair, tieredGraph } from '#domain/matching/tiered-graph';
import { aCandidate, aPool, ROUND, WEIGHTS } from './pool.ts';

const tableOf = (pool: readonly Candidate[]) => readRound({ pool, weights: WEIGHTS, seed: 0, ...ROUND });

const everyPair = (table: ScoreTable): ScoredPair[] =>
  table.members
    .flatMap((_, a) => table.members.map((__, b) => ({ a, b, score: scoreOf(table, a, b) })))
    .filter(({ a, b, score }) => a < b && score >= 0);

/** How far the best matching of so many candidates each is from the best of all, and how far that is said to be. */
function gaps(table: ScoreTable, most: number): { true: number; said: number; score: number } {
  const best = bestCandidates(table, most);
  const among = provenMatching(tieredGraph(table.members, pairsAmong(best, table.size)));
  const all = provenMatching(tieredGraph(table.members, everyPair(table)));
  let score = 0;
  among.mate.forEach((b, a) => {
    if (b > a) score += scoreOf(table, a, b);
  });
  return {
    true: all.proof.primal - among.proof.primal,
    said: gapBeyondCandidates(best, table, among),
    score,
  };
}

/** A varied pool in which anybody may meet anybody, and all have waited alike. */
const openPool = (size: number, seed: number): Candidate[] =>
  aPool(size, seed).map(({ person, profile: { zone, languages, freeTimes, ...told } }) =>
    aCandidate(person, told),
  );

/** Rounds in which some stand in odd sets of their own, which pay nothing for pairs with others. */
const WITH_SEVERAL_SETS: [number, number, number][] = [
  [20, 2, 16],
  [10, 3, 1_776_974_661],
];

describe('the gap beyond candidates', () => {
  test.each([
    ['with conditions and waits', aPool, 30],
    ['where anybody may meet anybody', openPool, 100],
  ])('%s is never less than what other pairs could add, whoever is left over', (_, poolOf, known) => {
    let apart = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(),
        (size, most, seed) => {
          const found = gaps(tableOf(poolOf(size, seed)), most);
          if (found.true > 0) apart++;
          expect(found.said).toBeGreaterThanOrEqual(found.true);
        },
      ),
      { numRuns: 250, seed: 3, examples: WITH_SEVERAL_SETS },
    );
    expect(apart).toBeGreaterThan(known);
  });

  test('is small where there are candidates enough, with an odd number of people too', () => {
    for (const size of [300, 301, 303]) {
      const { said, score } = gaps(tableOf(openPool(size, 5)), CANDIDATES);
      expect(said).toBeLessThan(0.05 * score);
    }
  });

  test('is nothing where nobody has more candidates than were looked at', () => {
    const found = gaps(tableOf(aPool(12, 2)), 12);
    expect(found).toMatchObject({ true: 0, said: 0 });
  });
});
