import type { MatchingWeights } from '../preset.ts';
import { pointsOf } from './compatibility.ts';
import { complementaryStyles } from './criteria/complementary-styles.ts';
import { goalThemes } from './criteria/goal-themes.ts';
import { mutualSupport, wishesMet } from './criteria/mutual-support.ts';
import { overlap } from './criteria/overlap.ts';
import { rhythm } from './criteria/rhythm.ts';
import { LEAST_SHARED_HOURS } from './criteria/shared-free-hours.ts';
import { sharedValues } from './criteria/shared-values.ts';
import { levelsSuit, skillFor, skillsAndLevel } from './criteria/skills-and-level.ts';
import { bitCount, countHours, HOURS_A_WEEK, WEEK_WORDS } from './free-hours.ts';
import type { PoolMember } from './pool-member.ts';
import { LANGUAGES, RHYTHMS, type Styles, SUPPORTS, THEMES, VALUES } from './profile.ts';

export const STYLE_CODES = 126;
const NO_STYLE = 125;
const RHYTHM_CODES = RHYTHMS.length + 1;
export const MANNER_CODES = STYLE_CODES * RHYTHM_CODES;
export const SUPPORT_CODES = 1 << (2 * SUPPORTS.length);
const LEVEL_CODES = 12;
export const VALUE_BITS = VALUES.length;
export const THEME_BITS = THEMES.length;
export const MANNER_SHIFT = THEME_BITS + 2 * SUPPORTS.length;

/**
 * A pool in columns, and what criteria give in tables of points, so that a pair is scored by a few look-ups.
 * Members stand in the order of `readPool`. It says the same as `compatibility.ts`, pair by pair; a test holds the two together.
 */
export type ScoreTable = {
  readonly members: readonly PoolMember[];
  readonly size: number;
  /** For each hour of the week, and for each language, the members who have it, 32 to a word. */
  readonly freeAt: Int32Array;
  readonly speakers: Int32Array;
  readonly words: number;
  /** Values in the low 24 bits; above, the place of the starred one in VALUES, one past the last for none. */
  readonly values: Int32Array;
  /** Themes in the low 12 bits, then 10 of support wanted and offered, then 10 of styles and rhythm (manner). */
  readonly codes: Int32Array;
  readonly hours: Int32Array;
  /** Skills as bits of a hash: no common bit, no common skill. */
  readonly soughtBits: Int32Array;
  readonly offeredBits: Int32Array;
  /** By member, those who must not be proposed to them, either way. */
  readonly apart: readonly Int32Array[];
  /** Level, and whether a similar one matters, as one code. */
  readonly level: Uint8Array;
  /** The most points a member can get from skills and overlap. */
  readonly mostBeyond: Int32Array;
  readonly valuePoints: Int32Array;
  /** Points of styles and rhythm for two codes, and of support for two codes. */
  readonly mannerPoints: Int16Array;
  readonly supportPoints: Int16Array;
  readonly themePoints: Int16Array;
  readonly overlapPoints: Int32Array;
  readonly skillPoints: Int32Array;
  readonly levelsSuit: Uint8Array;
};

