export type NestedSets = {
  /** Vertices in each node. */
  count: Int32Array;
  /** The nearest set with a dual of its own around each node; sets without one bind nothing. */
  around: Int32Array;
  /** How many such sets are around each node, itself counted, and the sum of their duals. */
  depth: Int32Array;
  sum: Float64Array;
};

/** The nesting of the sets, or what is wrong with it. */
export function readSets(size: number, parent: Int32Array, setDuals: Float64Array): NestedSets | string {
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
export function dualOfCommonSets(a: number, b: number, { around, depth, sum }: NestedSets): number {
  let x = around[a]!;
  let y = around[b]!;
  while (x !== y) {
    if (x < 0 || y < 0) return 0;
    if (depth[x]! >= depth[y]!) x = around[x]!;
    else y = around[y]!;
  }
  return x < 0 ? 0 : sum[x]!;
}
