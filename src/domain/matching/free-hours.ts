import { Temporal } from 'temporal-polyfill';
import type { LocalDate, ZoneId } from '../ids.ts';
import { DAY_PART_HOURS } from './day-parts.ts';
import type { DayPart } from './profile.ts';

export const HOURS_A_WEEK = 168;
/** A week of hours as bits: hour h (0 is Monday 00:00 UTC) is bit h % 32 of word h / 32. */
export type WeekHours = Int32Array;
export const WEEK_WORDS = 6;

/** Minutes that the zone's clocks are ahead of UTC at noon of that day. */
export function offsetMinutes(zone: ZoneId, on: LocalDate): number {
  const noon = Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: zone, plainTime: '12:00' });
  return Math.round(noon.offsetNanoseconds / 60e9);
}

/**
 * Day-parts in a zone's own time as hours of a UTC week. An hour counts only when all of it is free, so
 * that zones with a quarter or half hour promise no meeting that runs past the end of a morning.
 * Refuses a day-part that is not 0 to 20.
 */
export function freeUtcHours(freeTimes: readonly DayPart[], minutesAhead: number): WeekHours {
  const local = new Uint8Array(HOURS_A_WEEK);
  for (const part of freeTimes) {
    const range = DAY_PART_HOURS[part % 3];
    if (!Number.isInteger(part) || part < 0 || part > 20 || !range)
      throw new RangeError(`No day-part ${part}`);
    const midnight = Math.floor(part / 3) * 24;
    local.fill(1, midnight + range[0], midnight + range[1]);
  }
  const hours = new Int32Array(WEEK_WORDS);
  const ahead = Math.floor(minutesAhead / 60);
  const later = minutesAhead % 60 === 0 ? 0 : 1;
  let first = (((ahead % HOURS_A_WEEK) + HOURS_A_WEEK) % HOURS_A_WEEK) - 1;
  for (let hour = 0; hour < HOURS_A_WEEK; hour++) {
    first = first + 1 === HOURS_A_WEEK ? 0 : first + 1;
    const last = first + later === HOURS_A_WEEK ? 0 : first + later;
    if (local[first] === 1 && local[last] === 1) hours[hour >> 5]! |= 1 << (hour & 31);
  }
  return hours;
}

/** How many bits of a 32-bit word are set (the SWAR count of Hacker's Delight, 5-1). */
export function bitCount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The hours free in both weeks. */
export function commonHours(a: WeekHours, b: WeekHours): WeekHours {
  return a.map((word, i) => word & b[i]!);
}

export function countHours(hours: WeekHours): number {
  let count = 0;
  for (const word of hours) count += bitCount(word);
  return count;
}

/** Hours of the week that are set, in order from Monday. */
export function listHours(hours: WeekHours): number[] {
  const list: number[] = [];
  for (let hour = 0; hour < HOURS_A_WEEK; hour++) if (hours[hour >> 5]! & (1 << (hour & 31))) list.push(hour);
  return list;
}
