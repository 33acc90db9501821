/**
 * Blossoms: odd cycles of nodes seen as one node, nested. Nodes 0 to n - 1 are the vertices, higher ones are
 * blossoms; a node without a parent is on top.
 *
 * Vertices of a top node share a set, and `owner` tells whose it is. A new blossom takes over the set of its
 * largest child and only relabels the others, a split gives them their own back: O(log n) relabels a vertex
 * while a blossom grows. Vertices of a node lie together in one linked list, so listing them costs their count.
 */
export class Blossoms {
  readonly vertices: number;
  /** -1 for a node on top. */
  readonly parent: Int32Array;
  /** The ring of children: any of them, the next and previous one, and the arc from each to the next. */
  readonly firstChild: Int32Array;
  readonly next: Int32Array;
  readonly previous: Int32Array;
  readonly arcToNext: Int32Array;
  readonly firstVertex: Int32Array;
  readonly lastVertex: Int32Array;
  /** By vertex; beyond the last vertex of a node it goes on into its neighbour or is -1. */
  readonly nextVertex: Int32Array;
  private readonly count: Int32Array;
  private readonly setOfVertex: Int32Array;
  private readonly set: Int32Array;
  private readonly owner: Int32Array;
  private readonly unused: Int32Array;
  private unusedCount: number;

  constructor(vertices: number) {
    const most = Math.floor(vertices / 2);
    const nodes = vertices + most;
    const byNode = (value: number) => new Int32Array(nodes).fill(value);
    const itself = () => Int32Array.from({ length: nodes }, (_, i) => i);
    this.vertices = vertices;
    this.parent = byNode(-1);
    this.firstChild = byNode(-1);
    this.next = byNode(-1);
    this.previous = byNode(-1);
    this.arcToNext = byNode(-1);
    this.firstVertex = itself();
    this.lastVertex = itself();
    this.nextVertex = new Int32Array(vertices).fill(-1);
    this.count = byNode(1);
    this.setOfVertex = itself();
    this.set = itself();
    this.owner = itself();
    this.unused = Int32Array.from({ length: most }, (_, i) => nodes - 1 - i);
    this.unusedCount = most;
  }

  get nodes(): number {
    return this.parent.length;
  }

  /** The top node that a vertex is in. */
  top(vertex: number): number {
    return this.owner[this.setOfVertex[vertex]!]!;
  }

  /** Makes one node of a ring of top nodes; `arcs[i]` leads from ring[i] to the one after it. */
  shrink(ring: readonly number[], arcs: readonly number[]): number {
    const blossom = this.unused[--this.unusedCount]!;
    let largest = ring[0]!;
    let vertices = 0;
    for (let i = 0; i < ring.length; i++) {
      const child = ring[i]!;
      const after = ring[i + 1 === ring.length ? 0 : i + 1]!;
      this.parent[child] = blossom;
      this.next[child] = after;
      this.previous[after] = child;
      this.arcToNext[child] = arcs[i]!;
      if (i > 0) this.nextVertex[this.lastVertex[ring[i - 1]!]!] = this.firstVertex[child]!;
      if (this.count[child]! > this.count[largest]!) largest = child;
      vertices += this.count[child]!;
    }
    this.parent[blossom] = -1;
    this.firstChild[blossom] = ring[0]!;
    this.firstVertex[blossom] = this.firstVertex[ring[0]!]!;
    this.lastVertex[blossom] = this.lastVertex[ring[ring.length - 1]!]!;
    this.count[blossom] = vertices;
    const set = this.set[largest]!;
    this.set[blossom] = set;
    this.owner[set] = blossom;
    for (const child of ring) if (child !== largest) this.relabel(child, set);
    return blossom;
  }

  /** Puts the children of a top blossom back on top; the blossom's id may be used again. */
  split(blossom: number): void {
    const set = this.set[blossom]!;
    const first = this.firstChild[blossom]!;
    let child = first;
    do {
      this.parent[child] = -1;
      this.nextVertex[this.lastVertex[child]!] = -1;
      const own = this.set[child]!;
      this.owner[own] = child;
      if (own !== set) this.relabel(child, own);
      child = this.next[child]!;
    } while (child !== first);
    this.unused[this.unusedCount++] = blossom;
  }

  /** The child of a blossom that a vertex inside it is in. */
  childWith(blossom: number, vertex: number): number {
    let node = vertex;
    while (this.parent[node] !== blossom) node = this.parent[node]!;
    return node;
  }

  private relabel(node: number, set: number): void {
    const { setOfVertex, nextVertex } = this;
    const end = this.lastVertex[node]!;
    for (let v = this.firstVertex[node]!; ; v = nextVertex[v]!) {
      setOfVertex[v] = set;
      if (v === end) return;
    }
  }
}
