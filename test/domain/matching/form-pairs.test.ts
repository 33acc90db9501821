import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PersonId, ZoneId } from '#domain/ids';
import { compatibility } from '#domain/matching/compatibility';
import { formRound } from '#domain/matching/form-round';
import { readPool } from '#domain/matching/pool-member';
import type { Candidate } from '#domain/matching/profile';
import type { FormedRound, RoundInput } from '#domain/matching/round';
import { aCandidate, aPool, ROUND, WEIGHTS } from './pool.ts';

const asked = (pool: readonly Candidate[], seed = 0): RoundInput => ({
  pool,
  weights: WEIGHTS,
  seed,
  groupSize: 2,
  ...ROUND,
});
const match = (pool: readonly Candidate[], seed = 0): FormedRound => formRound(asked(pool, seed));
const together = (result: FormedRound): string[] => result.pairs.map(({ members }) => members.join(' & '));

describe('a round of pairs', () => {
  test('of nobody is nobody', () => {
    expect(match([])).toMatchObject({ pairs: [], trios: [], left: [] });
  });

  test('of one leaves them, and says that nobody fits', () => {
    expect(match([aCandidate('ana')]).left).toEqual([{ person: 'ana', why: 'nobody-feasible' }]);
  });

  test('two who share a star meet before two who do not', () => {
    const ana = aCandidate('ana', { values: ['calm', 'nature'], starred: 'calm' });
    const ben = aCandidate('ben', { values: ['calm', 'nature'], starred: 'nature' });
    const cleo = aCandidate('cleo', { values: ['calm', 'nature'], starred: 'calm' });
    const dan = aCandidate('dan', { values: ['calm', 'nature'], starred: 'nature' });
    expect(together(match([ana, ben, cleo, dan]))).toEqual(['ana & cleo', 'ben & dan']);
  });

  test('the match is for everybody: the best pair waits if two others would be left alone', () => {
    const ana = aCandidate('ana', { languages: ['de'], values: ['calm'] });
    const ben = aCandidate('ben', { languages: ['de', 'en'], values: ['faith'] });
    const cleo = aCandidate('cleo', { languages: ['en', 'fr'], values: ['faith'] });
    const dan = aCandidate('dan', { languages: ['fr'] });
    expect(together(match([ana, ben, cleo, dan]))).toEqual(['ana & ben', 'cleo & dan']);
  });

  test('of three, the one who waited longest is not left, however well the others fit', () => {
    const like = { values: ['calm'], starred: 'calm', themes: ['work', 'home'] } as const;
    const ana = aCandidate('ana', { values: [...like.values], starred: 'calm', themes: [...like.themes] });
    const ben = aCandidate('ben', { values: [...like.values], starred: 'calm', themes: [...like.themes] });
    const late = aCandidate('late', { waited: 1 });
    const result = match([ana, ben, late]);
    expect(result.pairs.flatMap(({ members }) => members)).toContain('late');
    expect(result.left).toEqual([{ person: expect.any(String), why: 'odd-one-out' }]);
  });

  test('one who waited long comes before two who waited less', () => {
    // The hub can take one; more people cannot be matched either way.
    const hub = aCandidate('hub', { languages: ['en', 'fr'] });
    const long = aCandidate('long', { languages: ['fr'], waited: 5 });
    const short = aCandidate('short', { waited: 4, apartFrom: ['other'] });
    const other = aCandidate('other', { waited: 4 });
    expect(together(match([hub, long, short, other]))).toEqual(['hub & long']);
  });

  test('nobody meets somebody who blocked them, nor somebody they blocked', () => {
    const ana = aCandidate('ana', { apartFrom: ['ben'] });
    const ben = aCandidate('ben');
    expect(match([ana, ben]).pairs).toEqual([]);
    expect(match([aCandidate('ben', { apartFrom: ['zoe'] }), aCandidate('zoe')]).pairs).toEqual([]);
  });

  test('where everybody blocked everybody, nobody is paired and each is told that nobody fits', () => {
    const names = ['ana', 'ben', 'cleo', 'dan', 'eve'];
    const result = match(
      names.map((name) => aCandidate(name, { apartFrom: names.filter((n) => n !== name) })),
    );
    expect(result.pairs).toEqual([]);
    expect(result.left).toEqual(names.map((person) => ({ person, why: 'nobody-feasible' })));
  });

  test('evenings far apart on the globe are not shared time', () => {
    const ana = aCandidate('ana', { zone: 'America/New_York' as ZoneId });
    const ben = aCandidate('ben', { zone: 'Asia/Tokyo' as ZoneId });
    expect(match([ana, ben]).pairs).toEqual([]);
  });

  test('who is left of people who are all alike is drawn by the seed of the round, the same one each time', () => {
    const pool = Array.from({ length: 9 }, (_, i) => aCandidate(`p${i}`));
    const drawn = (seed: number) => match(pool, seed).left[0]!.person;
    const seeds = [0, 1, 2, 3, 4, 5, 6, 7, 4_294_967_295];
    expect(new Set(seeds.map(drawn)).size).toBeGreaterThan(1);
    expect(seeds.map(drawn)).toEqual(seeds.map(drawn));
  });

  test('somebody named twice is refused, and so are weights that do not add up', () => {
    expect(() => match([aCandidate('ana'), aCandidate('ana')])).toThrow(RangeError);
    expect(() => formRound({ ...asked([]), weights: { ...WEIGHTS, values: 1 } })).toThrow(RangeError);
  });

  test('keeps every promise on any pool, and nothing depends on the order people came in', () => {
    const pools = fc.tuple(fc.integer({ min: 0, max: 26 }), fc.nat());
    fc.assert(
      fc.property(pools, ([size, seed]) => {
        const pool = aPool(size, seed);
        const before = structuredClone(pool);
        const result = match(pool);
        expect(pool).toEqual(before);

        const everybody = [
          ...result.pairs.flatMap(({ members }) => members),
          ...result.left.map((l) => l.person),
        ];
        expect(everybody.sort()).toEqual(pool.map(({ person }) => person).sort());
        const members = new Map(readPool(pool, ROUND).map((member) => [member.person, member]));
        const of = (person: PersonId) => members.get(person)!;
        for (const {
          members: [a, b],
          score,
        } of result.pairs) {
          expect(a < b).toBe(true);
          expect(compatibility(of(a), of(b), WEIGHTS)).toBe(score);
        }
        for (const { person, why } of result.left) {
          const fits = pool.some(
            (p) => p.person !== person && compatibility(of(person), of(p.person), WEIGHTS) !== null,
          );
          expect(why).toBe(fits ? 'odd-one-out' : 'nobody-feasible');
        }
        expect(match([...pool].reverse())).toEqual(result);
      }),
      { numRuns: 150 },
    );
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
    const { trios, left } = match(pool);
    expect(left).toEqual([{ person: 'eve', why: 'odd-one-out' }]);
    expect(trios).toMatchObject([{ person: 'eve', with: ['cleo', 'dan'] }]);
  });

  test('needs all three to have a language in common, not only two and two', () => {
    const pool = [
      aCandidate('ana', { languages: ['de', 'en'], waited: 1 }),
      aCandidate('ben', { languages: ['de', 'fr'], waited: 1 }),
      aCandidate('eve', { languages: ['en', 'fr'] }),
    ];
    expect(match(pool)).toMatchObject({ left: [{ person: 'eve', why: 'odd-one-out' }], trios: [] });
  });

  test('is not offered where somebody blocked the third', () => {
    const pool = [
      aCandidate('ana', { waited: 1 }),
      aCandidate('ben', { waited: 1 }),
      aCandidate('eve', { apartFrom: ['ben'] }),
    ];
    expect(match(pool).trios).toEqual([]);
  });
});
