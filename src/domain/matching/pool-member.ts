import type { PersonId, ZoneId } from '../ids.ts';
import { freeUtcHours, offsetMinutes, type WeekHours } from './free-hours.ts';
import {
  type Candidate,
  LANGUAGES,
  RHYTHMS,
  type RoundDay,
  type Styles,
  SUPPORTS,
  THEMES,
  VALUES,
} from './profile.ts';

/** A candidate as criteria read them: choices as bits in the order of their lists, free times as UTC hours. */
export type PoolMember = {
  readonly person: PersonId;
  readonly roundsWaited: number;
  readonly apartFrom: readonly PersonId[];
  /** Minutes ahead of UTC on the day of the round. */
  readonly minutesAhead: number;
  readonly hours: WeekHours;
  readonly languages: number;
  readonly values: number;
  /** The bit of the starred value; 0 without one. */
  readonly star: number;
  readonly wants: number;
  readonly offers: number;
  readonly themes: number;
  readonly styles: Styles | null;
  readonly skillsOffered: readonly string[];
  readonly skillsSought: readonly string[];
  readonly level: number | null;
  readonly similarLevelMatters: boolean;
  /** Place in RHYTHMS; -1 when not told. */
  readonly rhythm: number;
};

/**
 * Reads a pool for one day. Members come in order of their languages and then of id, so that nothing later
 * depends on the order of the pool, and those who can talk stand together; a seed other than 0 mixes the order
 * of ids, so that the same ones do not win every tie of every round. Refuses a pool that names somebody twice.
 */
export function readPool(pool: Iterable<Candidate>, { on, seed = 0 }: RoundDay): PoolMember[] {
  const offsets = new Map<ZoneId, number>();
  const skills = new Map<string, string>();
  const order = new Map<PersonId, number>();
  const members: PoolMember[] = [];
  for (const candidate of pool) {
    const { person, profile } = candidate;
    if (order.has(person)) throw new RangeError('A pool names each person once');
    order.set(person, seed === 0 ? 0 : mix(person, seed));
    const minutesAhead = offsets.get(profile.zone) ?? offsetMinutes(profile.zone, on);
    offsets.set(profile.zone, minutesAhead);
    members.push(readMember(candidate, minutesAhead, skills));
  }
  return members.sort(
    (a, b) =>
      a.languages - b.languages ||
      order.get(a.person)! - order.get(b.person)! ||
      (a.person < b.person ? -1 : 1),
  );
}

function readMember(
  { person, profile, roundsWaited, apartFrom }: Candidate,
  minutesAhead: number,
  skills: Map<string, string>,
): PoolMember {
  const values = bits(VALUES, profile.values);
  return {
    person,
    roundsWaited,
    apartFrom,
    minutesAhead,
    hours: freeUtcHours(profile.freeTimes, minutesAhead),
    languages: bits(LANGUAGES, profile.languages),
    values,
    star: profile.starred === null ? 0 : bits(VALUES, [profile.starred]) & values,
    wants: bits(SUPPORTS, profile.supportWanted),
    offers: bits(SUPPORTS, profile.supportOffered),
    themes: bits(THEMES, profile.themes),
    styles: profile.styles && withinSteps(profile.styles),
    skillsOffered: profile.skillsOffered.map((told) => sameSkill(told, skills)),
    skillsSought: profile.skillsSought.map((told) => sameSkill(told, skills)),
    level: profile.level,
    similarLevelMatters: profile.similarLevelMatters,
    rhythm: profile.rhythm === null ? -1 : RHYTHMS.indexOf(profile.rhythm),
  };
}

/** Each axis as whole steps from -2 to 2, so that styles can be a code. */
function withinSteps({ structuredFlexible, drivingReflective, visionaryMethodical }: Styles): Styles {
  const steps = (told: number) => Math.max(-2, Math.min(2, Math.round(told)));
  return {
    structuredFlexible: steps(structuredFlexible),
    drivingReflective: steps(drivingReflective),
    visionaryMethodical: steps(visionaryMethodical),
  };
}

/** The choices as bits; one that the list no longer has counts for nothing. */
function bits<Choice>(list: readonly Choice[], chosen: readonly Choice[]): number {
  let mask = 0;
  for (const choice of chosen) {
    const place = list.indexOf(choice);
    if (place >= 0) mask |= 1 << place;
  }
  return mask;
}

/** The choices whose bits are set, in the order of the list. */
export function choicesOf<Choice>(list: readonly Choice[], mask: number): Choice[] {
  return list.filter((_, place) => mask & (1 << place));
}

/** "Public speaking " and "public Speaking" are one skill, and one string: `known` keeps what was told before. */
function sameSkill(told: string, known: Map<string, string>): string {
  const skill = known.get(told) ?? told.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  known.set(told, skill);
  return skill;
}

/** FNV-1a over the id, started from the seed: an order that is the same on every machine. */
function mix(person: PersonId, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < person.length; i++) hash = Math.imul(hash ^ person.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}
