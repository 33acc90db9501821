import type { LocalDate, PersonId, ZoneId } from '#domain/ids';
import { dice } from '#domain/matching/dice';
import {
  type Candidate,
  LANGUAGES,
  type Profile,
  RHYTHMS,
  SUPPORTS,
  THEMES,
  VALUES,
} from '#domain/matching/profile';
import { PRESETS } from '#programmes/presets';

export const WEIGHTS = PRESETS.soft.weights;
export const ROUND = { on: '2026-06-15' as LocalDate };

/** Somebody in UTC who speaks English and is free on every evening. */
export function aProfile(told: Partial<Profile> = {}): Profile {
  return {
    zone: 'UTC' as ZoneId,
    languages: ['en'],
    freeTimes: [2, 5, 8, 11, 14, 17, 20],
    values: [],
    starred: null,
    supportWanted: [],
    styles: null,
    supportOffered: [],
    themes: [],
    skillsOffered: [],
    skillsSought: [],
    level: null,
    similarLevelMatters: false,
    rhythm: null,
    channel: 'thread',
    ...told,
  };
}

type Told = Partial<Profile> & { waited?: number; apartFrom?: string[] };

export function aCandidate(person: string, { waited = 0, apartFrom = [], ...told }: Told = {}): Candidate {
  return {
    person: person as PersonId,
    profile: aProfile(told),
    roundsWaited: waited,
    apartFrom: apartFrom as PersonId[],
  };
}

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Asia/Tokyo',
];

/** A varied pool: most told everything, some only the first form, a few have blocks and waits. */
export function aPool(size: number, seed: number): Candidate[] {
  const roll = dice(seed);
  const some = <T>(list: readonly T[], most: number): T[] => {
    const chosen = new Set<T>();
    const count = 1 + roll(most);
    for (let i = 0; i < count; i++) chosen.add(list[roll(list.length)]!);
    return [...chosen];
  };
  const style = () => roll(5) - 2;
  return Array.from({ length: size }, (_, i) => {
    const values = some(VALUES, 5);
    const first = {
      zone: ZONES[roll(ZONES.length)] as ZoneId,
      languages: some(LANGUAGES.slice(0, 4), 2),
      freeTimes: some(
        Array.from({ length: 21 }, (_, part) => part),
        6,
      ),
      values,
      starred: roll(4) === 0 ? null : values[0]!,
      supportWanted: some(SUPPORTS, 3),
      waited: roll(5) === 0 ? 1 + roll(3) : 0,
      apartFrom: roll(4) === 0 ? [`p${String(roll(size)).padStart(5, '0')}`] : [],
    };
    const person = `p${String(i).padStart(5, '0')}`;
    if (roll(4) === 0) return aCandidate(person, first);
    return aCandidate(person, {
      ...first,
      styles: { structuredFlexible: style(), drivingReflective: style(), visionaryMethodical: style() },
      supportOffered: some(SUPPORTS, 3),
      themes: some(THEMES, 4),
      skillsOffered: some(['cooking', 'Maths', 'piano ', 'welding', 'tax'], 2),
      skillsSought: some(['Cooking', 'maths', 'piano', 'chess'], 2),
      level: (1 + roll(5)) as 1 | 2 | 3 | 4 | 5,
      similarLevelMatters: roll(3) === 0,
      rhythm: RHYTHMS[roll(RHYTHMS.length)]!,
    });
  });
}
