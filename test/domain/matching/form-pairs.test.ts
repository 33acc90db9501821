import { describe, expect, test } from 'vitest';
import type { PersonId } from '#domain/ids';
import { formPairs } from '#domain/matching/form-pairs';
import type { Candidate } from '#domain/matching/profile';
import { aCandidate, aPool, ROUND, WEIGHTS } from './pool.ts';

const round = (pool: readonly Candidate[], seed = 0) => formPairs({ pool, weights: WEIGHTS, seed, ...ROUND });

describe('a round that can be replayed', () => {
  test('gives the same from the same pool and seed, whatever order the pool is stored in', () => {
    const pool = aPool(61, 4);
    expect(round([...pool].reverse(), 9)).toEqual(round(structuredClone(pool), 9));
  });

  test('comes with its proof: the weight of the round equals the bound of all rounds', () => {
    const { certificate } = round(aPool(80, 6));
    expect(certificate.primal).toBe(certificate.dual);
    expect(certificate.gap).toBe(0);
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
    expect(backwards.certificate.primal).toBe(round(pool).certificate.primal);
  });

  test('another seed lets others win a tie, and nobody loses by it', () => {
    const pool = Array.from({ length: 9 }, (_, i) => aCandidate(`p${i}`));
    const leftOut = new Set([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => round(pool, seed).left[0]!.person));
    expect(leftOut.size).toBeGreaterThan(1);
    expect(round(pool, 1).certificate.primal).toBe(round(pool, 2).certificate.primal);
  });
});

describe('a trio', () => {
  test('is offered to the odd one out, with the pair that fits best', () => {
    const pool = [
      aCandidate('ana', { values: ['calm'], starred: 'calm', themes: ['work', 'home'] }),
      aCandidate('ben', { values: ['calm'], starred: 'calm', themes: ['work', 'home'] }),
      aCandidate('cleo', { values: ['faith'], starred: 'faith', themes: ['rest', 'study'] }),
      aCandidate('dan', { values: ['faith'], starred: 'faith', themes: ['rest', 'study'] }),
      aCandidate('eve', { values: ['faith'] }),
    ];
    const { trios, left } = round(pool);
    expect(left).toEqual([{ person: 'eve', why: 'odd-one-out' }]);
    expect(trios).toMatchObject([{ person: 'eve', with: ['cleo', 'dan'] }]);
  });

  test('needs all three to have a language in common, not only two and two', () => {
    const pool = [
      aCandidate('ana', { languages: ['de', 'en'], waited: 1 }),
      aCandidate('ben', { languages: ['de', 'fr'], waited: 1 }),
      aCandidate('eve', { languages: ['en', 'fr'] }),
    ];
    expect(round(pool)).toMatchObject({ left: [{ person: 'eve', why: 'odd-one-out' }], trios: [] });
  });

  test('is not offered where somebody blocked the third', () => {
    const pool = [
      aCandidate('ana', { waited: 1 }),
      aCandidate('ben', { waited: 1 }),
      aCandidate('eve', { apartFrom: ['ben'] }),
    ];
    expect(round(pool).trios).toEqual([]);
  });
});
