import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestCandidates, CANDIDATES, keyOf, mergeBest, pairsAmong } from '#domain/matching/candidates';
import { compatibility } from '#domain/matching/compatibility';
import { maxWeightMatching } from '#domain/matching/max-weight-matching';
import { readPool } from '#domain/matching/pool-member';
import { matchPool } from '#domain/matching/priced-matching';
import { scoreMatrix } from '#domain/matching/score-matrix';
import { scoreOf, scoreTable } from '#domain/matching/score-table';
import { gapOfScore, type ScoredPair, tieredGraph, waitBonuses } from '#domain/matching/tiered-graph';
import { verifyMatching } from '#domain/matching/verify-matching';
import { aCandidate, aPool, ROUND, WEIGHTS } from './pool.ts';

/** Four hours a day, from 4 to 28 in all. */
const eveningsUpTo = (day: number) => Array.from({ length: day + 1 }, (_, each) => 3 * each + 2);

const aTable = (size: number, seed: number) => scoreTable(readPool(aPool(size, seed), ROUND), WEIGHTS);

describe('a score table', () => {
  test('says of every pair what the criteria say', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const table = aTable(24, seed);
        table.members.forEach((a, i) => {
          table.members.forEach((b, j) => {
            if (i !== j) expect(scoreOf(table, i, j)).toBe(compatibility(a, b, WEIGHTS) ?? -1);
          });
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('all scores at once', () => {
  test('are those of each pair, however many hours they share', () => {
    const days = [0, 1, 2, 3, 4, 5, 6];
    const pool = [
      ...aPool(40, 11),
      ...days.map((day) => aCandidate(`q${day}`, { freeTimes: eveningsUpTo(day) })),
    ];
    const table = scoreTable(readPool(pool, ROUND), WEIGHTS);
    const { scores } = scoreMatrix(table);
    for (let a = 0; a < table.size; a++)
      for (let b = 0; b < table.size; b++)
        if (a !== b) expect(scores[a * table.size + b]).toBe(scoreOf(table, a, b));
  });
});

describe("each member's best candidates", () => {
  test('are the best of all there are, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90 }), fc.nat(), (size, seed) => {
        const table = aTable(size, seed);
        const best = bestCandidates(table, 5);
        for (let a = 0; a < size; a++) {
          const all = table.members
            .map((_, b) => (a === b ? -1 : scoreOf(table, a, b)))
            .map((score, b) => (score < 0 ? -1 : keyOf(score, a, b, size)))
            .sort((x, y) => y - x);
          const five = Array.from({ length: 5 }, (_, i) => all[i] ?? -1);
          expect([...best.subarray(a * 5, a * 5 + 5)]).toEqual(five);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('are the same however many threads share the work', () => {
    const table = aTable(150, 3);
    const whole = bestCandidates(table);
    for (const of of [2, 3, 7]) {
      const shares = Array.from({ length: of }, (_, first) =>
        bestCandidates(table, CANDIDATES, { share: { first, of } }),
      );
      expect(mergeBest(shares, 150)).toEqual(whole);
    }
  });

  test('name each pair once', () => {
    const pairs = [...pairsAmong(bestCandidates(aTable(200, 8)), 200)];
    const names = pairs.map(({ a, b }) => `${Math.min(a, b)} ${Math.max(a, b)}`);
    expect(new Set(names).size).toBe(pairs.length);
  });
});

describe('a round of more people than can all be compared at once', () => {
  test('is as good as if every pair had been looked at, and says so', () => {
    const table = aTable(700, 21);
    const everyPair: ScoredPair[] = [];
    for (let a = 0; a < 700; a++) {
      for (let b = a + 1; b < 700; b++) {
        const score = scoreOf(table, a, b);
        if (score >= 0) everyPair.push({ a, b, score });
      }
    }
    const graph = tieredGraph(table.members, everyPair);
    const best = verifyMatching(graph, maxWeightMatching(graph));
    const { certificate } = matchPool(table);
    expect(certificate).toMatchObject({ gap: 0, primal: certificate.dual });
    expect(best).toMatchObject({ proven: true, primal: certificate.primal });
    expect(certificate.pairs).toBeLessThan(everyPair.length / 2);
  });

  test('matches everybody where everybody is alike, though each knows only a few of them', () => {
    const alike = Array.from({ length: 901 }, (_, i) => aCandidate(`p${i}`));
    const { mate, certificate } = matchPool(scoreTable(readPool(alike, ROUND), WEIGHTS));
    expect(mate.filter((each) => each < 0).length).toBe(1);
    expect(certificate.gap).toBe(0);
  });

  test('finds the few who can take those whom hardly anybody can', () => {
    // One in seven speaks both languages; the others' best candidates are among themselves.
    const pool = Array.from({ length: 700 }, (_, i) =>
      aCandidate(`p${i}`, {
        languages: i % 7 === 0 ? ['en', 'fr'] : i % 7 === 1 ? ['fr'] : ['en'],
        apartFrom: i % 7 === 1 ? Array.from({ length: 100 }, (_, j) => `p${7 * j + 1}`) : [],
        values: i % 7 === 1 ? [] : ['calm'],
      }),
    );
    const { mate, certificate } = matchPool(scoreTable(readPool(pool, ROUND), WEIGHTS));
    expect(mate.filter((each) => each < 0).length).toBe(0);
    expect(certificate.gap).toBe(0);
  });

  test('tells how far it is, and ends with everything done', () => {
    const heard: number[] = [];
    matchPool(aTable(650, 2), { progress: (_, done) => heard.push(done) });
    expect(heard.every((done) => done >= 0 && done <= 1)).toBe(true);
    expect(heard.at(-1)).toBe(1);
  });
});

describe('wait bonuses', () => {
  test('stand above all scores of a round together, and grow with the wait', () => {
    const waits = [{ roundsWaited: 7 }, { roundsWaited: 0 }, { roundsWaited: 2 }, { roundsWaited: 0 }];
    const [seven, none, two] = waitBonuses(waits);
    expect(none).toBeGreaterThan(2 * 10_000);
    expect(two! - none!).toBe(none);
    expect(seven! - two!).toBe(none);
  });

  test('make most people matched first, the longest waiting next and the score last', () => {
    // Against every matching of small pools, compared in that order.
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(), (size, seed) => {
        const table = aTable(size, seed);
        const pairs: ScoredPair[] = [];
        for (let a = 0; a < size; a++) {
          for (let b = a + 1; b < size; b++) {
            if (scoreOf(table, a, b) >= 0) pairs.push({ a, b, score: scoreOf(table, a, b) });
          }
        }
        const rank = (chosen: readonly ScoredPair[]): string => {
          const waits = chosen.flatMap(({ a, b }) => [a, b]).map((i) => table.members[i]!.roundsWaited);
          const tiers = [3, 2, 1, 0].map((wait) => waits.filter((each) => each === wait).length);
          const score = chosen.reduce((sum, pair) => sum + pair.score, 0);
          return [waits.length, ...tiers, score].map((part) => String(part).padStart(7, '0')).join();
        };
        let best = rank([]);
        const extend = (from: number, taken: number, chosen: readonly ScoredPair[]): void => {
          if (rank(chosen) > best) best = rank(chosen);
          pairs.slice(from).forEach((pair, i) => {
            const both = (1 << pair.a) | (1 << pair.b);
            if ((taken & both) === 0) extend(from + i + 1, taken | both, [...chosen, pair]);
          });
        };
        extend(0, 0, []);
        const { mate } = matchPool(table);
        expect(rank(pairs.filter(({ a, b }) => mate[a] === b))).toBe(best);
      }),
      { numRuns: 150 },
    );
  });

  test('tell a gap of score from one of people, however far a round is from the best', () => {
    let known = 0;
    let unknown = 0;
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.nat(), fc.nat(), (size, seed, taste) => {
        const table = aTable(size, seed);
        const bonus = waitBonuses(table.members);
        const { mate, certificate } = matchPool(table);
        const waits = (chosen: readonly number[]) =>
          chosen.map((i) => table.members[i]!.roundsWaited).sort((a, b) => a - b);
        const scoreIn = (partner: ArrayLike<number>) =>
          table.members.reduce(
            (sum, _, i) => (partner[i]! > i ? sum + scoreOf(table, i, partner[i]!) : sum),
            0,
          );
        // Some other round: by taste instead of by score.
        const some = new Array<number>(size).fill(-1);
        for (let a = 0; a < size; a++) {
          for (let step = 0; step < size && some[a]! < 0; step++) {
            const b = (a + taste + step) % size;
            if (a === b || some[b]! >= 0 || scoreOf(table, a, b) < 0) continue;
            some[a] = b;
            some[b] = a;
          }
        }
        const matched = (partner: ArrayLike<number>) =>
          table.members.map((_, i) => i).filter((i) => partner[i]! >= 0);
        const weight = matched(some).reduce((sum, i) => sum + bonus[i]!, scoreIn(some));
        const gap = gapOfScore(certificate.primal - weight, scoreIn(some), size);
        const samePeople = waits(matched(some)).join() === waits(matched(mate)).join();
        expect(gap === null).toBe(!samePeople);
        if (gap === null) unknown++;
        else {
          known++;
          expect(scoreIn(mate)).toBe(scoreIn(some) + gap);
        }
      }),
      { numRuns: 300, seed: 5 },
    );
    expect(Math.min(known, unknown)).toBeGreaterThan(15);
  });
});
