import { describe, expect, test } from 'vitest';
import type { PersonId } from '#domain/ids';
import { formRound } from '#domain/matching/form-round';
import { dice } from '#domain/matching/dice';
import type { Candidate } from '#domain/matching/profile';
import { readRound } from '#domain/matching/read-round';
import type { FormedRound, RoundInput } from '#domain/matching/round';
import { scoreOf } from '#domain/matching/score-table';
import { aCandidate, aPool, ROUND, WEIGHTS } from './pool.ts';

const GROUP_SIZES = [2, 3, 4, 5, 6] as const;
const asked = (pool: readonly Candidate[], more: Partial<RoundInput> = {}): RoundInput => ({
  pool,
  weights: WEIGHTS,
  seed: 0,
  groupSize: 2,
  ...ROUND,
  ...more,
});
const round = (pool: readonly Candidate[], seed = 0): FormedRound => formRound(asked(pool, { seed }));
const weightOf = ({ certificate }: FormedRound): number => certificate.matchings[0]!.primal;

const shuffled = <Item>(items: readonly Item[], seed: number): Item[] => {
  const roll = dice(seed);
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = roll(i + 1);
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
};

describe('a round that can be replayed', () => {
  test.each(
    GROUP_SIZES,
  )('in groups of %i, is the same to the letter in any order of the pool', (groupSize) => {
    const pool = aPool(73, 4);
    const once = JSON.stringify(formRound(asked(pool, { seed: 9, groupSize })));
    for (const order of [1, 2, 3]) {
      const again = asked(shuffled(pool, order), { seed: 9, groupSize });
      expect(JSON.stringify(formRound(again))).toBe(once);
      expect(JSON.stringify(formRound(JSON.parse(JSON.stringify(again))))).toBe(once);
    }
  });

  test('under other names that sort alike, the same people meet; under any names, the round is as good', () => {
    const pool = aPool(40, 12);
    const renamed = (name: (person: string) => string) =>
      pool.map((one) => ({
        ...one,
        person: name(one.person) as PersonId,
        apartFrom: one.apartFrom.map((person) => name(person) as PersonId),
      }));
    const met = (pairs: { members: readonly string[] }[]) => pairs.map(({ members }) => members.join(' '));
    const longer = round(renamed((person) => `x-${person}`));
    expect(met(longer.pairs)).toEqual(met(round(pool).pairs).map((pair) => pair.replace(/p/g, 'x-p')));
    const backwards = round(renamed((person) => [...person].reverse().join('')));
    expect(weightOf(backwards)).toBe(weightOf(round(pool)));
  });

  test('another seed lets others win a tie, and nobody loses by it', () => {
    const pool = Array.from({ length: 9 }, (_, i) => aCandidate(`p${i}`));
    const leftOut = new Set([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => round(pool, seed).left[0]!.person));
    expect(leftOut.size).toBeGreaterThan(1);
    expect(weightOf(round(pool, 1))).toBe(weightOf(round(pool, 2)));
  });
});

describe('the certificate of a round', () => {
  test.each(GROUP_SIZES)('in groups of %i, counts the people and adds up all scores', (groupSize) => {
    const input = asked(aPool(80, 6), { groupSize });
    const { pairs, circles, certificate } = formRound(input);
    const table = readRound(input);
    const place = new Map(table.members.map(({ person }, i) => [person, i]));
    const groups: PersonId[][] = [...pairs, ...circles].map(({ members }) => members);
    let score = 0;
    for (const members of groups)
      for (const a of members)
        for (const b of members) if (a < b) score += scoreOf(table, place.get(a)!, place.get(b)!);
    expect(certificate).toMatchObject({ matched: groups.flat().length, score });
    expect(groups.length).toBeGreaterThan(5);
    expect(certificate.matchings.length).toBeGreaterThan(0);
    for (const { primal, dual } of certificate.matchings) expect(primal).toBe(dual);
  });

  test('says of pairs that none are better, and of circles by how much others could be', () => {
    expect(round(aPool(80, 6)).certificate.gap).toBe(0);
    expect(round(aPool(700, 6)).certificate.gap).toBe(0);
    // Twelve who are all alike could not be better seated; four pairs of friends among strangers perhaps.
    const alike = Array.from({ length: 12 }, (_, i) => aCandidate(`p${i}`, { values: ['calm'] }));
    expect(formRound(asked(alike, { groupSize: 4 })).certificate.gap).toBe(0);
    expect(formRound(asked(aPool(80, 6), { groupSize: 4 })).certificate.gap).toBeGreaterThan(0);
  });

  test('of nobody is nothing, and the best', () => {
    for (const groupSize of GROUP_SIZES)
      expect(formRound(asked([], { groupSize })).certificate).toMatchObject({ matched: 0, score: 0, gap: 0 });
  });
});
