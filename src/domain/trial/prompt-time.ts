import type { LocalDate, PersonId, ZoneId } from '../ids.ts';
import { isFree } from '../matching/day-parts.ts';
import type { DayPart } from '../matching/profile.ts';
import { HOUR_MS, instantAt, localDateOf, localHourOf, weekdayOf } from '../time/local-time.ts';

export type PromptedPerson = { person: PersonId; zone: ZoneId; freeTimes: readonly DayPart[] };

/** One prompt of a day: for everybody (`person` null) or for one of them, with what was promised locally. */
export type PromptTime = {
  person: PersonId | null;
  at: Date;
  intended: { zone: ZoneId; on: LocalDate; hour: number };
};

/** Nobody is asked earlier or later than this, in their own clock. */
const WAKING_HOURS = { from: 8, until: 22 } as const;

/** An hour for somebody with no free time that day: the hour of their other days, else early evening. */
const usualHour = ({ freeTimes }: PromptedPerson): number => {
  const part = freeTimes.length > 0 ? Math.min(...freeTimes.map((dayPart) => dayPart % 3)) : 2;
  return [9, 13, 18][part]!;
};

const freeAt = ({ zone, freeTimes }: PromptedPerson, at: Date): boolean =>
  isFree(freeTimes, weekdayOf(localDateOf(at, zone)), localHourOf(at, zone));

export const awakeAt = (zone: ZoneId, at: Date): boolean => {
  const hour = localHourOf(at, zone);
  return hour >= WAKING_HOURS.from && hour < WAKING_HOURS.until;
};

/** The first full hour at or after `from` at which everybody is awake, or `from` itself when they are; within two days. */
export const nextWakingHour = (people: readonly PromptedPerson[], from: Date): Date => {
  if (people.every(({ zone }) => awakeAt(zone, from))) return from;
  const firstHour = Math.ceil(from.getTime() / HOUR_MS) * HOUR_MS;
  for (let hour = 0; hour < 48; hour++) {
    const at = new Date(firstHour + hour * HOUR_MS);
    if (people.every(({ zone }) => awakeAt(zone, at))) return at;
  }
  return from;
};

/**
 * When a day's prompt comes: the first hour of that local day (in the pair's agreed zone) that lies in
 * everybody's free time, one for all; when there is none, each person's own first free hour of the day.
 */
export const promptTimes = (
  people: readonly PromptedPerson[],
  on: LocalDate,
  agreedZone: ZoneId,
): PromptTime[] => {
  for (let hour = 0; hour < 24; hour++) {
    const at = instantAt(on, hour, agreedZone);
    if (people.every((person) => freeAt(person, at)))
      return [{ person: null, at, intended: { zone: agreedZone, on, hour } }];
  }
  return people.map((person) => {
    let hour = usualHour(person);
    for (let candidate = 0; candidate < 24; candidate++) {
      if (isFree(person.freeTimes, weekdayOf(on), candidate)) {
        hour = candidate;
        break;
      }
    }
    return {
      person: person.person,
      at: instantAt(on, hour, person.zone),
      intended: { zone: person.zone, on, hour },
    };
  });
};
