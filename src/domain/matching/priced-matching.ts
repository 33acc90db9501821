import { bestCandidates, insertBest, keyOf, pairsAmong, partnerOf, worthOf } from './candidates.ts';
import { gapBeyondCandidates } from './gap-beyond-candidates.ts';
import { DUAL_UNIT, type Matching } from './matching-certificate.ts';
import { dualOfCommonSets, readSets } from './nested-sets.ts';
import { PairList } from './pair-list.ts';
import { provenMatching } from './proven-matching.ts';
import { scanPairs } from './scan-pairs.ts';
import { type ScoreTable, scoreOf } from './score-table.ts';
import { type ScoredPair, type ScoredPairs, tieredGraph, waitBonuses, waitStep } from './tiered-graph.ts';

/** Up to this size a round looks at every pair from the start. */
const EVERY_PAIR_UP_TO = 600;
/**
 * Up to this size the pairs that were not candidates are always priced, and taken in where they could help;
 * beyond it only when people are left, else their gap is judged by the candidates (`gap-beyond-candidates.ts`).
 */
const PRICED_UP_TO = 12_000;
const MOST_PASSES = 12;
const NEWCOMERS = 6;

/** How good the matching of a pool is, in the weight of its graph: score and wait bonuses. */
export type PricedCertificate = {
  /** The weight of the matching, and of its dual on the pairs looked at: equal, or the round is not used. */
  primal: number;
  dual: number;
  /** At most so much more would the best of all feasible pairs weigh. */
  gap: number;
  /** How many pairs were looked at in the end, and how often the rest was priced. */
  pairs: number;
  passes: number;
};

export type PricedMatching = { mate: Int32Array; certificate: PricedCertificate };

export type PricingOptions = {
  /** Each member's best candidates when somebody else looked for them (`bestCandidates` in several threads). */
  best?: Float64Array;
  progress?: (stage: 'candidates' | 'pricing', done: number) => void;
};

/**
 * The best matching of a whole pool. Large pools begin with each member's best candidates; then the duals of
 * that matching are prices for every other pair, pairs worth more than their price come in, and it is solved
 * again until none is left (column generation). So the result is the best over all feasible pairs, and `gap` is
 * 0; only if that takes too many passes, or the pool is very large, is the gap what raised prices cover. Every matching is verified
 * before its duals are used; one that is not proven is a bug and thrown.
 */
export function matchPool(table: ScoreTable, options: PricingOptions = {}): PricedMatching {
  const { size } = table;
  const { progress } = options;
  if (size <= EVERY_PAIR_UP_TO) {
    const { mate, certificate } = solve(table, everyPair(table));
    return { mate, certificate: { ...certificate, gap: 0 } };
  }
  const best =
    options.best ?? bestCandidates(table, undefined, { progress: (done) => progress?.('candidates', done) });
  const pairs = pairsAmong(best, size);
  const step = waitStep(size);
  for (let pass = 1; ; pass++) {
    const { matching, mate, certificate } = solve(table, pairs);
    if (size > PRICED_UP_TO && !hasWasted(mate, pairs)) {
      return { mate, certificate: { ...certificate, gap: gapBeyondCandidates(best, table, matching) } };
    }
    const { worthMore, gap } = price(table, matching);
    progress?.('pricing', gap === 0 ? 1 : Math.min(1, pass / MOST_PASSES));
    // A gap beyond the scores means that somebody may be left who need not be: that is worth more passes.
    const enough = gap < step ? MOST_PASSES : 3 * MOST_PASSES;
    if (gap === 0 || pass >= enough) return { mate, certificate: { ...certificate, gap, passes: pass } };
    for (const pair of worthMore) pairs.add(pair);
  }
}

/** Whether two or more are left though they have candidates: then others might be free to take them. */
function hasWasted(mate: Int32Array, pairs: ScoredPairs): boolean {
  const left = new Set<number>();
  for (const { a, b } of pairs) {
    if (mate[a]! < 0) left.add(a);
    if (mate[b]! < 0) left.add(b);
  }
  return left.size > 1;
}

function everyPair(table: ScoreTable): PairList {
  const pairs = new PairList();
  scanPairs(table, new Float64Array(table.size), 'either', (a, b, score) => pairs.add({ a, b, score }));
  return pairs;
}

function solve(table: ScoreTable, pairs: ScoredPairs) {
  const graph = tieredGraph(table.members, pairs);
  const matching = provenMatching(graph);
  const { primal, dual } = matching.proof;
  const certificate = { primal, dual, pairs: pairs.length, passes: 0 };
  return { matching, mate: matching.mate, certificate };
}

/**
 * The pairs worth more than the duals of their two ends, the dearest few of each member; and how much duals
 * that cover them all would add to the bound: half of each member's worst excess.
 */
function price(table: ScoreTable, { certificate }: Matching): { worthMore: ScoredPair[]; gap: number } {
  const { size } = table;
  const { vertexDuals, parent, setDuals } = certificate;
  const sets = readSets(size, parent, setDuals);
  if (typeof sets === 'string') throw new Error(sets);
  const bonus = waitBonuses(table.members);
  const prices = vertexDuals.map((dual, v) => dual / DUAL_UNIT - bonus[v]!);
  const dearest = new Float64Array(size * NEWCOMERS).fill(-1);
  scanPairs(table, prices, 'both', (a, b, score) => {
    const excess = DUAL_UNIT * (score - prices[a]! - prices[b]!) - dualOfCommonSets(a, b, sets);
    if (excess <= 0) return;
    insertBest(dearest, a, NEWCOMERS, keyOf(excess, a, b, size));
    insertBest(dearest, b, NEWCOMERS, keyOf(excess, b, a, size));
  });
  let gap = 0;
  for (let v = 0; v < size; v++) {
    gap += Math.max(0, worthOf(dearest[v * NEWCOMERS]!, size)) / (2 * DUAL_UNIT);
  }
  const worthMore = new Map<number, ScoredPair>();
  for (let i = 0; i < dearest.length; i++) {
    if (dearest[i]! < 0) continue;
    const member = Math.floor(i / NEWCOMERS);
    const partner = partnerOf(dearest[i]!, member, size);
    const [a, b] = member < partner ? [member, partner] : [partner, member];
    worthMore.set(a * size + b, { a, b, score: scoreOf(table, a, b) });
  }
  return { worthMore: [...worthMore.values()], gap };
}
