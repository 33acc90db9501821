import { DUAL_UNIT, type Matching } from './matching-certificate.ts';
import { dualOfCommonSets, readSets } from './nested-sets.ts';
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
