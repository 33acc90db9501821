import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { LocalDate, PersonId, ZoneId } from '#domain/ids';
import { matchPairs } from '#domain/matching/match-pairs';
import { type Candidate, VALUES } from '#domain/matching/profile';
import { MatchingThreads } from '#matching-threads/matching-threads';
import { PRESETS } from '#programmes/presets';

const round = { on: '2026-11-21' as LocalDate };
const { weights } = PRESETS.soft;

const poolOf = (size: number): Candidate[] =>
  Array.from({ length: size }, (_, n) => ({
    person: `person-${String(n).padStart(6, '0')}` as PersonId,
    profile: {
      zone: (['Europe/Berlin', 'America/New_York', 'Asia/Tokyo'] as const)[n % 3] as string as ZoneId,
      languages: n % 5 === 0 ? ['en', 'de'] : ['en'],
      freeTimes: [n % 21, (n * 5 + 2) % 21, (n * 11 + 4) % 21],
      values: [VALUES[n % 24]!, VALUES[(n * 7 + 3) % 24]!],
      starred: null,
      supportWanted: ['listen'],
      styles: null,
      supportOffered: ['listen'],
      themes: [],
      skillsOffered: [],
      skillsSought: [],
      level: null,
      similarLevelMatters: false,
      rhythm: null,
      channel: 'thread',
    },
    roundsWaited: n % 3,
    apartFrom: [],
  }));

describe('matching in threads', () => {
  it.each([[2], [60], [61], [400]])('gives %i people the pairs that the rules give them', async (size) => {
    const pool = poolOf(size);
    expect(await new MatchingThreads(1).pairs(pool, weights, round)).toEqual(
      matchPairs(pool, weights, round),
    );
  });

  it('gives the same pairs at any number of threads', async () => {
    const pool = poolOf(300);
    const [one, two] = [new MatchingThreads(1, 100), new MatchingThreads(2, 100)];
    expect(await one.pairs(pool, weights, round)).toEqual(await two.pairs(pool, weights, round));
  });

  it('lets everything else go on meanwhile, whatever goes to the thread and comes back', async () => {
    const pool = poolOf(6_000);
    let turns = 0;
    let done = false;
    const matching = new MatchingThreads(2, 100).pairs(pool, weights, round).finally(() => {
      done = true;
    });
    while (!done) {
      await pause(1);
      turns += 1;
    }
    expect((await matching).pairs.length).toBeGreaterThan(2_500);
    expect(turns).toBeGreaterThan(50);
  });

  it('tells when a pool cannot be matched', async () => {
    const [twin] = poolOf(1);
    await expect(new MatchingThreads(1).pairs(Array(80).fill(twin), weights, round)).rejects.toThrow();
  });
});
