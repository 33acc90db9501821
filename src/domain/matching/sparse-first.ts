import { DUAL_UNIT, type Matching } from './matching-certificate.ts';
import { dualOfCommonSets, readSets } from './nested-sets.ts';
import type { WeightedGraph } from './weighted-graph.ts';

const HEAVIEST = 16;
const NEWCOMERS = 6;

/**
 * The best matching of a graph with very many edges, by solving few of them: first each vertex's heaviest, then
 * again with the edges that weigh more than the duals of their ends, until there is none. The certificate of
 * the last then covers the whole graph. Usually a handful of passes over all edges.
 */
export function sparseFirst(graph: WeightedGraph, solve: (few: WeightedGraph) => Matching): Matching {
  const { size, ends, weights } = graph;
  const kept = new Uint8Array(weights.length);
  heaviest(graph, HEAVIEST, (e) => weights[e]!, kept);
  for (;;) {
    const matching = solve(only(graph, kept));
    const { vertexDuals, parent, setDuals } = matching.certificate;
    const sets = readSets(size, parent, setDuals);
    if (typeof sets === 'string') throw new Error(sets);
    const excess = (e: number): number => {
      if (kept[e] === 1) return 0;
      const a = ends[2 * e]!;
      const b = ends[2 * e + 1]!;
      const over = DUAL_UNIT * weights[e]! - vertexDuals[a]! - vertexDuals[b]!;
      return over <= 0 ? 0 : over - dualOfCommonSets(a, b, sets);
    };
    if (heaviest(graph, NEWCOMERS, excess, kept) === 0) return matching;
  }
}

/** Keeps the edges that are worth most to one of their ends, `most` each, worth more than 0; says how many. */
function heaviest(
  { size, ends, weights }: WeightedGraph,
  most: number,
  worthOf: (e: number) => number,
  kept: Uint8Array,
): number {
  const worth = new Float64Array(size * most);
  const edges = new Int32Array(size * most).fill(-1);
  // Among equals a scrambled order, so that not all choose the same few vertices.
  const before = (e: number, f: number) => Math.imul(e, 0x9e3779b1) >>> 0 < Math.imul(f, 0x9e3779b1) >>> 0;
  for (let e = 0; e < weights.length; e++) {
    const w = worthOf(e);
    if (w <= 0) continue;
    for (let side = 0; side < 2; side++) {
      const start = ends[2 * e + side]! * most;
      let at = start + most;
      while (at > start && (w > worth[at - 1]! || (w === worth[at - 1]! && before(e, edges[at - 1]!)))) at--;
      if (at === start + most) continue;
      worth.copyWithin(at + 1, at, start + most - 1);
      edges.copyWithin(at + 1, at, start + most - 1);
      worth[at] = w;
      edges[at] = e;
    }
  }
  let added = 0;
  for (const e of edges) {
    if (e < 0 || kept[e] === 1) continue;
    kept[e] = 1;
    added++;
  }
  return added;
}

function only({ size, ends, weights }: WeightedGraph, kept: Uint8Array): WeightedGraph {
  const chosen: number[] = [];
  kept.forEach((keep, e) => {
    if (keep === 1) chosen.push(e);
  });
  return {
    size,
    ends: Int32Array.from({ length: 2 * chosen.length }, (_, i) => ends[2 * chosen[i >> 1]! + (i & 1)]!),
    weights: Float64Array.from(chosen, (e) => weights[e]!),
  };
}
