import type { DayPart } from './profile.ts';

/** Local hours [from, to) of morning, afternoon and evening. */
export const DAY_PART_HOURS = [
  [8, 12],
  [12, 18],
  [18, 22],
] as const;

/** Whether a local hour on a weekday (0 is Monday) lies in one of the day-parts. */
export const isFree = (freeTimes: readonly DayPart[], weekday: number, hour: number): boolean =>
  DAY_PART_HOURS.some(
    ([from, to], part) => hour >= from && hour < to && freeTimes.includes(weekday * 3 + part),
  );
