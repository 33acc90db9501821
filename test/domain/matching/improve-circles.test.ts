import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { circleFits, circleScore } from '#domain/matching/circle-fit';
import { reseat } from '#domain/matching/circle-reseating';
import { improveCircles } from '#domain/matching/improve-circles';
import { liftWeakest } from '#domain/matching/lift-weakest';
import { readPool } from '#domain/matching/pool-member';
import { scoreLookup, scoreMatrix } from '#domain/matching/score-matrix';
import { scoreTable } from '#domain/matching/score-table';
import { aCandidate, aPool, ROUND, WEIGHTS } from './pool.ts';

/** Circles of three and four that fit, taken as they come. */
const someCircles = (size: number, seed: number) => {
  const table = scoreTable(readPool(aPool(size, seed), ROUND), WEIGHTS);
  const matrix = scoreMatrix(table);
  const score = scoreLookup(table, matrix);
  const circles: number[][] = [];
  let open = Array.from({ length: size }, (_, i) => i);
  while (open.length > 0) {
    const circle = [open[0]!];
    for (const who of open.slice(1)) {
      const all = [...circle, who];
      if (
        circle.length < 3 + (circles.length % 2) &&
        circle.every((one) => score(one, who) >= 0) &&
        circleFits(table, all)
      )
        circle.push(who);
    }
    open = open.slice(1);
    if (circle.length < 3) continue;
    open = open.filter((who) => !circle.includes(who));
    circles.push(circle);
  }
  const sum = (all: readonly number[][]) => all.reduce((total, each) => total + circleScore(score, each), 0);
  const weakest = (all: readonly number[][]) =>
    Math.min(...all.map((each) => circleScore(score, each) / ((each.length * (each.length - 1)) / 2)));
  return { table, matrix, circles, sum, weakest };
};

const pools = fc.tuple(fc.integer({ min: 3, max: 70 }), fc.nat());

describe('circles that are there', () => {
  test('are seated anew for a sum no smaller, the same people in circles of the same sizes that fit', () => {
    fc.assert(
      fc.property(pools, ([size, seed]) => {
        const { table, matrix, circles, sum } = someCircles(size, seed);
        const before = structuredClone(circles);
        const better = reseat(matrix, circles, 30);
        expect(circles).toEqual(before);
        expect(sum(better)).toBeGreaterThanOrEqual(sum(circles));
        expect(better.map((each) => each.length)).toEqual(circles.map((each) => each.length));
        expect(better.flat().sort()).toEqual(circles.flat().sort());
        expect(better.every((each) => circleFits(table, each))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('turn a ring of three where no two could exchange', () => {
    // In each circle two stay, and a third who would rather be in the next circle and could be in no other.
    const languages = ['de', 'fr', 'es'] as const;
    const values = ['calm', 'faith', 'nature'] as const;
    const pool = languages.flatMap((own, c) => {
      const next = (c + 1) % 3;
      const stay = { languages: [own], values: [values[c]!] };
      const leave = { languages: [own, languages[next]!], values: [values[next]!] };
      return [aCandidate(`${own}1`, stay), aCandidate(`${own}2`, stay), aCandidate(`${own}3`, leave)];
    });
    const table = scoreTable(readPool(pool, ROUND), WEIGHTS);
    const place = (name: string) => table.members.findIndex(({ person }) => person === name);
    const circles = languages.map((own) => [1, 2, 3].map((i) => place(`${own}${i}`)));
    const better = reseat(scoreMatrix(table), circles, 30);
    const names = better.map((each) => each.map((i) => table.members[i]!.person as string).sort());
    expect(names).toEqual([
      ['de1', 'de2', 'es3'],
      ['de3', 'fr1', 'fr2'],
      ['es1', 'es2', 'fr3'],
    ]);
  });

  test('are lifted where they are weakest, for very little of the sum', () => {
    fc.assert(
      fc.property(pools, ([size, seed]) => {
        const { table, matrix, circles, sum, weakest } = someCircles(size, seed);
        const lifted = liftWeakest(matrix, circles);
        expect(weakest(lifted)).toBeGreaterThanOrEqual(weakest(circles));
        expect(sum(lifted)).toBeGreaterThanOrEqual(sum(circles) * 0.99975);
        expect(lifted.flat().sort()).toEqual(circles.flat().sort());
        expect(lifted.every((each) => circleFits(table, each))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('become the same whether all scores are at hand or only those of a block', () => {
    const { table: all, circles: some } = someCircles(120, 5);
    const seated = some.flat().sort((a, b) => a - b);
    const table = scoreTable(
      seated.map((place) => all.members[place]!),
      WEIGHTS,
    );
    const matrix = scoreMatrix(table);
    const circles = some.map((circle) => circle.map((place) => seated.indexOf(place)));
    expect(improveCircles(table, null, WEIGHTS, circles)).toEqual(
      improveCircles(table, matrix, WEIGHTS, circles),
    );
  });
});
