import type { MatchingWeights } from '../preset.ts';
import { pointsOf } from './compatibility.ts';
import type { Wanted } from './criteria/criterion.ts';
import { complementaryStyles } from './criteria/complementary-styles.ts';
import { goalThemes } from './criteria/goal-themes.ts';
import { mutualSupport } from './criteria/mutual-support.ts';
import { overlap } from './criteria/overlap.ts';
import { rhythm } from './criteria/rhythm.ts';
import { LEAST_SHARED_HOURS } from './criteria/shared-free-hours.ts';
import { sharedValues } from './criteria/shared-values.ts';
import { levelsSuit, skillsAndLevel } from './criteria/skills-and-level.ts';
import { bitCount, HOURS_A_WEEK, WEEK_WORDS } from './free-hours.ts';
import { bothClasses, type MemberClasses, memberClasses } from './member-classes.ts';
import type { PoolMember } from './pool-member.ts';
import { LANGUAGES, SUPPORTS, THEMES, VALUES } from './profile.ts';

export const VALUE_BITS = VALUES.length;
export const THEME_BITS = THEMES.length;
/** Where in a packed code the classes of support and of manner begin, ten bits each. */
export const SUPPORT_SHIFT = THEME_BITS;
export const MANNER_SHIFT = THEME_BITS + 10;
export const CLASS_MASK = 1023;
/** An hour after the last of a week. */
export const NO_HOUR = HOURS_A_WEEK;
/** Shared hours are told from each other up to this many, four bits; overlap counts no more than these. */
const MOST_HOURS = 15;

/**
 * A pool in columns, and what criteria give in tables of points, so that a pair is scored by a few look-ups.
 * Members stand in the order of `readPool`. It says the same as `compatibility.ts`, pair by pair; a test holds
 * the two together. Nothing but numbers, a few megabytes for 50,000 members: cheap to send to another thread.
 */
export type ScoreColumns = {
  readonly size: number;
  /** For each hour of the week and one that nobody has, and for each language, who has it, 32 to a word. */
  readonly freeAt: Int32Array;
  readonly speakers: Int32Array;
  readonly words: number;
  readonly languages: Int32Array;
  /** Values in the low 24 bits; above, the place of the starred one in VALUES, one past the last for none. */
  readonly values: Int32Array;
  /** Themes in the low 12 bits, then the class of support, then the class of manner. */
  readonly codes: Int32Array;
  readonly hours: Int32Array;
  /** Skills as bits of a hash: no common bit, no common skill. */
  readonly soughtBits: Int32Array;
  readonly offeredBits: Int32Array;
  /** Skills by number. */
  readonly sought: Lists;
  readonly offered: Lists;
  /** Those who must not be proposed to a member, either way. */
  readonly apart: Lists;
  /** Points of styles and rhythm; points of support; and how levels suit, of 2. */
  readonly manner: MemberClasses;
  readonly support: MemberClasses;
  readonly level: MemberClasses;
  /** The most points a member can get from skills. */
  readonly mostSkills: Int32Array;
  readonly valuePoints: Int32Array;
  readonly themePoints: Int16Array;
  readonly overlapPoints: Int32Array;
  readonly skillPoints: Int32Array;
};

/** A list for each member: that of i is `items[start[i]]` to before `items[start[i + 1]]`. */
export type Lists = { readonly start: Int32Array; readonly items: Int32Array };

/** The columns with the members whom they tell of. */
export type ScoreTable = ScoreColumns & { readonly members: readonly PoolMember[] };

