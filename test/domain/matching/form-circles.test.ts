import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ZoneId } from '#domain/ids';
import { circleFits } from '#domain/matching/circle-fit';
import { formRound } from '#domain/matching/form-round';
import type { Candidate, DayPart } from '#domain/matching/profile';
import { readRound } from '#domain/matching/read-round';
import type { CircleSize, FormedRound } from '#domain/matching/round';
import { scoreOf } from '#domain/matching/score-table';
import { aCandidate, aPool, ROUND, WEIGHTS } from './pool.ts';

const SIZES: readonly CircleSize[] = [3, 4, 5, 6];
const circlesOf = (pool: readonly Candidate[], groupSize: CircleSize = 4): FormedRound =>
  formRound({ pool, weights: WEIGHTS, seed: 0, groupSize, ...ROUND });
const names = (count: number) => Array.from({ length: count }, (_, i) => `p${String(i).padStart(2, '0')}`);
const sizes = ({ circles }: FormedRound) => circles.map(({ members }) => members.length).sort();

describe('a round of circles', () => {
  test('of too few is no circle', () => {
    for (const count of [0, 1, 2]) {
      const { circles, left } = circlesOf(names(count).map((name) => aCandidate(name)));
      expect(circles).toEqual([]);
      expect(left.length).toBe(count);
    }
  });

  test('leaves nobody out of people who all fit, whatever the size and the count', () => {
    for (const size of SIZES) {
      for (let count = 3; count <= 26; count++) {
        const result = circlesOf(
          names(count).map((name) => aCandidate(name)),
          size,
        );
        expect({ size, count, left: result.left }).toEqual({ size, count, left: [] });
        expect(sizes(result).every((each) => each >= 3 && each <= 6)).toBe(true);
      }
    }
  });

  test('has the wanted size where the count comes out even', () => {
    for (const size of SIZES) {
      const even = circlesOf(
        names(4 * size).map((name) => aCandidate(name)),
        size,
      );
      expect(sizes(even)).toEqual([size, size, size, size]);
    }
  });

  test('brings those together who share what matters to them', () => {
    const pool = names(12).map((name, i) =>
      aCandidate(name, { values: [(['calm', 'faith', 'nature'] as const)[i % 3]!] }),
    );
    expect(circlesOf(pool).circles.map(({ members }) => members.join(' '))).toEqual([
      'p00 p03 p06 p09',
      'p01 p04 p07 p10',
      'p02 p05 p08 p11',
    ]);
  });

  test('says why: what most of them hold, what all of them speak, and when all are free', () => {
    const pool = names(4).map((name, i) =>
      aCandidate(name, {
        zone: 'UTC' as ZoneId,
        languages: i === 0 ? ['en', 'de'] : ['en', 'fr'],
        values: i === 3 ? ['nature', 'calm'] : ['calm', 'faith'],
        themes: i < 2 ? ['work'] : [],
        freeTimes: [2, i],
      }),
    );
    const [circle] = circlesOf(pool).circles;
    expect(circle!.reason).toEqual({
      values: ['calm', 'faith'],
      themes: [],
      languages: ['en'],
      sharedHours: 4,
      meetAtUtcHours: [18],
    });
  });

  test('needs two hours that all share, not only two and two', () => {
    // Each two of them share an evening, all four do not.
    const evenings: DayPart[][] = [
      [2, 5, 8],
      [2, 11, 14],
      [5, 11, 17],
      [8, 14, 17],
    ];
    expect(circlesOf(evenings.map((freeTimes, i) => aCandidate(`p${i}`, { freeTimes }))).circles).toEqual([]);
  });

  test('needs a language that all share', () => {
    const pool = (['de', 'fr', 'es'] as const).map((other, i) =>
      aCandidate(`p${i}`, { languages: [other, (['fr', 'es', 'de'] as const)[i]!] }),
    );
    expect(circlesOf(pool).circles).toEqual([]);
  });

  test('has nobody alone in a far time zone, but two of them are company', () => {
    const always = Array.from({ length: 21 }, (_, part) => part);
    const at = (name: string, zone: string) => aCandidate(name, { zone: zone as ZoneId, freeTimes: always });
    const three = ['ana', 'ben', 'cleo'].map((name) => at(name, 'Europe/Berlin'));
    expect(circlesOf([...three, at('yuki', 'Asia/Tokyo')]).left).toEqual([
      { person: 'yuki', why: 'odd-one-out' },
    ]);
    const both = [at('yuki', 'Asia/Tokyo'), at('zen', 'Asia/Tokyo')];
    expect(circlesOf([...three.slice(0, 2), ...both]).left).toEqual([]);
  });

  test('tells how far it is, and ends with everything done', () => {
    const heard: [string, number][] = [];
    const pool = names(40).map((name) => aCandidate(name));
    const input = { pool, weights: WEIGHTS, seed: 0, groupSize: 4 as const, ...ROUND };
    const told = formRound(input, { progress: (stage, done) => heard.push([stage, done]) });
    expect(heard.every(([, done]) => done >= 0 && done <= 1)).toBe(true);
    expect(heard.at(-1)).toEqual(['seats', 1]);
    expect(told).toEqual(formRound(input));
  });

  test('keeps its promises on any pool, whatever order people came in', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 60 }),
        fc.nat(),
        fc.constantFrom(...SIZES),
        (count, seed, size) => {
          const pool = aPool(count, seed);
          const before = structuredClone(pool);
          const result = circlesOf(pool, size);
          expect(pool).toEqual(before);
          const seated = result.circles.flatMap(({ members }) => members);
          expect([...seated, ...result.left.map(({ person }) => person)].sort()).toEqual(
            pool.map(({ person }) => person).sort(),
          );
          const table = readRound({ pool, weights: WEIGHTS, seed: 0, ...ROUND });
          const place = new Map(table.members.map(({ person }, i) => [person, i]));
          for (const { members, score } of result.circles) {
            const places = members.map((person) => place.get(person)!);
            expect(members.length >= 3 && members.length <= 6).toBe(true);
            expect(circleFits(table, places)).toBe(true);
            let sum = 0;
            for (const a of places) for (const b of places) if (a < b) sum += scoreOf(table, a, b);
            expect(score).toBe(sum);
          }
          expect(circlesOf([...pool].reverse(), size)).toEqual(result);
        },
      ),
      { numRuns: 80 },
    );
  });
});
