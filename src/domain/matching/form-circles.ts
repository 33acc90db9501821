import type { MatchingWeights } from '../preset.ts';
import { bestCandidates, CANDIDATES, partnerOf } from './candidates.ts';
import { circleBound } from './circle-bound.ts';
import { circleFits, circleScore, LARGEST_CIRCLE, scoreWith } from './circle-fit.ts';
import { FULL_SCORE } from './compatibility.ts';
import { explainCircle } from './explain-circle.ts';
import { improveCircles } from './improve-circles.ts';
import { provenMatching } from './proven-matching.ts';
import { byId, type CircleSize, type FormedRound, type RoundProgress } from './round.ts';
import { type ScoreLookup, scoreLookup, scoreMatrix } from './score-matrix.ts';
import type { ScoreTable } from './score-table.ts';
import { seatTheRest } from './seat-the-rest.ts';
import { type ScoredPair, tieredGraph } from './tiered-graph.ts';

export type CirclesOptions = {
  /** Each member's best candidates when somebody else looked for them (`bestCandidates` in several threads). */
  best?: Float64Array;
  progress?: RoundProgress;
};

/** By member, the people they would best be with. */
type Wishes = (who: number) => readonly number[];

/**
 * Circles of the wanted size, some of 3 to 6 where the count does not come out even: exact pairs, then exact
 * pairs of pairs (and, for other sizes, exact additions to those), then all are seated anew and anew for the
 * greatest sum, then for the weakest (`improve-circles.ts`). All in a circle share a language and two hours,
 * nobody is alone in a far time zone. Who fits no circle is left and comes first next time. Deterministic; the
 * result is good, not proven the best: that is hard already for circles of three. How far it can be from that
 * is bounded (`circle-bound.ts`).
 */
export function formCircles(
  table: ScoreTable,
  weights: MatchingWeights,
  size: CircleSize,
  { best: found, progress }: CirclesOptions = {},
): FormedRound {
  const { members } = table;
  const matrix = table.size <= ALL_SCORES_UP_TO ? scoreMatrix(table) : null;
  const score = scoreLookup(table, matrix);
  const search = () =>
    bestCandidates(table, CANDIDATES, { progress: (done) => progress?.('candidates', done) });
  const best = matrix?.best ?? found ?? search();
  const wishes = wishesOf(best, table.size);
  const { groups, rest, proofs } = firstCircles(table, score, wishes, size);
  const left = seatTheRest(table, score, groups, rest, size);
  const better = improveCircles(table, matrix, weights, groups, (done) => progress?.('seats', done));
  progress?.('seats', 1);
  const circles = better.map((circle) => ({
    members: circle.map((i) => members[i]!.person).sort(),
    score: circleScore(score, circle),
    reason: explainCircle(circle.map((i) => members[i]!)),
  }));
  const sizes = better.map((circle) => circle.length);
  const sum = circles.reduce((total, circle) => total + circle.score, 0);
  const why = (i: number) => (wishes(i).length > 0 ? 'odd-one-out' : 'nobody-feasible');
  return {
    pairs: [],
    circles: circles.sort((x, y) => byId(x.members[0]!, y.members[0]!)),
    trios: [],
    left: left
      .map((i) => ({ person: members[i]!.person, why: why(i) }) as const)
      .sort((x, y) => byId(x.person, y.person)),
    certificate: {
      matched: sizes.reduce((total, each) => total + each, 0),
      score: sum,
      gap: circleBound(best, table.size, sizes) - sum,
      matchings: proofs,
    },
  };
}

function wishesOf(best: Float64Array, size: number): Wishes {
  const row = best.length / size;
  const lists = Array.from({ length: size }, (_, i) => {
    const list: number[] = [];
    for (let k = i * row; k < i * row + CANDIDATES && best[k]! >= 0; k++) {
      list.push(partnerOf(best[k]!, i, size));
    }
    return list;
  });
  return (who) => lists[who]!;
}

