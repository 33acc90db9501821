import { circleFits } from './circle-fit.ts';
import type { ScoreMatrix } from './score-matrix.ts';

/** Lifting weak circles may cost one part in so many of the sum of all scores. */
const LIFTING_COST = 1_000;
/** The weakest circles are lifted, one in so many. */
const WEAKEST = 4;

/**
 * From the weakest circle on, by the average of its pairs: exchanges one member for one of another circle where
 * that lifts the weaker of the two most, for as long as all of it together costs little of the sum. Sizes stay,
 * each circle fits before and after. Returns new circles.
 */
export function liftWeakest(matrix: ScoreMatrix, before: readonly (readonly number[])[]): number[][] {
  const { table, scores } = matrix;
  const { size } = table;
  const circles = before.map((circle) => [...circle]);
  const worth = (who: number, circle: readonly number[], without: number): number => {
    let sum = 0;
    for (const other of circle) if (other !== without && other !== who) sum += scores[who * size + other]!;
    return sum;
  };
  const sums = circles.map((circle) => circle.reduce((sum, who) => sum + worth(who, circle, who), 0) / 2);
  const pairs = circles.map((circle) => (circle.length * (circle.length - 1)) / 2);
  const average = (c: number, more = 0) => (sums[c]! + more) / pairs[c]!;
  let budget = sums.reduce((sum, each) => sum + each, 0) / LIFTING_COST;
  const order = sums.map((_, c) => c).sort((c, d) => average(c) - average(d) || c - d);

  for (const c of order.slice(0, Math.ceil(order.length / WEAKEST))) {
    let most = 0;
    let best: { d: number; x: number; z: number; mine: number; theirs: number } | null = null;
    for (const x of circles[c]!) {
      const lost = worth(x, circles[c]!, x);
      for (let d = 0; d < circles.length; d++) {
        const weaker = Math.min(average(c), average(d));
        for (const z of d === c ? [] : circles[d]!) {
          const mine = worth(z, circles[c]!, x) - lost;
          if (average(c, mine) - weaker <= most) continue;
          const theirs = worth(x, circles[d]!, z) - worth(z, circles[d]!, z);
          const lift = Math.min(average(c, mine), average(d, theirs)) - weaker;
          if (lift <= most || mine + theirs < -budget) continue;
          if (
            !circleFits(table, swapped(circles[c]!, x, z)) ||
            !circleFits(table, swapped(circles[d]!, z, x))
          )
            continue;
          most = lift;
          best = { d, x, z, mine, theirs };
        }
      }
    }
    if (!best) continue;
    const { d, x, z, mine, theirs } = best;
    circles[c] = swapped(circles[c]!, x, z);
    circles[d] = swapped(circles[d]!, z, x);
    sums[c]! += mine;
    sums[d]! += theirs;
    budget += Math.min(0, mine + theirs);
  }
  return circles;
}

function swapped(circle: readonly number[], leaves: number, comes: number): number[] {
  return circle.map((who) => (who === leaves ? comes : who));
}
