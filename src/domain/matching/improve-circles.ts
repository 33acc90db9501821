import type { MatchingWeights } from '../preset.ts';
import { reseat } from './circle-reseating.ts';
import { liftWeakest } from './lift-weakest.ts';
import { type ScoreMatrix, scoreMatrix } from './score-matrix.ts';
import { type ScoreTable, scoreTable } from './score-table.ts';

/** Up to so many circles are seated at once; more are seated in blocks of those who are likely to fit. */
const BLOCK = 340;
/** Turns for one block, and for each of several. */
const TURNS = 220;
const BLOCK_TURNS = 100;

/**
 * Exchanges members between circles, for the greatest sum of scores (`circle-reseating.ts`) and then to lift
 * the weakest (`lift-weakest.ts`). Sizes stay; each circle fits before and after. Returns new circles.
 */
export function improveCircles(
  table: ScoreTable,
  matrix: ScoreMatrix | null,
  weights: MatchingWeights,
  circles: readonly (readonly number[])[],
  progress?: (done: number) => void,
): number[][] {
  const blocks = circles.length <= BLOCK ? [circles] : inBlocks(table, circles);
  const turns = blocks.length === 1 ? TURNS : BLOCK_TURNS;
  return blocks.flatMap((block, b) => {
    const tell = (done: number) => progress?.((b + done) / blocks.length);
    if (matrix) return improve(matrix, block, turns, tell);
    const places = block.flat().sort((x, y) => x - y);
    const within = new Map(places.map((place, i) => [place, i]));
    const members = places.map((place) => table.members[place]!);
    const local = block.map((circle) => circle.map((place) => within.get(place)!));
    const better = improve(scoreMatrix(scoreTable(members, weights)), local, turns, tell);
    return better.map((circle) => circle.map((i) => places[i]!));
  });
}

function improve(
  matrix: ScoreMatrix,
  circles: readonly (readonly number[])[],
  turns: number,
  progress?: (done: number) => void,
): number[][] {
  return liftWeakest(matrix, reseat(matrix, circles, turns, progress));
}

/** Circles of the same languages and of near clocks together, in blocks of about one size. */
function inBlocks(table: ScoreTable, circles: readonly (readonly number[])[]): (readonly number[])[][] {
  const told = circles.map((circle, c) => ({
    c,
    languages: circle.reduce((all, i) => all & table.members[i]!.languages, -1),
    clock: table.members[circle[0]!]!.minutesAhead,
  }));
  told.sort((x, y) => x.languages - y.languages || x.clock - y.clock || x.c - y.c);
  const count = Math.ceil(circles.length / BLOCK);
  return Array.from({ length: count }, (_, b) =>
    told
      .slice(Math.floor((b * told.length) / count), Math.floor(((b + 1) * told.length) / count))
      .map(({ c }) => circles[c]!),
  );
}