/** Exact pairs, joined exactly until the groups have the size; the groups that found nothing to join; and proofs. */
function firstCircles(table: ScoreTable, score: ScoreLookup, wishes: Wishes, size: CircleSize) {
  const singles = Array.from({ length: table.size }, (_, i) => [i]);
  const pairs = join(table, score, wishes, singles, null);
  const proofs = [pairs.proof];
  const byScore = (groups: number[][]) =>
    groups.sort((a, b) => circleScore(score, b) - circleScore(score, a) || a[0]! - b[0]!);
  const share = Math.floor(table.size / size);
  const grow = (whole: number[][], piece: number, rest: number[][]) => {
    const kept = byScore(whole).slice(0, share);
    const pieces = [...whole.slice(share), ...rest].flat();
    const added = piece === 1 ? pieces.map((i) => [i]) : pairsOf(whole.slice(share), rest);
    const grown = join(table, score, wishes, kept, added);
    return { groups: grown.joined, rest: grown.alone, proofs: [...proofs, grown.proof] };
  };
  if (size === 3) return grow(pairs.joined, 1, pairs.alone);
  const fours = join(table, score, wishes, pairs.joined, null);
  proofs.push(fours.proof);
  const rest = [...fours.alone, ...pairs.alone];
  if (size === 4) return { groups: fours.joined, rest, proofs };
  return grow(fours.joined, size - 4, rest);
}

/** Cuts groups of four into the two pairs they were made of. */
function pairsOf(fours: readonly number[][], rest: readonly number[][]): number[][] {
  return [...fours.flatMap((four) => [four.slice(0, 2), four.slice(2)]), ...rest];
}

/**
 * Joins groups two by two, as many as possible and for the greatest sum of scores between them: among
 * themselves, or each with one of `others`.
 */
function join(
  table: ScoreTable,
  score: ScoreLookup,
  wishes: Wishes,
  groups: readonly number[][],
  others: readonly number[][] | null,
): { joined: number[][]; alone: number[][]; proof: { primal: number; dual: number } } {
  const all = others ? [...groups, ...others] : [...groups];
  const groupOf = new Int32Array(table.size).fill(-1);
  all.forEach((group, g) => {
    for (const i of group) groupOf[i] = g;
  });
  const offers = new Map<number, ScoredPair>();
  const offer = (one: number, other: number) => {
    const [a, b] = one < other ? [one, other] : [other, one];
    const key = a * all.length + b;
    if (a < 0 || a === b || offers.has(key)) return;
    if (others && a < groups.length === b < groups.length) return;
    const [x, y] = [all[a]!, all[b]!];
    const between = x.reduce((sum, who) => sum + scoreWith(score, who, y), 0);
    const fits = x.length + y.length === 2 ? score(x[0]!, y[0]!) >= 0 : circleFits(table, [...x, ...y]);
    if (fits) offers.set(key, { a, b, score: between });
  };
  if (all.length <= EVERY_GROUP_UP_TO) {
    for (let a = 0; a < all.length; a++) for (let b = a + 1; b < all.length; b++) offer(a, b);
  } else {
    all.forEach((group, g) => {
      for (const i of group) for (const j of wishes(i)) offer(g, groupOf[j]!);
    });
  }
  const most = FULL_SCORE * Math.floor(LARGEST_CIRCLE / 2) ** 2;
  const waits = all.map((group) => ({
    roundsWaited: Math.max(...group.map((i) => table.members[i]!.roundsWaited)),
  }));
  const { mate, proof } = provenMatching(tieredGraph(waits, [...offers.values()], most));
  const joined: number[][] = [];
  const alone: number[][] = [];
  all.forEach((group, g) => {
    if (mate[g]! < 0) alone.push([...group]);
    else if (g < mate[g]!) joined.push([...group, ...all[mate[g]!]!]);
  });
  return { joined, alone, proof: { primal: proof.primal, dual: proof.dual } };
}

/** Up to this size all scores are kept at hand. */
const ALL_SCORES_UP_TO = 2_500;

/** Up to so many groups, every two of them may join; beyond, those where one member wishes for another. */
const EVERY_GROUP_UP_TO = 100;
