import { HOURS_A_WEEK, WEEK_WORDS } from './free-hours.ts';
import type { MemberClasses } from './member-classes.ts';
import {
  CLASS_MASK,
  MANNER_SHIFT,
  NO_HOUR,
  type ScoreColumns,
  SUPPORT_SHIFT,
  THEME_BITS,
  VALUE_BITS,
  withSkills,
} from './score-table.ts';

/** Values are looked up by thirds, so that the tables of a row are quick to fill. */
const THIRD = VALUE_BITS / 3;

/** A share of the rows of a scan: every `of`-th row from `first` on. All shares together see each pair once. */
export type Share = { first: number; of: number };
const WHOLE: Share = { first: 0, of: 1 };

/** `reach` looks only so many places ahead; `progress` hears the share of pairs done. */
export type ScanOptions = { share?: Share; reach?: number; progress?: (done: number) => void };

type Visit = (a: number, b: number, score: number) => void;

/**
 * Looks at every feasible pair of a pool and visits those whose score reaches their limit: the lower limit of
 * the two (`either`: one of them may want the pair) or the sum of both (`both`). Limits may rise meanwhile.
 *
 * Who has a language in common with a member, and how many hours, is found for 32 others at a time: a count of
 * 32 at once is a word for each of its bits, and adding to it is what an adder of gates does (bit slices, Knuth
 * 7.1.3). A pair whose points from tables and best possible rest stay below its limit is left after a few
 * look-ups. O(n^2), about three nanoseconds a pair where one in six is feasible.
 */
export function scanPairs(
  table: ScoreColumns,
  limit: Float64Array,
  combine: 'either' | 'both',
  visit: Visit,
  { share = WHOLE, reach = Infinity, progress }: ScanOptions = {},
): void {
  const { size } = table;
  const row = new ScanRow(table, limit, combine === 'both', visit);
  for (let a = share.first; a < size; a += share.of) {
    row.scan(a, Math.min(size, a + 1 + reach));
    if (progress && a % 256 < share.of) progress((a * (2 * size - a)) / (size * size));
  }
  progress?.(1);
}

/** What one member has in common with whomever, in tables small enough to stay near. */
class ScanRow {
  readonly table: ScoreColumns;
  readonly limit: Float64Array;
  readonly sum: boolean;
  readonly visit: Visit;
  readonly low = new Uint8Array(1 << THIRD);
  readonly middle = new Uint8Array(1 << THIRD);
  readonly high = new Uint8Array(1 << THIRD);
  readonly stars = new Uint8Array(VALUE_BITS + 1);
  /** Points with each class of others. */
  readonly manner: Int16Array;
  readonly support: Int16Array;
  /** Who speaks one of these languages. */
  readonly speakers: Int32Array;
  private languages = 0;
  /** Where in `freeAt` the hours of the member begin. */
  readonly hours = new Int32Array(HOURS_A_WEEK + 1);
  private hourCount = 0;
  /** How many hours each of 32 shares, each bit of the count in a word of its own; 15 for all beyond. */
  private readonly counts = new Int32Array(4);
  /** The most points of skills and overlap with 0 to 3 shared hours, with 4 to 7, and so on. */
  private readonly rests = new Int32Array(4);

  constructor(table: ScoreColumns, limit: Float64Array, sum: boolean, visit: Visit) {
    this.table = table;
    this.limit = limit;
    this.sum = sum;
    this.visit = visit;
    this.manner = new Int16Array(table.manner.count);
    this.support = new Int16Array(table.support.count);
    this.speakers = new Int32Array(table.words);
  }

  scan(a: number, end: number): void {
    this.prepare(a);
    const { table, hours, hourCount, speakers, counts } = this;
    const { freeAt } = table;
    const { start, items } = table.apart;
    const apartEnd = start[a + 1]!;
    const first = a + 1;
    const last = (end + 31) >> 5;
    for (let word = first >> 5; word < last; word++) {
      let open = speakers[word]!;
      if (word === first >> 5) open &= -1 << (first & 31);
      if (open === 0) continue;
      // Two hours at a time are added to the counts.
      let h0 = 0;
      let h1 = 0;
      let h2 = 0;
      let h3 = 0;
      let many = 0;
      for (let i = 0; i < hourCount; i += 2) {
        const one = freeAt[hours[i]! + word]!;
        const other = freeAt[hours[i + 1]! + word]!;
        const either = one ^ other;
        const two = (one & other) | (h0 & either);
        h0 ^= either;
        const four = h1 & two;
        h1 ^= two;
        const eight = h2 & four;
        h2 ^= four;
        many |= h3 & eight;
        h3 ^= eight;
      }
      open &= h1 | h2 | h3 | many;
      if (open === 0) continue;
      for (let i = start[a]!; i < apartEnd; i++) {
        const b = items[i]!;
        if (b >> 5 === word) open &= ~(1 << (b & 31));
      }
      if (open === 0) continue;
      counts[0] = h0 | many;
      counts[1] = h1 | many;
      counts[2] = h2 | many;
      counts[3] = h3 | many;
      this.weigh(a, word << 5, open);
    }
  }

