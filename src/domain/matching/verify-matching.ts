import { DUAL_UNIT, type Matching } from './matching-certificate.ts';
import type { WeightedGraph } from './weighted-graph.ts';

/** What was checked: the weight of the matching and of the bound, in the unit of the weights. */
export type Proof = { proven: true; primal: number; dual: number };
export type Disproof = { proven: false; because: string };

/**
 * Checks a matching against its certificate without trusting how either was found: the mates are edges and
 * agree; no dual is negative and each edge is covered; the sets are nested and odd; and the weight of the
 * matching equals the bound of the duals, so that no matching weighs more. O(m d + n d), d the depth of nesting.
 */
export function verifyMatching(graph: WeightedGraph, { mate, certificate }: Matching): Proof | Disproof {
  const { size, ends, weights } = graph;
  const { vertexDuals, parent, setDuals } = certificate;
  const no = (because: string): Disproof => ({ proven: false, because });
  if (mate.length !== size || vertexDuals.length !== size || parent.length !== size + setDuals.length) {
    return no('the parts are not of one size');
  }
  for (let v = 0; v < size; v++) {
    if (mate[v]! >= 0 && (mate[v] === v || mate[mate[v]!] !== v)) return no(`the mate of ${v} has another`);
    if (!(vertexDuals[v]! >= 0)) return no(`the dual of ${v} is negative`);
  }
  const sets = readSets(size, parent, setDuals);
  if (typeof sets === 'string') return no(sets);

  const heaviest = new Float64Array(size);
  let primal = 0;
  for (let e = 0; e < weights.length; e++) {
    const a = ends[2 * e]!;
    const b = ends[2 * e + 1]!;
    const covered = vertexDuals[a]! + vertexDuals[b]! + dualOfCommonSets(a, b, sets);
    if (covered < DUAL_UNIT * weights[e]!) return no(`edge ${a} to ${b} is not covered`);
    if (mate[a] === b && weights[e]! > heaviest[a]!) {
      primal += weights[e]! - heaviest[a]!;
      heaviest[a] = weights[e]!;
      heaviest[b] = weights[e]!;
    }
  }
  for (let v = 0; v < size; v++)
    if (mate[v]! >= 0 && heaviest[v] === 0) return no(`no edge joins ${v} to its mate`);

  let dual = 0;
  for (const y of vertexDuals) dual += y;
  for (let i = 0; i < setDuals.length; i++) dual += setDuals[i]! * ((sets.count[size + i]! - 1) / 2);
  if (!Number.isSafeInteger(dual)) return no('the duals cannot be added up exactly');
  if (dual !== DUAL_UNIT * primal) return no(`the matching weighs ${primal}, the bound ${dual / DUAL_UNIT}`);
  return { proven: true, primal, dual: dual / DUAL_UNIT };
}

type Sets = {
  /** Vertices in each node. */
  count: Int32Array;
  /** The nearest set with a dual of its own around each node; sets without one bind nothing. */
  around: Int32Array;
  /** How many such sets are around each node, itself counted, and the sum of their duals. */
  depth: Int32Array;
  sum: Float64Array;
};

/** The nesting of the sets, or what is wrong with it. */
function readSets(size: number, parent: Int32Array, setDuals: Float64Array): Sets | string {
  const nodes = parent.length;
  const waiting = new Int32Array(nodes);
  for (const set of parent) {
    if (set < -1 || set >= nodes || (set >= 0 && set < size)) return 'a node is inside a vertex or nowhere';
    if (set >= 0) waiting[set]!++;
  }
  const order: number[] = [];
  for (let node = 0; node < nodes; node++) if (waiting[node] === 0) order.push(node);
  const count = new Int32Array(nodes).fill(1, 0, size);
  for (let i = 0; i < order.length; i++) {
    const set = parent[order[i]!]!;
    if (set < 0) continue;
    count[set]! += count[order[i]!]!;
    if (--waiting[set]! === 0) order.push(set);
  }
  if (order.length < nodes) return 'a set is inside itself';
  const around = new Int32Array(nodes).fill(-1);
  const depth = new Int32Array(nodes);
  const sum = new Float64Array(nodes);
  for (const node of order.reverse()) {
    const z = node < size ? 0 : setDuals[node - size]!;
    if (!(z >= 0)) return `the dual of set ${node} is negative`;
    if (z > 0 && count[node]! % 2 === 0) return `set ${node} is not odd`;
    const set = parent[node]!;
    around[node] = set < 0 || setDuals[set - size]! > 0 ? set : around[set]!;
    const outer = around[node]!;
    depth[node] = (outer < 0 ? 0 : depth[outer]!) + (z > 0 ? 1 : 0);
    sum[node] = (outer < 0 ? 0 : sum[outer]!) + z;
  }
  return { count, around, depth, sum };
}

/** The duals of all sets that hold both vertices. */
function dualOfCommonSets(a: number, b: number, { around, depth, sum }: Sets): number {
  let x = around[a]!;
  let y = around[b]!;
  while (x !== y) {
    if (x < 0 || y < 0) return 0;
    if (depth[x]! >= depth[y]!) x = around[x]!;
    else y = around[y]!;
  }
  return x < 0 ? 0 : sum[x]!;
}
