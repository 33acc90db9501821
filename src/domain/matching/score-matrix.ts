import { insertBest, keyOf } from './candidates.ts';
import { FULL_SCORE } from './compatibility.ts';
import { scanPairs } from './scan-pairs.ts';
import { type ScoreTable, scoreOf } from './score-table.ts';

/** How many of the best partners of each member are kept beside all scores. */
export const PARTNERS = 40;

export type ScoreMatrix = {
  readonly table: ScoreTable;
  /** The scores of all pairs, `scores[a * size + b]`, -1 for those who may not meet and for a = b. */
  readonly scores: Int16Array;
  /** Each member's best partners, as `bestCandidates` finds them, in rows of `PARTNERS`. */
  readonly best: Float64Array;
};

/** Two bytes a pair: for pools of up to some thousands. */
export function scoreMatrix(table: ScoreTable): ScoreMatrix {
  const { size } = table;
  const scores = new Int16Array(size * size).fill(-1);
  scanPairs(table, new Float64Array(size), 'either', (a, b, score) => {
    scores[a * size + b] = score;
    scores[b * size + a] = score;
  });
  return { table, scores, best: bestPartners(scores, size) };
}

/** Counts scores by steps first, so that hardly more than the best have to be put in order. */
function bestPartners(scores: Int16Array, size: number): Float64Array {
  const best = new Float64Array(size * PARTNERS).fill(-1);
  const counts = new Int32Array((FULL_SCORE >> STEP) + 1);
  for (let a = 0; a < size; a++) {
    const start = a * size;
    counts.fill(0);
    for (let b = start; b < start + size; b++) if (scores[b]! >= 0) counts[scores[b]! >> STEP]!++;
    let step = counts.length;
    for (let many = 0; step > 0 && many < PARTNERS; ) many += counts[--step]!;
    const least = step << STEP;
    for (let b = 0; b < size; b++) {
      const score = scores[start + b]!;
      if (score >= least) insertBest(best, a, PARTNERS, keyOf(score, a, b, size));
    }
  }
  return best;
}

/** Scores are counted in steps of 2^4. */
const STEP = 4;

export type ScoreLookup = (a: number, b: number) => number;

/** The same as `scoreOf`, faster where many are asked for; from the matrix where there is one. */
export function scoreLookup(table: ScoreTable, matrix: ScoreMatrix | null): ScoreLookup {
  if (!matrix) return rememberedScores(table);
  const { scores } = matrix;
  return (a, b) => scores[a * table.size + b]!;
}

/** Remembers the last score asked for at each of a fixed number of places. */
function rememberedScores(table: ScoreTable): ScoreLookup {
  const places = 1 << 20;
  const keys = new Float64Array(places).fill(-1);
  const scores = new Int16Array(places);
  const { languages } = table;
  return (a, b) => {
    if ((languages[a]! & languages[b]!) === 0) return -1;
    const key = a < b ? a * table.size + b : b * table.size + a;
    const place = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x9e3779b1)) & (places - 1);
    if (keys[place] === key) return scores[place]!;
    const score = scoreOf(table, a, b);
    keys[place] = key;
    scores[place] = score;
    return score;
  };
}