  private prepare(a: number): void {
    const { table, hours, speakers } = this;
    const { words } = table;
    const languages = table.languages[a]!;
    if (languages !== this.languages) {
      this.languages = languages;
      speakers.fill(0);
      for (let language = 0; languages >>> language > 0; language++) {
        if (((languages >>> language) & 1) === 0) continue;
        for (let word = 0; word < words; word++) speakers[word]! |= table.speakers[language * words + word]!;
      }
    }
    this.hourCount = 0;
    for (let hour = 0; hour < HOURS_A_WEEK; hour++) {
      if ((table.hours[WEEK_WORDS * a + (hour >> 5)]! >>> (hour & 31)) & 1)
        hours[this.hourCount++] = hour * words;
    }
    if (this.hourCount % 2 === 1) hours[this.hourCount++] = NO_HOUR * words;
    const own = table.values[a]!;
    const star = own >>> VALUE_BITS;
    fillThird(this.low, own, star);
    fillThird(this.middle, own >>> THIRD, star - THIRD);
    fillThird(this.high, own >>> (2 * THIRD), star - 2 * THIRD);
    for (let v = 0; v < VALUE_BITS; v++) this.stars[v] = (own >>> v) & 1 ? (v === star ? 2 : 1) : 0;
    copyRow(this.manner, table.manner, a);
    copyRow(this.support, table.support, a);
    for (let four = 0; four < 4; four++)
      this.rests[four] = table.mostSkills[a]! + table.overlapPoints[4 * four + 3]!;
  }

  /** Weighs a member with those of 32 whose bits are set. */
  private weigh(a: number, from: number, bits: number): void {
    const { table, limit, low, middle, high, stars, manner, support, counts, rests } = this;
    const { values, codes, mostSkills, valuePoints, themePoints, overlapPoints } = table;
    const third = (1 << THIRD) - 1;
    const themes = codes[a]! & ((1 << THEME_BITS) - 1);
    const skills = mostSkills[a]!;
    const h0 = counts[0]!;
    const h1 = counts[1]!;
    const h2 = counts[2]!;
    const h3 = counts[3]!;
    for (let left = bits; left !== 0; left &= left - 1) {
      const bit = 31 - Math.clz32(left & -left);
      const b = from + bit;
      const chosen = values[b]!;
      const code = codes[b]!;
      const shared =
        low[chosen & third]! +
        middle[(chosen >>> THIRD) & third]! +
        high[(chosen >>> (2 * THIRD)) & third]! +
        stars[chosen >>> VALUE_BITS]!;
      const points =
        valuePoints[shared]! +
        manner[code >>> MANNER_SHIFT]! +
        support[(code >>> SUPPORT_SHIFT) & CLASS_MASK]! +
        themePoints[themes & code]!;
      const needed = this.sum ? limit[a]! + limit[b]! : Math.min(limit[a]!, limit[b]!);
      if (points + rests[(((h3 >>> bit) & 1) << 1) | ((h2 >>> bit) & 1)]! < needed) continue;
      const hours =
        ((h0 >>> bit) & 1) |
        (((h1 >>> bit) & 1) << 1) |
        (((h2 >>> bit) & 1) << 2) |
        (((h3 >>> bit) & 1) << 3);
      const known = points + overlapPoints[hours]!;
      if (known + Math.min(skills, mostSkills[b]!) < needed) continue;
      const score = withSkills(table, a, b, known, needed);
      if (score >= needed && score >= 0) this.visit(a, b, score);
    }
  }
}

function copyRow(row: Int16Array, { of, count, worth }: MemberClasses, a: number): void {
  row.set(worth.subarray(of[a]! * count, (of[a]! + 1) * count));
}

/** For each choice of a third of the values, what it shares with a member's: 1 each, 2 for the starred one. */
function fillThird(row: Uint8Array, own: number, star: number): void {
  for (let bit = 0; bit < THIRD; bit++) {
    const worth = (own >>> bit) & 1 ? (bit === star ? 2 : 1) : 0;
    const block = 1 << bit;
    for (let i = 0; i < block; i++) row[block + i] = row[i]! + worth;
  }
}