export function scoreTable(members: readonly PoolMember[], weights: MatchingWeights): ScoreTable {
  const size = members.length;
  const column = (read: (member: PoolMember, i: number) => number) => {
    const numbers = new Int32Array(size);
    for (let i = 0; i < size; i++) numbers[i] = read(members[i]!, i);
    return numbers;
  };
  const table = (most: number, points: (weighed: number) => number) =>
    Int32Array.from({ length: most + 1 }, (_, weighed) => points(weighed));
  const points = (criterion: Wanted, a: PoolMember, b: PoolMember) =>
    pointsOf(criterion, weights[criterion.name], criterion.weigh(a, b));
  const support = memberClasses(members, supportKey, (a, b) => points(mutualSupport, a, b));
  const manner = bothClasses(
    memberClasses(members, stylesKey, (a, b) => points(complementaryStyles, a, b)),
    memberClasses(
      members,
      (member) => member.rhythm,
      (a, b) => points(rhythm, a, b),
    ),
  );
  const numbers = new Map<string, number>();
  const numbered = (skill: string) => {
    const number = numbers.get(skill) ?? numbers.size;
    numbers.set(skill, number);
    return number;
  };
  const overlapPoints = table(MOST_HOURS, (hours) =>
    pointsOf(overlap, weights.overlap, Math.min(overlap.most, hours)),
  );
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
    freeAt: whoHas(members, NO_HOUR + 1, ({ hours }, word) => hours[word]!),
    speakers: whoHas(members, LANGUAGES.length, ({ languages }) => languages),
    languages: column(({ languages }) => languages),
    values: column(
      ({ values, star }) => values | ((star === 0 ? VALUES.length : 31 - Math.clz32(star)) << VALUE_BITS),
    ),
    codes: column(
      ({ themes }, i) => themes | (support.of[i]! << SUPPORT_SHIFT) | (manner.of[i]! << MANNER_SHIFT),
    ),
    hours,
    soughtBits: column(({ skillsSought }) => hashBits(skillsSought)),
    offeredBits: column(({ skillsOffered }) => hashBits(skillsOffered)),
    sought: lists(members, ({ skillsSought }) => skillsSought.map(numbered)),
    offered: lists(members, ({ skillsOffered }) => skillsOffered.map(numbered)),
    manner,
    support,
    level: memberClasses(members, levelKey, levelsSuit),
    apart: apartByPlace(members),
    mostSkills: column(
      ({ skillsSought, skillsOffered }) =>
        skillPoints[2 + (skillsSought.length > 0 ? 2 : 0) + (skillsOffered.length > 0 ? 2 : 0)]!,
    ),
    valuePoints: table(4 * VALUES.length, (weighed) =>
      pointsOf(sharedValues, weights.values, Math.min(sharedValues.most, weighed)),
    ),
    themePoints: Int16Array.from({ length: 1 << THEMES.length }, (_, shared) =>
      pointsOf(goalThemes, weights.themes, Math.min(goalThemes.most, bitCount(shared))),
    ),
    overlapPoints,
    skillPoints,
  };
}

/** The score of two members by place, or -1 when they may not be proposed. */
export function scoreOf(table: ScoreColumns, a: number, b: number): number {
  const { languages, values, codes, apart } = table;
  if ((languages[a]! & languages[b]!) === 0) return -1;
  for (let i = apart.start[a]!; i < apart.start[a + 1]!; i++) if (apart.items[i] === b) return -1;
  let hours = 0;
  for (let word = 0; word < WEEK_WORDS; word++)
    hours += bitCount(table.hours[WEEK_WORDS * a + word]! & table.hours[WEEK_WORDS * b + word]!);
  if (hours < LEAST_SHARED_HOURS) return -1;
  const shared = values[a]! & values[b]! & ((1 << VALUE_BITS) - 1);
  const star = 1 << (values[a]! >>> VALUE_BITS);
  const otherStar = 1 << (values[b]! >>> VALUE_BITS);
  const stars =
    ((shared & star) !== 0 ? 1 : 0) +
    ((shared & otherStar) !== 0 ? 1 : 0) +
    ((shared & star & otherStar) !== 0 ? 1 : 0);
  const points =
    table.valuePoints[bitCount(shared) + stars]! +
    worthOf(table.manner, a, b) +
    worthOf(table.support, a, b) +
    table.themePoints[codes[a]! & codes[b]! & ((1 << THEME_BITS) - 1)]!;
  return withSkills(table, a, b, points + table.overlapPoints[Math.min(MOST_HOURS, hours)]!);
}

