import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LocalDate, ZoneId } from '#domain/ids';
import { compatibility, scorePair } from '#domain/matching/compatibility';
import { CONDITIONS, WANTED } from '#domain/matching/criteria/criteria';
import { complementaryStyles } from '#domain/matching/criteria/complementary-styles';
import { mutualSupport } from '#domain/matching/criteria/mutual-support';
import { sharedValues } from '#domain/matching/criteria/shared-values';
import { skillsAndLevel } from '#domain/matching/criteria/skills-and-level';
import { explain } from '#domain/matching/explain';
import { freeUtcHours, listHours, offsetMinutes } from '#domain/matching/free-hours';
import { readPool } from '#domain/matching/pool-member';
import type { Candidate, Profile } from '#domain/matching/profile';
import { aCandidate, aPool, ROUND, WEIGHTS } from './pool.ts';

const two = (a: Candidate, b: Candidate) => {
  const [first, second] = readPool([a, b], ROUND);
  return [first!, second!] as const;
};
const anaAndBen = (ana: Partial<Profile>, ben: Partial<Profile>) =>
  two(aCandidate('ana', ana), aCandidate('ben', ben));

describe('free times', () => {
  const MONDAY_EVENING = 2;

  test('an evening in UTC is four hours of UTC', () => {
    expect(listHours(freeUtcHours([MONDAY_EVENING], 0))).toEqual([18, 19, 20, 21]);
  });

  test('an evening in New York runs into the next day of UTC, and a Sunday evening into Monday', () => {
    const newYork = offsetMinutes('America/New_York' as ZoneId, ROUND.on);
    expect(listHours(freeUtcHours([MONDAY_EVENING], newYork))).toEqual([22, 23, 24, 25]);
    expect(listHours(freeUtcHours([20], newYork))).toEqual([0, 1, 166, 167]);
  });

  test('a Monday morning in Tokyo begins on Sunday in UTC', () => {
    expect(listHours(freeUtcHours([0], 540))).toEqual([0, 1, 2, 167]);
  });

  test('only whole hours count where clocks are off by minutes, and parts that touch are one stretch', () => {
    const kathmandu = offsetMinutes('Asia/Kathmandu' as ZoneId, ROUND.on);
    expect(kathmandu).toBe(345);
    expect(listHours(freeUtcHours([0], kathmandu))).toEqual([3, 4, 5]);
    expect(listHours(freeUtcHours([0, 1], kathmandu))).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('west of Greenwich too', () => {
    const newfoundland = offsetMinutes('America/St_Johns' as ZoneId, ROUND.on);
    expect(newfoundland).toBe(-150);
    expect(listHours(freeUtcHours([0], newfoundland))).toEqual([11, 12, 13]);
  });

  test('summer time counts on the day of the round', () => {
    const berlin = 'Europe/Berlin' as ZoneId;
    expect(offsetMinutes(berlin, '2026-03-28' as LocalDate)).toBe(60);
    expect(offsetMinutes(berlin, '2026-03-29' as LocalDate)).toBe(120);
  });

  test('a part that no week has is refused', () => {
    expect(() => freeUtcHours([21], 0)).toThrow(RangeError);
  });
});

describe('what makes two people fit', () => {
  test('a shared value counts, a star on it more, both stars most', () => {
    const weigh = (a: Partial<Profile>, b: Partial<Profile>) => sharedValues.weigh(...anaAndBen(a, b));
    const calm = { values: ['calm', 'faith'] } satisfies Partial<Profile>;
    const starred = { ...calm, starred: 'calm' } satisfies Partial<Profile>;
    expect(weigh({ values: ['family'] }, calm)).toBe(0);
    expect(weigh({ values: ['calm'] }, calm)).toBe(1);
    expect(weigh({ values: ['calm'] }, starred)).toBe(2);
    expect(weigh(starred, { values: ['calm'], starred: 'calm' })).toBe(4);
  });

  test('a difference in style is worth having, unknown styles are worth nothing', () => {
    const planner = { structuredFlexible: -2, drivingReflective: 0, visionaryMethodical: 0 };
    const improviser = { structuredFlexible: 2, drivingReflective: 1, visionaryMethodical: 0 };
    const pair = anaAndBen({ styles: planner }, { styles: improviser });
    expect(complementaryStyles.weigh(...pair)).toBe(5);
    expect(explain(...pair, WEIGHTS).difference).toEqual({ kind: 'style', axis: 'structuredFlexible' });
    expect(complementaryStyles.weigh(...anaAndBen({ styles: planner }, {}))).toBe(0);
  });

  test('support counts by the share of wishes that are met, both ways', () => {
    const pair = anaAndBen(
      { supportWanted: ['listen', 'nudge'], supportOffered: ['ideas'] },
      { supportWanted: ['ideas'], supportOffered: ['listen'] },
    );
    expect(mutualSupport.weigh(...pair)).toBe(30 + 60);
    expect(explain(...pair, WEIGHTS).difference).toEqual({ kind: 'support', support: 'listen', from: 'ben' });
  });

  test('a skill is found whatever its spelling in capitals and spaces', () => {
    const pair = anaAndBen({ skillsSought: ['Public  speaking '] }, { skillsOffered: ['public Speaking'] });
    expect(skillsAndLevel.weigh(...pair)).toBe(4);
    expect(explain(...pair, WEIGHTS).difference).toMatchObject({ kind: 'skill', from: 'ben' });
  });

  test('level matters only to those who say so', () => {
    const levels = (matters: boolean) => anaAndBen({ level: 1, similarLevelMatters: matters }, { level: 4 });
    expect(skillsAndLevel.weigh(...levels(false))).toBe(2);
    expect(skillsAndLevel.weigh(...levels(true))).toBe(0);
  });

  test('a why-card names values, star, themes, languages and hours to meet', () => {
    const ana = {
      values: ['calm', 'faith'],
      starred: 'calm',
      themes: ['home'],
      languages: ['en', 'de'],
    } as const;
    const reason = explain(
      ...anaAndBen(
        {
          ...ana,
          values: [...ana.values],
          themes: [...ana.themes],
          languages: [...ana.languages],
          freeTimes: [2, 5],
        },
        {
          values: ['calm'],
          starred: 'calm',
          themes: ['home', 'rest'],
          languages: ['de', 'en'],
          freeTimes: [5, 8],
        },
      ),
      WEIGHTS,
    );
    expect(reason).toEqual({
      sharedValues: ['calm'],
      sharedStar: 'calm',
      difference: null,
      sharedThemes: ['home'],
      languages: ['en', 'de'],
      sharedHours: 4,
      meetAtUtcHours: [42],
    });
  });

  test('every criterion gives whole numbers within its bounds, whoever is named first', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const [a, b] = readPool(aPool(2, seed), ROUND);
        for (const criterion of [...CONDITIONS, ...WANTED]) {
          const weighed = criterion.weigh(a!, b!);
          expect(Number.isInteger(weighed) && weighed >= 0).toBe(true);
          expect(criterion.weigh(b!, a!)).toBe(weighed);
          if (criterion.kind === 'wanted') expect(weighed).toBeLessThanOrEqual(criterion.most);
        }
        const score = scorePair(a!, b!, WEIGHTS);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(10_000);
        expect(compatibility(b!, a!, WEIGHTS)).toBe(compatibility(a!, b!, WEIGHTS));
      }),
      { numRuns: 500 },
    );
  });

  test('two who fit in everything score all points', () => {
    const same = {
      values: ['calm', 'faith', 'family', 'nature', 'health'],
      starred: 'calm',
      freeTimes: Array.from({ length: 21 }, (_, part) => part),
      supportWanted: ['listen'],
      supportOffered: ['listen'],
      themes: ['home', 'rest', 'work'],
      skillsOffered: ['chess'],
      skillsSought: ['chess'],
      rhythm: 'weekly',
    } satisfies Partial<Profile>;
    const axis = (steps: number) => ({
      structuredFlexible: steps,
      drivingReflective: steps,
      visionaryMethodical: steps,
    });
    const pair = anaAndBen({ ...same, styles: axis(-2) }, { ...same, styles: axis(2) });
    expect(compatibility(...pair, WEIGHTS)).toBe(10_000);
  });
});
