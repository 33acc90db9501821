import { circleFits, circleScore, type ScoreLookup, scoreWith } from './circle-fit.ts';
import { reseat } from './circle-reseating.ts';
import type { ScoreTable } from './score-table.ts';

const MOST_PASSES = 20;
/** Lifting weak circles may cost one part in so many of the sum. */
const LIFTING_COST = 500;

/** By member, the people they would best be with: only exchanges that bring two such together are tried. */
export type Wishes = (who: number) => readonly number[];

/**
 * Exchanges members between circles for as long as that adds to the sum of all scores, two at a time and then
 * one of every circle at once (`circle-reseating.ts`); then to lift the weaker of two circles while that costs
 * little of the sum. Sizes stay; each circle fits before and after. Returns
 * new circles.
 */
export function swapMembers(
  table: ScoreTable,
  score: ScoreLookup,
  circles: readonly (readonly number[])[],
  wishes: Wishes,
): number[][] {
  const first = new Seating(table, score, circles);
  raiseSum(first, wishes);
  const seating = new Seating(table, score, reseat(table, score, first.circles, wishes));
  raiseSum(seating, wishes);
  liftWeakest(seating, wishes);
  return seating.circles;
}

class Seating {
  readonly circles: number[][];
  readonly circleOf: Int32Array;
  readonly score: ScoreLookup;
  private readonly table: ScoreTable;

  constructor(table: ScoreTable, score: ScoreLookup, circles: readonly (readonly number[])[]) {
    this.table = table;
    this.score = score;
    this.circles = circles.map((circle) => [...circle]);
    this.circleOf = new Int32Array(table.size).fill(-1);
    this.circles.forEach((circle, c) => {
      for (const who of circle) this.circleOf[who] = c;
    });
  }

  /** The others in somebody's circle and they themselves; nobody for somebody without one. */
  around(who: number): readonly number[] {
    return this.circles[this.circleOf[who]!] ?? [];
  }

  /** What the exchange of two members of different circles would add, first where x leaves, then where z leaves. */
  gains(x: number, z: number): [number, number] {
    const { score } = this;
    const [a, b] = [this.around(x), this.around(z)];
    return [
      scoreWith(score, z, a, x) - scoreWith(score, x, a),
      scoreWith(score, x, b, z) - scoreWith(score, z, b),
    ];
  }

  /** Exchanges two members, if both circles fit afterwards. */
  exchange(x: number, z: number): boolean {
    const [c, d] = [this.circleOf[x]!, this.circleOf[z]!];
    const a = this.around(x).map((who) => (who === x ? z : who));
    const b = this.around(z).map((who) => (who === z ? x : who));
    if (!circleFits(this.table, a) || !circleFits(this.table, b)) return false;
    this.circles[c] = a;
    this.circles[d] = b;
    this.circleOf[x] = d;
    this.circleOf[z] = c;
    return true;
  }
}

function raiseSum(seating: Seating, wishes: Wishes): void {
  const { circles, circleOf } = seating;
  // Only circles that changed lately, or were not looked at yet, can have something new to offer.
  let active = new Uint8Array(circles.length).fill(1);
  for (let pass = 0; pass < MOST_PASSES && active.includes(1); pass++) {
    const before = active;
    active = new Uint8Array(circles.length);
    for (let x = 0; x < circleOf.length; x++) {
      for (const y of wishes(x)) {
        const [c, d] = [circleOf[x]!, circleOf[y]!];
        if (c < 0 || d < 0 || c === d || (before[c] === 0 && before[d] === 0)) continue;
        const better = (one: number, other: number) => {
          const [a, b] = seating.gains(one, other);
          return a + b > 0 && seating.exchange(one, other);
        };
        const done =
          seating.around(y).some((z) => z !== y && better(x, z)) ||
          seating.around(x).some((z) => z !== x && better(y, z));
        if (!done) continue;
        active[c] = 1;
        active[d] = 1;
      }
    }
  }
}

/** From the weakest circle on: lets in whom a member wishes for, if the weaker of the two circles gains. */
function liftWeakest(seating: Seating, wishes: Wishes): void {
  const { circles, score, circleOf } = seating;
  const sums = circles.map((circle) => circleScore(score, circle));
  const pairs = circles.map((circle) => (circle.length * (circle.length - 1)) / 2);
  let budget = Math.floor(sums.reduce((sum, each) => sum + each, 0) / LIFTING_COST);
  const order = sums.map((_, c) => c).sort((c, d) => sums[c]! / pairs[c]! - sums[d]! / pairs[d]! || c - d);
  const lift = (c: number, leaves: number, comes: number): boolean => {
    const d = circleOf[comes]!;
    const [mine, theirs] = seating.gains(leaves, comes);
    const weaker = Math.min(sums[c]! / pairs[c]!, sums[d]! / pairs[d]!);
    const then = Math.min((sums[c]! + mine) / pairs[c]!, (sums[d]! + theirs) / pairs[d]!);
    if (then <= weaker || mine + theirs < -budget || !seating.exchange(leaves, comes)) return false;
    budget += Math.min(0, mine + theirs);
    sums[c]! += mine;
    sums[d]! += theirs;
    return true;
  };
  for (const c of order.slice(0, Math.ceil(order.length / 4))) {
    for (const x of circles[c]!) {
      for (const y of wishes(x)) {
        if (circleOf[x] !== c || circleOf[y]! < 0 || circleOf[y] === c) continue;
        circles[c]!.some((leaves) => leaves !== x && lift(c, leaves, y));
      }
    }
  }
}