function worthOf({ of, count, worth }: MemberClasses, a: number, b: number): number {
  return worth[of[a]! * count + of[b]!]!;
}

/** Adds the points of skills; -1 where they are surely too few for `needed`. */
export function withSkills(table: ScoreColumns, a: number, b: number, points: number, needed = 0): number {
  const { soughtBits, offeredBits, skillPoints } = table;
  let skills = worthOf(table.level, a, b);
  const fromB = (soughtBits[a]! & offeredBits[b]!) !== 0;
  const fromA = (soughtBits[b]! & offeredBits[a]!) !== 0;
  if (points + skillPoints[skills + (fromB ? 2 : 0) + (fromA ? 2 : 0)]! < needed) return -1;
  if (fromB && shareOne(table.sought, a, table.offered, b)) skills += 2;
  if (fromA && shareOne(table.sought, b, table.offered, a)) skills += 2;
  return points + skillPoints[skills]!;
}

/** By place in a list, then by member: the bits of those who have it. `chosen` tells it of 32 places at a time. */
function whoHas(
  members: readonly PoolMember[],
  list: number,
  chosen: (member: PoolMember, word: number) => number,
): Int32Array {
  const words = Math.ceil(members.length / 32);
  const bits = new Int32Array(list * words);
  for (let i = 0; i < members.length; i++) {
    for (let word = 0; word < list / 32; word++) {
      for (let left = chosen(members[i]!, word); left !== 0; left &= left - 1) {
        const place = 32 * word + 31 - Math.clz32(left & -left);
        bits[place * words + (i >> 5)]! |= 1 << (i & 31);
      }
    }
  }
  return bits;
}

function supportKey({ wants, offers }: PoolMember): number {
  return wants | (offers << SUPPORTS.length);
}

function stylesKey({ styles }: PoolMember): number {
  if (!styles) return -1;
  const { structuredFlexible, drivingReflective, visionaryMethodical } = styles;
  return ((structuredFlexible + 2) * 5 + drivingReflective + 2) * 5 + visionaryMethodical + 2;
}

function levelKey({ level, similarLevelMatters }: PoolMember): number {
  return 2 * (level ?? 0) + (similarLevelMatters ? 1 : 0);
}

function shareOne(some: Lists, a: number, others: Lists, b: number): boolean {
  for (let i = some.start[a]!; i < some.start[a + 1]!; i++) {
    for (let j = others.start[b]!; j < others.start[b + 1]!; j++)
      if (some.items[i] === others.items[j]) return true;
  }
  return false;
}

function lists(
  members: readonly PoolMember[],
  read: (member: PoolMember, i: number) => Iterable<number>,
): Lists {
  const start = new Int32Array(members.length + 1);
  const items: number[] = [];
  members.forEach((member, i) => {
    items.push(...read(member, i));
    start[i + 1] = items.length;
  });
  return { start, items: Int32Array.from(items) };
}

function hashBits(skills: readonly string[]): number {
  let bits = 0;
  for (const skill of skills) {
    let hash = 0;
    for (let i = 0; i < skill.length; i++) hash = Math.imul(hash ^ skill.charCodeAt(i), 0x01000193);
    bits |= 1 << (hash & 31);
  }
  return bits;
}

function apartByPlace(members: readonly PoolMember[]): Lists {
  const place = new Map(members.map((member, i) => [member.person, i]));
  const apart = new Map<number, Set<number>>();
  const note = (i: number, j: number) => {
    const places = apart.get(i) ?? new Set();
    apart.set(i, places.add(j));
  };
  members.forEach((member, i) => {
    for (const person of member.apartFrom) {
      const j = place.get(person);
      if (j === undefined || j === i) continue;
      note(i, j);
      note(j, i);
    }
  });
  return lists(members, (_, i) => apart.get(i) ?? []);
}
