import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PersonId, ZoneId } from '#domain/ids';
import { compatibility } from '#domain/matching/compatibility';
import { type MatchResult, matchPairs } from '#domain/matching/match-pairs';
import { readPool } from '#domain/matching/pool-member';
import type { Candidate } from '#domain/matching/profile';
import { aCandidate, aPool, ROUND, WEIGHTS } from './pool.ts';

const match = (pool: Candidate[]): MatchResult => matchPairs(pool, WEIGHTS, ROUND);
const together = (result: MatchResult): string[] => result.pairs.map(({ members }) => members.join(' & '));

describe('a round of pairs', () => {
  test('of nobody is nobody', () => {
    expect(match([])).toEqual({ pairs: [], left: [] });
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
    const drawn = (seed: number) => matchPairs(pool, WEIGHTS, { ...ROUND, seed }).left[0]!.person;
    const seeds = [0, 1, 2, 3, 4, 5, 6, 7, 4_294_967_295];
    expect(new Set(seeds.map(drawn)).size).toBeGreaterThan(1);
    expect(seeds.map(drawn)).toEqual(seeds.map(drawn));
    expect(match(pool)).toEqual(matchPairs(pool, WEIGHTS, { ...ROUND, seed: 0 }));
  });

  test('somebody named twice is refused, and so are weights that do not add up', () => {
    expect(() => match([aCandidate('ana'), aCandidate('ana')])).toThrow(RangeError);
    expect(() => matchPairs([], { ...WEIGHTS, values: 1 }, ROUND)).toThrow(RangeError);
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