export function scoreTable(members: readonly PoolMember[], weights: MatchingWeights): ScoreTable {
  const size = members.length;
  const column = (read: (member: PoolMember) => number) => Int32Array.from(members, read);
  const table = (most: number, points: (weighed: number) => number) =>
    Int32Array.from({ length: most + 1 }, (_, weighed) => points(weighed));
  const overlapPoints = table(overlap.most, (hours) => pointsOf(overlap, weights.overlap, hours));
  const skillPoints = table(skillsAndLevel.most, (weighed) =>
    pointsOf(skillsAndLevel, weights.skills, weighed),
  );
  const hours = new Int32Array(WEEK_WORDS * size);
  members.forEach((member, i) => {
    hours.set(member.hours, WEEK_WORDS * i);
  });
  return {
    members,
    size,
    words: Math.ceil(size / 32),
    freeAt: whoHas(members, HOURS_A_WEEK, ({ hours }, hour) => (hours[hour >> 5]! >>> (hour & 31)) & 1),
    speakers: whoHas(members, LANGUAGES.length, ({ languages }, language) => (languages >>> language) & 1),
    values: column(
      ({ values, star }) => values | ((star === 0 ? VALUES.length : 31 - Math.clz32(star)) << VALUE_BITS),
    ),
    codes: column(
      (member) =>
        member.themes |
        (member.wants << THEME_BITS) |
        (member.offers << (THEME_BITS + SUPPORTS.length)) |
        (mannerCode(member) << MANNER_SHIFT),
    ),
    hours,
    soughtBits: column(({ skillsSought }) => hashBits(skillsSought)),
    offeredBits: column(({ skillsOffered }) => hashBits(skillsOffered)),
    level: Uint8Array.from(
      members,
      ({ level, similarLevelMatters }) => 2 * (level ?? 0) + (similarLevelMatters ? 1 : 0),
    ),
    apart: apartByPlace(members),
    mostBeyond: column(
      (member) =>
        overlapPoints[Math.min(overlap.most, countHours(member.hours))]! +
        skillPoints[2 + (member.skillsSought.size > 0 ? 2 : 0) + (member.skillsOffered.size > 0 ? 2 : 0)]!,
    ),
    valuePoints: table(4 * VALUES.length, (weighed) =>
      pointsOf(sharedValues, weights.values, Math.min(sharedValues.most, weighed)),
    ),
    mannerPoints: mannerPoints(weights),
    supportPoints: supportPoints(weights),
    themePoints: Int16Array.from({ length: 1 << THEMES.length }, (_, shared) =>
      pointsOf(goalThemes, weights.themes, Math.min(goalThemes.most, bitCount(shared))),
    ),
    overlapPoints,
    skillPoints,
    levelsSuit: Uint8Array.from({ length: LEVEL_CODES * LEVEL_CODES }, (_, i) =>
      levelsSuit(levelOf(Math.floor(i / LEVEL_CODES)), levelOf(i % LEVEL_CODES)),
    ),
  };
}

/** The score of two members by place, or -1 when they may not be proposed. */
export function scoreOf(table: ScoreTable, a: number, b: number): number {
  const one = table.members[a]!;
  const other = table.members[b]!;
  if ((one.languages & other.languages) === 0 || table.apart[a]!.includes(b)) return -1;
  const shared = one.values & other.values;
  const stars = bitCount(shared & one.star) + bitCount(shared & other.star) + bitCount(one.star & other.star);
  const codeA = table.codes[a]!;
  const codeB = table.codes[b]!;
  return beyond(
    table,
    a,
    b,
    table.valuePoints[bitCount(shared) + stars]! +
      table.mannerPoints[(codeA >>> MANNER_SHIFT) * MANNER_CODES + (codeB >>> MANNER_SHIFT)]! +
      table.supportPoints[supportCode(codeA) * SUPPORT_CODES + supportCode(codeB)]! +
      table.themePoints[one.themes & other.themes]!,
  );
}

export function supportCode(code: number): number {
  return (code >>> THEME_BITS) & (SUPPORT_CODES - 1);
}

/** Adds what tables do not hold, skills and overlap; -1 without the hours, or below `needed`. */
export function beyond(table: ScoreTable, a: number, b: number, points: number, needed = 0): number {
  const { hours, soughtBits, offeredBits } = table;
  let skills = table.levelsSuit[table.level[a]! * LEVEL_CODES + table.level[b]!]!;
  const fromB = (soughtBits[a]! & offeredBits[b]!) !== 0;
  const fromA = (soughtBits[b]! & offeredBits[a]!) !== 0;
  const most = skills + (fromB ? 2 : 0) + (fromA ? 2 : 0);
  if (points + table.skillPoints[most]! + table.overlapPoints[overlap.most]! < needed) return -1;
  const i = WEEK_WORDS * a;
  const j = WEEK_WORDS * b;
  let shared = 0;
  for (let word = 0; word < WEEK_WORDS; word++) shared += bitCount(hours[i + word]! & hours[j + word]!);
  if (shared < LEAST_SHARED_HOURS) return -1;
  if (fromB && skillFor(table.members[a]!, table.members[b]!)) skills += 2;
  if (fromA && skillFor(table.members[b]!, table.members[a]!)) skills += 2;
  return points + table.overlapPoints[Math.min(overlap.most, shared)]! + table.skillPoints[skills]!;
}

