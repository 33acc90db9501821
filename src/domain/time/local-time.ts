import { Temporal } from 'temporal-polyfill';
import type { LocalDate, ZoneId } from '../ids.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

const inZone = (instant: Date, zone: ZoneId) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);

/** The calendar day that an instant falls on in a zone. */
export const localDateOf = (instant: Date, zone: ZoneId): LocalDate =>
  inZone(instant, zone).toPlainDate().toString() as LocalDate;

/** The local hour, 0 to 23, at an instant in a zone. */
export const localHourOf = (instant: Date, zone: ZoneId): number => inZone(instant, zone).hour;

export const addDays = (date: LocalDate, days: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ days }).toString() as LocalDate;

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;

/** 0 is Monday, 6 is Sunday. */
export const weekdayOf = (date: LocalDate): number => Temporal.PlainDate.from(date).dayOfWeek - 1;

/**
 * The instant of a local hour on a local day. A gap moves forward by its own length (02:30 becomes 03:30)
 * and an overlap takes the first of the two, as RFC 5545 and Temporal's "compatible" have it.
 */
export const instantAt = (date: LocalDate, hour: number, zone: ZoneId): Date =>
  new Date(
    Temporal.PlainDate.from(date).toZonedDateTime({
      timeZone: zone,
      plainTime: Temporal.PlainTime.from({ hour }),
    }).epochMilliseconds,
  );

/** A day typed as `2026-03-29`; null when it is none. */
export const parseLocalDate = (text: string): LocalDate | null => {
  const typed = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return null;
  try {
    return Temporal.PlainDate.from(typed, { overflow: 'reject' }).toString() as LocalDate;
  } catch {
    return null;
  }
};
