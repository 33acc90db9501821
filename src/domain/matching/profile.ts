import type { LocalDate, PersonId, ZoneId } from '../ids.ts';

/** What matters to somebody; up to five are chosen at joining, one of them starred. */
export const VALUES = [
  'honesty',
  'kindness',
  'curiosity',
  'growth',
  'courage',
  'patience',
  'creativity',
  'independence',
  'family',
  'friendship',
  'community',
  'fairness',
  'health',
  'balance',
  'calm',
  'discipline',
  'ambition',
  'learning',
  'playfulness',
  'gratitude',
  'nature',
  'faith',
  'service',
  'simplicity',
] as const;
export type Value = (typeof VALUES)[number];

export const SUPPORTS = ['listen', 'ideas', 'nudge', 'challenge', 'structure'] as const;
export type Support = (typeof SUPPORTS)[number];

export const LANGUAGES = [
  'en',
  'es',
  'de',
  'fr',
  'pt',
  'it',
  'nl',
  'pl',
  'sv',
  'da',
  'fi',
  'no',
  'cs',
  'el',
  'tr',
  'uk',
  'ru',
  'ar',
  'he',
  'hi',
  'id',
  'vi',
  'ja',
  'ko',
  'zh',
] as const;
export type Language = (typeof LANGUAGES)[number];

export const THEMES = [
  'work',
  'study',
  'health',
  'movement',
  'writing',
  'making',
  'money',
  'home',
  'relationships',
  'rest',
  'language',
  'career',
] as const;
export type Theme = (typeof THEMES)[number];

export const RHYTHMS = ['daily', 'few-a-week', 'weekly', 'biweekly'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/**
 * One of the 21 day-parts of a week: weekday (0 is Monday) times 3 plus part (0 morning, 1 afternoon,
 * 2 evening), in the person's own zone.
 */
export type DayPart = number;

/** Each axis from -2 (the first word) over 0 (in between) to 2 (the second word). */
export type Styles = {
  structuredFlexible: number;
  drivingReflective: number;
  visionaryMethodical: number;
};

/** What a member told us for matching. The first five fields are asked at joining, the rest later. */
export type Profile = {
  zone: ZoneId;
  languages: Language[];
  freeTimes: DayPart[];
  values: Value[];
  starred: Value | null;
  supportWanted: Support[];
  styles: Styles | null;
  supportOffered: Support[];
  themes: Theme[];
  skillsOffered: string[];
  skillsSought: string[];
  level: 1 | 2 | 3 | 4 | 5 | null;
  similarLevelMatters: boolean;
  rhythm: Rhythm | null;
  channel: 'thread' | 'dm';
};

/** A member as a round sees them: the profile and what the rules of a round need, without a name. */
export type Candidate = {
  person: PersonId;
  profile: Profile;
  /** Rounds waited without a partner; raises priority. */
  roundsWaited: number;
  /** People who must not be proposed: blocked either way, or tried lately. */
  apartFrom: PersonId[];
};

/** Why two people fit, as data for words: what a why-card says. */
export type MatchReason = {
  sharedValues: Value[];
  sharedStar: Value | null;
  /** One useful difference or complement. */
  difference:
    | { kind: 'style'; axis: keyof Styles }
    | { kind: 'support'; support: Support; from: PersonId }
    | { kind: 'skill'; skill: string; from: PersonId }
    | null;
  sharedThemes: Theme[];
  languages: Language[];
  /** Shared free hours a week, and up to three of them as ISO weekday + hour in UTC (0 = Monday 00:00 UTC, 167 last). */
  sharedHours: number;
  meetAtUtcHours: number[];
};

/** A round's day, on which zones are read, and its seed, which mixes who wins a tie; 0 leaves ties to the order of ids. */
export type RoundDay = { on: LocalDate; seed?: number };
