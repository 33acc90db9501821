import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocalDate, ZoneId } from '#domain/ids';
import {
  addDays,
  daysBetween,
  instantAt,
  localDateOf,
  localHourOf,
  parseLocalDate,
  weekdayOf,
} from '#domain/time/local-time';

const date = (text: string) => text as LocalDate;
const zone = (text: string) => text as ZoneId;

describe('local time', () => {
  it.each([
    ['New York', 'America/New_York', '2026-03-08', 2, '2026-03-08T07:00:00.000Z'],
    ['Berlin', 'Europe/Berlin', '2026-03-29', 2, '2026-03-29T01:00:00.000Z'],
    ['Cairo', 'Africa/Cairo', '2026-04-24', 0, '2026-04-23T22:00:00.000Z'],
    ['Lord Howe, by its half hour', 'Australia/Lord_Howe', '2026-10-04', 2, '2026-10-03T15:30:00.000Z'],
  ])('moves an hour that spring skips in %s forward by the gap', (_, name, day, hour, instant) => {
    expect(instantAt(date(day), hour, zone(name)).toISOString()).toBe(instant);
  });

  it.each([
    ['New York', 'America/New_York', '2026-11-01', 1, '2026-11-01T05:00:00.000Z'],
    ['Berlin', 'Europe/Berlin', '2026-10-25', 2, '2026-10-25T00:00:00.000Z'],
    ['Cairo', 'Africa/Cairo', '2026-10-29', 23, '2026-10-29T20:00:00.000Z'],
  ])('takes the first of an hour that autumn has twice in %s', (_, name, day, hour, instant) => {
    expect(instantAt(date(day), hour, zone(name)).toISOString()).toBe(instant);
  });

  it('keeps day and hour of a prompt that is not in a gap, in any zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'),
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 4, max: 23 }),
        (name, offset, hour) => {
          const day = addDays(date('2022-01-01'), offset);
          const at = instantAt(day, hour, zone(name));
          expect([localDateOf(at, zone(name)), localHourOf(at, zone(name))]).toEqual([day, hour]);
        },
      ),
    );
  });

  it('counts days as calendars do', () => {
    expect(daysBetween(date('2026-02-27'), date('2026-03-01'))).toBe(2);
    expect(addDays(date('2026-12-31'), 1)).toBe('2027-01-01');
    expect(weekdayOf(date('2026-11-23'))).toBe(0);
  });

  it.each(['2026-02-30', 'tomorrow', '26-1-1', '2026-13-01', ''])('does not take %j for a day', (typed) => {
    expect(parseLocalDate(typed)).toBeNull();
  });

  it('reads a typed day', () => {
    expect(parseLocalDate(' 2028-02-29 ')).toBe('2028-02-29');
  });
});
