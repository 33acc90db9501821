import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestCandidates } from '#domain/matching/candidates';
import { circleBound } from '#domain/matching/circle-bound';
import { readRound } from '#domain/matching/read-round';
import { type ScoreTable, scoreOf } from '#domain/matching/score-table';
import { aCandidate, aPool, ROUND, WEIGHTS } from './pool.ts';

/**
 * The most that circles of these sizes score, by trying all: pairs that may not meet keep a circle from being,
 * nothing else does, so that it is more than any round may do.
 */
function bestOfAll(table: ScoreTable, circles: readonly number[]): number {
  let best = -1;
  const fill = (
    open: readonly number[],
    sizes: readonly number[],
    circle: readonly number[],
    sum: number,
  ) => {
    const [size, ...rest] = sizes;
    if (size === undefined) {
      best = Math.max(best, sum);
      return;
    }
    if (circle.length === size) {
      fill(open, rest, [], sum);
      return;
    }
    for (const who of open) {
      if (circle.length > 0 && who < circle.at(-1)!) continue;
      const scores = circle.map((other) => scoreOf(table, who, other));
      if (scores.some((score) => score < 0)) continue;
      const others = open.filter((each) => each !== who);
      fill(
        others,
        sizes,
        [...circle, who],
        scores.reduce((total, score) => total + score, sum),
      );
    }
  };
  fill(
    table.members.map((_, i) => i),
    circles,
    [],
    0,
  );
  return best;
}

const tableOf = (pool: ReturnType<typeof aPool>) => readRound({ pool, weights: WEIGHTS, seed: 0, ...ROUND });
const boundOf = (table: ScoreTable, circles: readonly number[]) =>
  circleBound(bestCandidates(table), table.size, circles);

describe('the bound of circles', () => {
  test('is never below the best of all ways to fill them', () => {
    let reached = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 8 }),
        fc.nat(),
        fc.constantFrom([3], [4], [5], [6], [3, 3], [4, 3], [3, 4], [4, 4], [5, 3]),
        (size, seed, circles) => {
          // All may meet: one language, every evening, nobody apart.
          const pool = aPool(size, seed).map(({ person, profile: { zone, languages, freeTimes, ...told } }) =>
            aCandidate(person, told),
          );
          const table = tableOf(pool);
          const best = bestOfAll(table, circles);
          if (best >= 0) reached++;
          expect(boundOf(table, circles)).toBeGreaterThanOrEqual(best);
        },
      ),
      { numRuns: 150 },
    );
    expect(reached).toBeGreaterThan(40);
  });

  test('holds where many may not meet, too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 14 }), fc.nat(), (size, seed) => {
        const table = tableOf(aPool(size, seed));
        for (const circles of [[3], [4], [3, 3]])
          expect(boundOf(table, circles)).toBeGreaterThanOrEqual(bestOfAll(table, circles));
      }),
      { numRuns: 60 },
    );
  });

  test('is the best itself where all are alike', () => {
    const table = tableOf(Array.from({ length: 8 }, (_, i) => aCandidate(`p${i}`, { values: ['calm'] })));
    const each = scoreOf(table, 0, 1);
    expect(each).toBeGreaterThan(0);
    expect(boundOf(table, [4, 4])).toBe(12 * each);
    expect(boundOf(table, [5, 3])).toBe(13 * each);
    expect(boundOf(table, [3, 3])).toBe(6 * each);
    expect(boundOf(table, [])).toBe(0);
  });

  test('counts the seats of larger circles once, for those who get most of them', () => {
    // Three friends among five: in circles of three only they can have much.
    const pool = Array.from({ length: 5 }, (_, i) => aCandidate(`p${i}`, i < 3 ? { values: ['calm'] } : {}));
    const table = tableOf(pool);
    const [first, second, third] = ['p0', 'p1', 'p2'].map((name) =>
      table.members.findIndex(({ person }) => person === name),
    ) as [number, number, number];
    const friends =
      scoreOf(table, first, second) + scoreOf(table, first, third) + scoreOf(table, second, third);
    expect(boundOf(table, [3])).toBe(friends);
  });
});
