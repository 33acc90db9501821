import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocalDate, PersonId, ZoneId } from '#domain/ids';
import { isFree } from '#domain/matching/day-parts';
import { localDateOf, localHourOf, weekdayOf } from '#domain/time/local-time';
import { nextWakingHour, type PromptedPerson, promptTimes } from '#domain/trial/prompt-time';

const MONDAY = '2026-11-23' as LocalDate;
const person = (name: string, zone: string, freeTimes: number[]): PromptedPerson => ({
  person: name as PersonId,
  zone: zone as ZoneId,
  freeTimes,
});

describe('when a prompt comes', () => {
  it('comes once for two who are free at the same hour', () => {
    const times = promptTimes(
      [person('ana', 'Europe/Berlin', [0, 2]), person('ben', 'Europe/Lisbon', [0])],
      MONDAY,
      'Europe/Berlin' as ZoneId,
    );
    expect(times).toEqual([
      {
        person: null,
        at: new Date('2026-11-23T08:00:00Z'),
        intended: { zone: 'Europe/Berlin', on: MONDAY, hour: 9 },
      },
    ]);
  });

  it('comes to each in their own free time when there is no hour for both', () => {
    const times = promptTimes(
      [person('ana', 'Europe/Berlin', [2]), person('kai', 'Asia/Tokyo', [2])],
      MONDAY,
      'Europe/Berlin' as ZoneId,
    );
    expect(times.map(({ person, intended }) => [person, intended.zone, intended.hour])).toEqual([
      ['ana', 'Europe/Berlin', 18],
      ['kai', 'Asia/Tokyo', 18],
    ]);
  });

  it('keeps to a usual hour on a day without free time', () => {
    const [time] = promptTimes([person('ana', 'Europe/Berlin', [5])], MONDAY, 'Europe/Berlin' as ZoneId);
    expect(time!.intended.hour).toBe(18);
  });

  it('a shared prompt lies in the free time of everybody, in their own clock', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
    const parts = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 21 });
    fc.assert(
      fc.property(
        zones,
        zones,
        parts,
        parts,
        fc.integer({ min: 0, max: 6 }),
        (a, b, free, other, weekday) => {
          const people = [person('ana', a, free), person('ben', b, other)];
          const day = `2026-11-${23 + weekday}` as LocalDate;
          for (const time of promptTimes(people, day, a as ZoneId)) {
            if (time.person !== null) continue;
            for (const { zone, freeTimes } of people)
              expect(
                isFree(freeTimes, weekdayOf(localDateOf(time.at, zone)), localHourOf(time.at, zone)),
              ).toBe(true);
          }
        },
      ),
    );
  });

  it('waits for the morning of whoever sleeps longest', () => {
    const people = [person('ana', 'Europe/Berlin', []), person('eve', 'America/New_York', [])];
    expect(nextWakingHour(people, new Date('2026-11-23T02:20:00Z')).toISOString()).toBe(
      '2026-11-23T13:00:00.000Z',
    );
  });

  it('does not wait when everybody is awake', () => {
    const now = new Date('2026-11-23T14:20:00Z');
    expect(nextWakingHour([person('ana', 'Europe/Berlin', [])], now)).toBe(now);
  });
});
