import { HOURS_A_WEEK, WEEK_WORDS } from './free-hours.ts';
import type { MemberClasses } from './member-classes.ts';
import {
  beyond,
  CLASS_MASK,
  MANNER_SHIFT,
  type ScoreColumns,
  SUPPORT_SHIFT,
  THEME_BITS,
  VALUE_BITS,
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
 * Who has a language and two hours in common with a member is found for 32 others at a time. A pair whose
 * points from tables and best possible rest stay below its limit is left after a few look-ups. O(n^2), about
 * three nanoseconds a pair where one in six is feasible.
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
  readonly hours = new Int32Array(HOURS_A_WEEK);
  private hourCount = 0;

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
    const { table, hours, hourCount, speakers } = this;
    const { freeAt } = table;
    const { start, items } = table.apart;
    const apartEnd = start[a + 1]!;
    const first = a + 1;
    const last = (end + 31) >> 5;
    for (let word = first >> 5; word < last; word++) {
      let open = speakers[word]!;
      if (word === first >> 5) open &= -1 << (first & 31);
      if (open === 0) continue;
      let once = 0;
      let twice = 0;
      for (let i = 0; i < hourCount; i++) {
        const free = freeAt[hours[i]! + word]!;
        twice |= once & free;
        once |= free;
      }
      open &= twice;
      if (open === 0) continue;
      for (let i = start[a]!; i < apartEnd; i++) {
        const b = items[i]!;
        if (b >> 5 === word) open &= ~(1 << (b & 31));
      }
      if (open !== 0) this.weigh(a, word << 5, open);
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
    const own = table.values[a]!;
    const star = own >>> VALUE_BITS;
    fillThird(this.low, own, star);
    fillThird(this.middle, own >>> THIRD, star - THIRD);
    fillThird(this.high, own >>> (2 * THIRD), star - 2 * THIRD);
    for (let v = 0; v < VALUE_BITS; v++) this.stars[v] = (own >>> v) & 1 ? (v === star ? 2 : 1) : 0;
    copyRow(this.manner, table.manner, a);
    copyRow(this.support, table.support, a);
  }

  /** Weighs a member with those of 32 whose bits are set. */
  private weigh(a: number, from: number, bits: number): void {
    const { table, limit, low, middle, high, stars, manner, support } = this;
    const { values, codes, mostBeyond, valuePoints, themePoints } = table;
    const third = (1 << THIRD) - 1;
    const themes = codes[a]! & ((1 << THEME_BITS) - 1);
    const rest = mostBeyond[a]!;
    for (let left = bits; left !== 0; left &= left - 1) {
      const b = from + 31 - Math.clz32(left & -left);
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
      if (points + Math.min(rest, mostBeyond[b]!) < needed) continue;
      const score = beyond(table, a, b, points, needed);
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
