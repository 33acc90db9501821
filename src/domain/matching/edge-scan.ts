import { type AlternatingForest, FREE, INNER, OUTER } from './alternating-forest.ts';
import type { Blossoms } from './blossoms.ts';
import type { EventHeap } from './event-heap.ts';
import type { Arcs } from './weighted-graph.ts';

/** When the edges of each vertex will next matter: looks at them and puts the time in the heap. */
export class EdgeScan {
  /** The arc behind a vertex's time in the heap; -1 when there its dual reaches 0. */
  readonly eventArc: Int32Array;
  private readonly start: Int32Array;
  private readonly to: Int32Array;
  private readonly twin: Int32Array;
  private readonly weight: Float64Array;
  private readonly forest: AlternatingForest;
  private readonly dual: Float64Array;
  private readonly label: Uint8Array;
  private readonly blossoms: Blossoms;
  private readonly heap: EventHeap;

  constructor(
    { start, to, twin, weight }: Arcs,
    forest: AlternatingForest,
    blossoms: Blossoms,
    heap: EventHeap,
  ) {
    this.eventArc = new Int32Array(blossoms.vertices).fill(-1);
    this.start = start;
    this.to = to;
    this.twin = twin;
    this.weight = weight;
    this.forest = forest;
    this.dual = forest.dual;
    this.label = forest.label;
    this.blossoms = blossoms;
    this.heap = heap;
  }

  /** Of an edge between top nodes: outer to free, the time at which it is tight; outer to outer, twice that. */
  slack(arc: number): number {
    return this.dual[this.to[arc]!]! + this.dual[this.to[this.twin[arc]!]!]! - this.weight[arc]!;
  }

  /** Looks at the edges of an outer vertex: the first to meet another outer one, and news for free ones. */
  outer(v: number): void {
    const { to, weight, dual, label, heap, eventArc, blossoms } = this;
    const { time } = heap;
    const own = dual[v]!;
    const top = blossoms.top(v);
    let best = 2 * own;
    let bestArc = -1;
    const end = this.start[v + 1]!;
    for (let arc = this.start[v]!; arc < end; arc++) {
      const w = to[arc]!;
      const kind = label[w]!;
      if (kind === INNER) continue;
      const slack = own + dual[w]! - weight[arc]!;
      if (kind === FREE) {
        if (slack < time[w]!) {
          eventArc[w] = this.twin[arc]!;
          heap.set(w, slack);
        }
      } else if (slack < best && blossoms.top(w) !== top) {
        best = slack;
        bestArc = arc;
      }
    }
    eventArc[v] = bestArc;
    heap.set(v, best / 2);
  }

  /** Looks for the first outer vertex that will reach a free one. */
  free(v: number): void {
    const { to, weight, dual, label } = this;
    const own = dual[v]!;
    let best = Infinity;
    let bestArc = -1;
    const end = this.start[v + 1]!;
    for (let arc = this.start[v]!; arc < end; arc++) {
      const w = to[arc]!;
      if (label[w] !== OUTER) continue;
      const slack = own + dual[w]! - weight[arc]!;
      if (slack < best) {
        best = slack;
        bestArc = arc;
      }
    }
    this.eventArc[v] = bestArc;
    if (bestArc < 0) this.heap.remove(v);
    else this.heap.set(v, best);
  }

  /** Looks at the edges of all vertices of a top node, by its label. */
  all(node: number): void {
    const { nextVertex, firstVertex, lastVertex } = this.blossoms;
    const outer = this.forest.topLabel(node) === OUTER;
    const end = lastVertex[node]!;
    for (let v = firstVertex[node]!; ; v = nextVertex[v]!) {
      if (outer) this.outer(v);
      else this.free(v);
      if (v === end) return;
    }
  }
}
