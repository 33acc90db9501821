import { PairList } from './pair-list.ts';
import { type ScanOptions, scanPairs } from './scan-pairs.ts';
import type { ScoreColumns } from './score-table.ts';

/** How many candidates each member has in a large pool. */
export const CANDIDATES = 16;
const WARM_UP = 8;

/**
 * Each member's best `most` feasible partners among all, exactly: by score, ties to the next in the pool. In
 * rows of `most`, best first, as keys (`keyOf`), or -1 where there is nobody more. A share of the rows gives the
 * best of that share; `mergeBest` makes the same of any shares as of the whole, so that several threads may
 * work on it.
 */
export function bestCandidates(
  table: ScoreColumns,
  most: number = CANDIDATES,
  options: ScanOptions = {},
): Float64Array {
  const { size } = table;
  const best = new Float64Array(size * most).fill(-1);
  const limit = new Float64Array(size);
  const offer = (member: number, partner: number, score: number): void => {
    if (score < limit[member]!) return;
    insertBest(best, member, most, keyOf(score, member, partner, size));
    const last = best[(member + 1) * most - 1]!;
    if (last >= 0) limit[member] = worthOf(last, size);
  };
  const visit = (a: number, b: number, score: number): void => {
    offer(a, b, score);
    offer(b, a, score);
  };
  // A first look at a few neighbours raises the limits, so that the look at all passes most by at once.
  scanPairs(table, limit, 'either', visit, { reach: WARM_UP * most });
  scanPairs(table, limit, 'either', visit, options);
  return best;
}

/** The best of several shares, as if one had looked at all. */
export function mergeBest(shares: readonly Float64Array[], size: number): Float64Array {
  const [first = new Float64Array(0), ...others] = shares;
  const best = first.slice();
  const most = size === 0 ? 0 : best.length / size;
  for (const other of others) {
    for (let i = 0; i < other.length; i++) {
      if (other[i]! >= 0) insertBest(best, Math.floor(i / most), most, other[i]!);
    }
  }
  return best;
}

/** The pairs in which at least one is among the other's best, each once, in order of place. */
export function pairsAmong(best: Float64Array, size: number): PairList {
  const most = size === 0 ? 0 : best.length / size;
  const pairs = new PairList();
  for (let a = 0; a < size; a++) {
    for (let i = a * most; i < (a + 1) * most && best[i]! >= 0; i++) {
      const score = worthOf(best[i]!, size);
      const b = partnerOf(best[i]!, a, size);
      // The pair is told by the one who comes first, or by the other if only they want it.
      if (a < b || best[(b + 1) * most - 1]! > keyOf(score, b, a, size)) pairs.add({ a, b, score });
    }
  }
  return pairs;
}

/**
 * A partner and what they are worth to a member as one number; more is better. Of partners worth the same, the
 * one who comes next after the member is better, around the pool: so members who are alike do not all name the
 * same few, who cannot take them all.
 */
export function keyOf(worth: number, member: number, partner: number, size: number): number {
  const ahead = partner > member ? partner - member : partner - member + size;
  return worth * size + (size - 1 - ahead);
}

export function worthOf(key: number, size: number): number {
  return Math.floor(key / size);
}

export function partnerOf(key: number, member: number, size: number): number {
  return (member + size - 1 - (key % size)) % size;
}

/** Keeps a row of keys in falling order; a key that is in it already or too low changes nothing. */
export function insertBest(best: Float64Array, row: number, most: number, key: number): void {
  const start = row * most;
  let at = start + most;
  while (at > start && best[at - 1]! < key) at--;
  if (at === start + most || (at > start && best[at - 1] === key)) return;
  for (let i = start + most - 1; i > at; i--) best[i] = best[i - 1]!;
  best[at] = key;
}
