/** An undirected graph with whole, positive weights; edge e joins `ends[2e]` and `ends[2e + 1]`. */
export type WeightedGraph = {
  readonly size: number;
  readonly ends: Int32Array;
  readonly weights: Float64Array;
};

/**
 * The graph by vertex: arcs `start[v]` to `start[v + 1]` leave v; arc p leads to `to[p]`, comes back as
 * `twin[p]`, and weighs `weight[p]`.
 */
export type Arcs = {
  readonly start: Int32Array;
  readonly to: Int32Array;
  readonly twin: Int32Array;
  readonly weight: Float64Array;
};

/**
 * Refuses what the arithmetic cannot hold exactly: weights that are not whole and positive, loops, vertices
 * out of range, and weights so large that four times the sum over a matching could pass 2^53.
 */
export function checkGraph({ size, ends, weights }: WeightedGraph): void {
  if (ends.length !== 2 * weights.length) throw new RangeError('Each edge has two ends and one weight');
  let most = 0;
  for (const weight of weights) {
    if (!Number.isInteger(weight) || weight < 1)
      throw new RangeError(`A weight is whole and positive: ${weight}`);
    if (weight > most) most = weight;
  }
  if (4 * most * Math.ceil(size / 2) > Number.MAX_SAFE_INTEGER) {
    throw new RangeError(`Weights up to ${most} over ${size} vertices cannot be added up exactly`);
  }
  for (let e = 0; e < weights.length; e++) {
    const a = ends[2 * e]!;
    const b = ends[2 * e + 1]!;
    if (a === b || a < 0 || b < 0 || a >= size || b >= size)
      throw new RangeError(`No edge from ${a} to ${b}`);
  }
}

/** By arcs, each weight taken `unit` times. */
export function arcsOf({ size, ends, weights }: WeightedGraph, unit: number): Arcs {
  const start = new Int32Array(size + 1);
  for (const v of ends) start[v + 1]!++;
  for (let v = 0; v < size; v++) start[v + 1]! += start[v]!;
  const next = start.slice(0, size);
  const to = new Int32Array(ends.length);
  const twin = new Int32Array(ends.length);
  const weight = new Float64Array(ends.length);
  for (let e = 0; e < weights.length; e++) {
    const a = ends[2 * e]!;
    const b = ends[2 * e + 1]!;
    const p = next[a]!++;
    const q = next[b]!++;
    to[p] = b;
    to[q] = a;
    twin[p] = q;
    twin[q] = p;
    weight[p] = unit * weights[e]!;
    weight[q] = weight[p]!;
  }
  return { start, to, twin, weight };
}
