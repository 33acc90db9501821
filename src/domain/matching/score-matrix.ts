import { insertBest, keyOf } from './candidates.ts';
import { scanPairs } from './scan-pairs.ts';
import { type ScoreTable, scoreOf } from './score-table.ts';

/** The scores of all pairs of a pool, `scores[a * size + b]`, -1 for those who may not meet and for a = b. */
export type ScoreMatrix = { readonly table: ScoreTable; readonly scores: Int16Array };

/** Two bytes a pair: for pools of up to some thousands. */
export function scoreMatrix(table: ScoreTable): ScoreMatrix {
  const { size } = table;
  const scores = new Int16Array(size * size).fill(-1);
  scanPairs(table, new Float64Array(size), 'either', (a, b, score) => {
    scores[a * size + b] = score;
    scores[b * size + a] = score;
  });
  return { table, scores };
}

/** Each member's best partners, as `bestCandidates` finds them, by looking at all scores. */
export function bestInMatrix({ table, scores }: ScoreMatrix, most: number): Float64Array {
  const { size } = table;
  const best = new Float64Array(size * most).fill(-1);
  for (let a = 0; a < size; a++) {
    const last = (a + 1) * most - 1;
    for (let b = 0; b < size; b++) {
      const score = scores[a * size + b]!;
      if (score >= 0 && (score + 1) * size > best[last]!) insertBest(best, a, most, keyOf(score, a, b, size));
    }
  }
  return best;
}

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
  return (a, b) => {
    const key = a < b ? a * table.size + b : b * table.size + a;
    const place = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x9e3779b1)) & (places - 1);
    if (keys[place] === key) return scores[place]!;
    const score = scoreOf(table, a, b);
    keys[place] = key;
    scores[place] = score;
    return score;
  };
}
