import { circleFits } from './circle-fit.ts';
import type { ScoreMatrix } from './score-matrix.ts';

/** Lifting weak circles may cost one part in so many of the sum of all scores. */
const LIFTING_COST = 4_000;
/** The weakest circles are lifted, one in so many. */
const WEAKEST = 4;

/** Two who change places, and what that adds to the sum of each one's circle. */
type Exchange = { x: number; z: number; mine: number; theirs: number };

/**
 * From the weakest circle on, by the average of its pairs: exchanges one member for one of another circle where
 * that lifts the weaker of the two most, for as long as all of it together costs little of the sum. Sizes stay,
 * each circle fits before and after. Returns new circles.
 */
export function liftWeakest(matrix: ScoreMatrix, before: readonly (readonly number[])[]): number[][] {
  const { table, scores } = matrix;
  const { size } = table;
  const circles = before.map((circle) => [...circle]);
  const circleOf = new Int32Array(size).fill(-1);
  circles.forEach((circle, c) => {
    for (const who of circle) circleOf[who] = c;
  });
  /** What somebody has, or would have, with all of a circle but one. */
  const worth = (who: number, circle: readonly number[], without: number): number => {
    let sum = 0;
    for (const other of circle) if (other !== without && other !== who) sum += scores[who * size + other]!;
    return sum;
  };
  const pairs = circles.map((circle) => (circle.length * (circle.length - 1)) / 2);
  const sums = circles.map((circle) => circle.reduce((sum, who) => sum + worth(who, circle, who), 0) / 2);
  const average = Float64Array.from(sums, (sum, c) => sum / pairs[c]!);
  let budget = sums.reduce((sum, each) => sum + each, 0) / LIFTING_COST;

  /** What each member would have with all of the circle that is looked at. */
  const withAll = new Int32Array(size);
  const bestExchange = (c: number): Exchange | null => {
    let most = 0;
    let best: Exchange | null = null;
    withAll.fill(0);
    for (const who of circles[c]!) for (let z = 0; z < size; z++) withAll[z]! += scores[who * size + z]!;
    for (const x of circles[c]!) {
      const lost = worth(x, circles[c]!, x);
      for (let z = 0; z < size; z++) {
        const d = circleOf[z]!;
        if (d < 0 || d === c) continue;
        const weaker = Math.min(average[c]!, average[d]!);
        const mine = withAll[z]! - scores[x * size + z]! - lost;
        if (average[c]! + mine / pairs[c]! - weaker <= most) continue;
        const theirs = worth(x, circles[d]!, z) - worth(z, circles[d]!, z);
        const lift = Math.min(average[c]! + mine / pairs[c]!, average[d]! + theirs / pairs[d]!) - weaker;
        if (lift <= most || mine + theirs < -budget) continue;
        if (!circleFits(table, swapped(circles[c]!, x, z)) || !circleFits(table, swapped(circles[d]!, z, x)))
          continue;
        most = lift;
        best = { x, z, mine, theirs };
      }
    }
    return best;
  };
  const enter = (c: number, leaves: number, comes: number, gain: number): void => {
    circles[c] = swapped(circles[c]!, leaves, comes);
    circleOf[comes] = c;
    average[c]! += gain / pairs[c]!;
  };

  const order = sums.map((_, c) => c).sort((c, d) => average[c]! - average[d]! || c - d);
  for (const c of order.slice(0, Math.ceil(order.length / WEAKEST))) {
    const best = bestExchange(c);
    if (!best) continue;
    const { x, z, mine, theirs } = best;
    enter(circleOf[z]!, z, x, theirs);
    enter(c, x, z, mine);
    budget += Math.min(0, mine + theirs);
  }
  return circles;
}

function swapped(circle: readonly number[], leaves: number, comes: number): number[] {
  return circle.map((who) => (who === leaves ? comes : who));
}