/** By place in a list, then by member: the bits of those who have it. */
function whoHas(
  members: readonly PoolMember[],
  list: number,
  has: (member: PoolMember, place: number) => number,
): Int32Array {
  const words = Math.ceil(members.length / 32);
  const bits = new Int32Array(list * words);
  members.forEach((member, i) => {
    for (let place = 0; place < list; place++)
      bits[place * words + (i >> 5)]! |= has(member, place) << (i & 31);
  });
  return bits;
}

function levelOf(code: number): { level: number | null; similarLevelMatters: boolean } {
  return { level: code >> 1 === 0 ? null : code >> 1, similarLevelMatters: (code & 1) === 1 };
}

function mannerCode({ styles, rhythm: place }: PoolMember): number {
  return styleCode(styles) * RHYTHM_CODES + (place < 0 ? RHYTHMS.length : place);
}

function styleCode(styles: Styles | null): number {
  if (!styles) return NO_STYLE;
  return (
    (styles.structuredFlexible + 2) * 25 + (styles.drivingReflective + 2) * 5 + styles.visionaryMethodical + 2
  );
}

function mannerPoints(weights: MatchingWeights): Int16Array {
  const stylePoints = Int16Array.from({ length: STYLE_CODES * STYLE_CODES }, (_, i) => {
    const a = Math.floor(i / STYLE_CODES);
    const b = i % STYLE_CODES;
    if (a === NO_STYLE || b === NO_STYLE) return 0;
    const apart =
      Math.abs(Math.floor(a / 25) - Math.floor(b / 25)) +
      Math.abs((Math.floor(a / 5) % 5) - (Math.floor(b / 5) % 5)) +
      Math.abs((a % 5) - (b % 5));
    return pointsOf(complementaryStyles, weights.styles, apart);
  });
  const points = new Int16Array(MANNER_CODES * MANNER_CODES);
  for (let a = 0; a < MANNER_CODES; a++) {
    for (let b = 0; b < MANNER_CODES; b++) {
      const style = stylePoints[Math.floor(a / RHYTHM_CODES) * STYLE_CODES + Math.floor(b / RHYTHM_CODES)]!;
      const steps = Math.abs((a % RHYTHM_CODES) - (b % RHYTHM_CODES));
      const told = a % RHYTHM_CODES < RHYTHMS.length && b % RHYTHM_CODES < RHYTHMS.length;
      const weighed = told ? Math.max(0, rhythm.most - steps) : 0;
      points[a * MANNER_CODES + b] = style + pointsOf(rhythm, weights.rhythm, weighed);
    }
  }
  return points;
}

function supportPoints(weights: MatchingWeights): Int16Array {
  const all = (1 << SUPPORTS.length) - 1;
  const met = Uint8Array.from({ length: SUPPORT_CODES }, (_, i) => wishesMet(i & all, i >> SUPPORTS.length));
  const pointsBy = Int16Array.from({ length: mutualSupport.most + 1 }, (_, weighed) =>
    pointsOf(mutualSupport, weights.support, weighed),
  );
  const points = new Int16Array(SUPPORT_CODES * SUPPORT_CODES);
  for (let a = 0; a < SUPPORT_CODES; a++) {
    for (let b = 0; b < SUPPORT_CODES; b++) {
      const aMet = met[(a & all) | (b & ~all)]!;
      const bMet = met[(b & all) | (a & ~all)]!;
      points[a * SUPPORT_CODES + b] = pointsBy[aMet + bMet]!;
    }
  }
  return points;
}

function hashBits(skills: ReadonlySet<string>): number {
  let bits = 0;
  for (const skill of skills) {
    let hash = 0;
    for (let i = 0; i < skill.length; i++) hash = Math.imul(hash ^ skill.charCodeAt(i), 0x01000193);
    bits |= 1 << (hash & 31);
  }
  return bits;
}

function apartByPlace(members: readonly PoolMember[]): Int32Array[] {
  const place = new Map(members.map((member, i) => [member.person, i]));
  const apart = members.map(() => new Set<number>());
  members.forEach((member, i) => {
    for (const person of member.apartFrom) {
      const j = place.get(person);
      if (j === undefined) continue;
      apart[i]!.add(j);
      apart[j]!.add(i);
    }
  });
  return apart.map((places) => Int32Array.from(places).sort());
}
