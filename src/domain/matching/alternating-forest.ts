import type { Blossoms } from './blossoms.ts';
import type { EventHeap } from './event-heap.ts';

export const FREE = 0;
/** An even distance from a root: duals fall, edges are looked at. */
export const OUTER = 1;
/** An odd distance: duals rise. */
export const INNER = 2;

/**
 * The trees of alternating paths, their labels and their duals in store: at clock t the dual of a vertex is
 * `dual` when free, `dual - t` when outer, `dual + t` when inner; that of a top blossom is `setDual`,
 * `setDual + 2t` and `setDual - 2t`. A set inside another stands still.
 */
export class AlternatingForest {
  readonly dual: Float64Array;
  readonly setDual: Float64Array;
  /** By vertex, the label of its top node. */
  readonly label: Uint8Array;
  /** For a labelled top node, the first root of its tree. */
  readonly tree: Int32Array;
  clock = 0;
  trees = 0;
  private readonly blossoms: Blossoms;
  private readonly heap: EventHeap;
  private readonly size: number;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly head: Int32Array;

  constructor(blossoms: Blossoms, heap: EventHeap, dual: Float64Array) {
    const { nodes, vertices } = blossoms;
    this.blossoms = blossoms;
    this.heap = heap;
    this.size = vertices;
    this.dual = dual;
    this.setDual = new Float64Array(nodes);
    this.label = new Uint8Array(vertices);
    this.tree = new Int32Array(nodes).fill(-1);
    this.next = new Int32Array(nodes).fill(-1);
    this.previous = new Int32Array(nodes).fill(-1);
    this.head = new Int32Array(vertices).fill(-1);
  }

  /** Starts a tree at a free vertex. */
  plant(v: number): void {
    this.join(v, v);
    this.relabel(v, FREE, OUTER);
    this.trees++;
  }

  topLabel(node: number): number {
    return this.label[this.blossoms.firstVertex[node]!]!;
  }

  /** Moves a top node to another label, duals as they are now. */
  relabel(node: number, from: number, to: number): void {
    const { dual, label, clock } = this;
    const { nextVertex, firstVertex, lastVertex } = this.blossoms;
    const shift = clock * (direction(to) - direction(from));
    const end = lastVertex[node]!;
    for (let v = firstVertex[node]!; ; v = nextVertex[v]!) {
      dual[v]! += shift;
      label[v] = to;
      if (v === end) break;
    }
    if (node < this.size) return;
    this.setDual[node]! -= 2 * shift;
    if (to === INNER) this.heap.set(node, this.setDual[node]! / 2);
    else if (from === INNER) this.heap.remove(node);
  }

  join(node: number, root: number): void {
    const head = this.head[root]!;
    this.tree[node] = root;
    this.previous[node] = -1;
    this.next[node] = head;
    if (head >= 0) this.previous[head] = node;
    this.head[root] = node;
  }

  leave(node: number, root: number): void {
    const before = this.previous[node]!;
    const after = this.next[node]!;
    if (before < 0) this.head[root] = after;
    else this.next[before] = after;
    if (after >= 0) this.previous[after] = before;
  }

  /** Frees the nodes of a tree, and says which. */
  takeDown(root: number): number[] {
    const nodes: number[] = [];
    for (let node = this.head[root]!; node >= 0; node = this.next[node]!) nodes.push(node);
    for (const node of nodes) this.relabel(node, this.topLabel(node), FREE);
    this.head[root] = -1;
    this.trees--;
    return nodes;
  }
}

function direction(label: number): number {
  return label === OUTER ? 1 : label === INNER ? -1 : 0;
}
