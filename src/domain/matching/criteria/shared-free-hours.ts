import { commonHours, countHours, listHours, type WeekHours } from '../free-hours.ts';
import type { Condition } from './criterion.ts';

/** Hours a week that two people, or a whole circle, must have free together. */
export const LEAST_SHARED_HOURS = 2;

/** Two people need two free hours together in a week; whole hours of UTC, on the day of the round. */
export const sharedFreeHours: Condition = {
  kind: 'needed',
  name: 'shared-free-hours',
  least: LEAST_SHARED_HOURS,
  weigh: (a, b) => countHours(commonHours(a.hours, b.hours)),
  explain: (a, b) => {
    const shared = commonHours(a.hours, b.hours);
    return { sharedHours: countHours(shared), meetAtUtcHours: meetingHours(shared) };
  },
};

/** Up to three hours to meet: the start of each free stretch, one a day first, so that there is a choice. */
export function meetingHours(shared: WeekHours): number[] {
  const hours = listHours(shared);
  const starts = hours.filter((hour) => !hours.includes(hour - 1));
  const onePerDay = starts.filter((hour, i) => i === 0 || dayOf(hour) !== dayOf(starts[i - 1]!));
  const others = starts.filter((hour) => !onePerDay.includes(hour));
  return [...onePerDay, ...others].slice(0, 3).sort((x, y) => x - y);
}

const dayOf = (hour: number): number => Math.floor(hour / 24);
