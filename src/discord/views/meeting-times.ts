import { Temporal } from 'temporal-polyfill';
import type { ZoneId } from '#domain/ids';
import type { Words } from '../words/en.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 168 * HOUR_MS;
/** The Unix epoch was a Thursday; the first Monday after it, 00:00 UTC, starts the count of weeks. */
const FIRST_MONDAY_MS = 4 * 24 * HOUR_MS;

/**
 * When an hour of the UTC week (0 is Monday 00:00 UTC, 167 the last) is on each of the given clocks, the
 * next time it comes after `now`: across a clock change the same UTC hour reads differently.
 */
export function meetingTime(utcHour: number, zones: readonly ZoneId[], now: Date, words: Words): string[] {
  const sinceMonday = (((now.getTime() - FIRST_MONDAY_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS;
  const wait = (utcHour * HOUR_MS - sinceMonday + WEEK_MS) % WEEK_MS;
  const next = Temporal.Instant.fromEpochMilliseconds(now.getTime() + wait);
  return zones.map((zone) => {
    const local = next.toZonedDateTimeISO(zone);
    const clock = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`;
    return words.labels.weeklyTime(local.dayOfWeek - 1, clock);
  });
}
