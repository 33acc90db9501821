import { AlternatingForest, FREE, INNER, OUTER } from './alternating-forest.ts';
import { Blossoms } from './blossoms.ts';
import { EventHeap } from './event-heap.ts';
import { greedyStart } from './greedy-start.ts';
import { DUAL_UNIT, type Matching } from './matching-certificate.ts';
import { sparseFirst } from './sparse-first.ts';
import { pairUp, unfoldMates } from './unfold-blossoms.ts';
import { arcsOf, checkGraph, type WeightedGraph } from './weighted-graph.ts';

/**
 * A matching of the greatest total weight in any graph, with the proof of it (`verify-matching.ts` checks it).
 *
 * The primal-dual method of Edmonds: duals start above every weight and fall at the free vertices; where an
 * edge becomes tight, the trees of alternating paths that grow from all of them at once take in a matched pair,
 * shrink an odd cycle to a blossom, or meet in a path that matches two more. Only the trees that met are taken
 * down. Duals are lazy: one clock runs, a vertex stores its dual as of time 0 and which way it moves, and all
 * that can happen next waits in one heap, at most once for each vertex and blossom. A time there may be too
 * early and is then looked up again, never too late.
 *
 * All arithmetic is on whole numbers below 2^53: weights count four times and duals start even, so that every
 * vertex in a tree has the parity of the clock and halving a slack between two trees leaves no half.
 *
 * Time O(n m log n), close to O(m log n) on the graphs of a round; memory O(n + m). Refuses what
 * `weighted-graph.ts` refuses. The same graph gives the same matching, always.
 *
 * Sources: Edmonds, Maximum matching and a polyhedron with 0,1-vertices (1965); Galil, Efficient algorithms for
 * finding maximum matching in graphs (1986); van Rantwijk's exposition (jorisvr/maximum-weight-matching).
 */
export function maxWeightMatching(graph: WeightedGraph): Matching {
  checkGraph(graph);
  const solve = (one: WeightedGraph) => new Search(one).run();
  return graph.weights.length > DENSE * graph.size ? sparseFirst(graph, solve) : solve(graph);
}

/** With more edges a vertex than this, most of them are only priced. */
const DENSE = 40;

class Search {
  private readonly size: number;
  private readonly start: Int32Array;
  private readonly to: Int32Array;
  private readonly twin: Int32Array;
  /** By arc, four times the weight of its edge. */
  private readonly weight: Float64Array;
  private readonly forest: AlternatingForest;
  private readonly dual: Float64Array;
  private readonly setDual: Float64Array;
  private readonly blossoms: Blossoms;
  private readonly heap: EventHeap;
  private readonly label: Uint8Array;
  /** For a top node: the arc of its matched edge, leaving it, or -1 and then the vertex that is left out. */
  private readonly mateArc: Int32Array;
  private readonly leftOut: Int32Array;
  /** For an inner top node: the arc by which its tree came in. */
  private readonly entryArc: Int32Array;
  private readonly tree: Int32Array;
  /** The arc behind a vertex's time in the heap; -1 when there its dual reaches 0. */
  private readonly eventArc: Int32Array;
  private readonly mark: Int32Array;
  private marks = 0;

  constructor(graph: WeightedGraph) {
    const { start, to, twin, edge } = arcsOf(graph);
    this.size = graph.size;
    this.start = start;
    this.to = to;
    this.twin = twin;
    this.weight = Float64Array.from(edge, (e) => DUAL_UNIT * graph.weights[e]!);
    this.blossoms = new Blossoms(graph.size);
    const { nodes } = this.blossoms;
    const byNode = () => new Int32Array(nodes).fill(-1);
    this.heap = new EventHeap(nodes);
    const begin = greedyStart(start, to, twin, this.weight);
    this.forest = new AlternatingForest(this.blossoms, this.heap, begin.dual);
    this.dual = begin.dual;
    this.setDual = this.forest.setDual;
    this.label = this.forest.label;
    this.tree = this.forest.tree;
    this.leftOut = Int32Array.from({ length: nodes }, (_, node) => node);
    this.entryArc = byNode();
    this.eventArc = new Int32Array(graph.size).fill(-1);
    this.mark = new Int32Array(nodes);
    this.mateArc = byNode();
    this.mateArc.set(begin.mateArc);
  }

  run(): Matching {
    const { size, mateArc, dual } = this;
    for (let v = 0; v < size; v++) if (mateArc[v]! < 0 && dual[v]! > 0) this.forest.plant(v);
    for (let v = 0; v < size; v++) if (this.label[v] === OUTER) this.scanOuter(v);
    while (this.forest.trees > 0) {
      const id = this.heap.take();
      this.forest.clock = this.heap.time[id]!;
      if (id < size) this.visit(id);
      else this.expand(id);
    }
    return this.result();
  }

  /** What was due at a vertex, if it still is; otherwise when the next thing is. */
  private visit(v: number): void {
    const { eventArc, label, dual } = this;
    const { clock } = this.forest;
    const arc = eventArc[v]!;
    if (label[v] === INNER) return;
    if (label[v] === FREE) {
      if (label[this.to[arc]!] === OUTER && this.slack(arc) === clock) this.grow(this.twin[arc]!);
      else this.scanFree(v);
      return;
    }
    if (arc < 0) {
      if (dual[v] === clock) this.retire(v);
      else this.scanOuter(v);
      return;
    }
    const w = this.to[arc]!;
    if (label[w] === OUTER && this.slack(arc) === 2 * clock) {
      const a = this.blossoms.top(v);
      const b = this.blossoms.top(w);
      if (this.tree[a] !== this.tree[b]) {
        this.augment(arc);
        return;
      }
      if (a !== b) this.shrink(arc, a, b);
    }
    this.scanOuter(v);
  }

  /** Of an edge between top nodes: outer to free, the time at which it is tight; outer to outer, twice that. */
  private slack(arc: number): number {
    return this.dual[this.to[arc]!]! + this.dual[this.to[this.twin[arc]!]!]! - this.weight[arc]!;
  }

  /** Looks at the edges of an outer vertex: the first to meet another outer one, and news for free ones. */
  private scanOuter(v: number): void {
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
  private scanFree(v: number): void {
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

  /** An outer vertex reached a free node over `arc`: the node becomes inner and its mate outer. */
  private grow(arc: number): void {
    const { blossoms, to, twin, mateArc, tree } = this;
    const inner = blossoms.top(to[arc]!);
    if (mateArc[inner]! < 0) {
      const outer = blossoms.top(to[twin[arc]!]!);
      const root = tree[outer]!;
      this.flip(outer, arc);
      mateArc[inner] = twin[arc]!;
      const freed = this.forest.takeDown(root);
      for (const node of freed) this.scanAll(node);
      this.scanAll(inner);
      return;
    }
    const root = tree[blossoms.top(to[twin[arc]!]!)]!;
    const outer = blossoms.top(to[mateArc[inner]!]!);
    this.entryArc[inner] = arc;
    this.forest.join(inner, root);
    this.forest.join(outer, root);
    this.forest.relabel(inner, FREE, INNER);
    this.forest.relabel(outer, FREE, OUTER);
    this.scanAll(outer);
  }

  /** Two trees met over `arc`: one more pair, and both trees come down. */
  private augment(arc: number): void {
    const a = this.blossoms.top(this.to[this.twin[arc]!]!);
    const b = this.blossoms.top(this.to[arc]!);
    const trees = [this.tree[a]!, this.tree[b]!] as const;
    this.flip(a, arc);
    this.flip(b, this.twin[arc]!);
    const freed = [...this.forest.takeDown(trees[0]), ...this.forest.takeDown(trees[1])];
    for (const node of freed) this.scanAll(node);
  }

  /** The dual of an outer vertex reached 0: it is the one of its tree that stays without a mate. */
  private retire(v: number): void {
    const node = this.blossoms.top(v);
    const root = this.tree[node]!;
    this.flip(node, -1);
    this.leftOut[node] = v;
    for (const freed of this.forest.takeDown(root)) this.scanAll(freed);
  }

  /** Swaps matched and unmatched edges from an outer node to its root; the node's new mate is over `arc`. */
  private flip(outer: number, arc: number): void {
    const { mateArc, blossoms, to, twin } = this;
    let node = outer;
    let leave = arc;
    for (;;) {
      const before = mateArc[node]!;
      mateArc[node] = leave;
      if (before < 0) return;
      const inner = blossoms.top(to[before]!);
      const entry = this.entryArc[inner]!;
      mateArc[inner] = twin[entry]!;
      node = blossoms.top(to[twin[entry]!]!);
      leave = entry;
    }
  }

  /** Makes a blossom of the cycle that `arc` closes between two outer nodes of one tree. */
  private shrink(arc: number, a: number, b: number): void {
    const { blossoms, forest, mateArc, entryArc, to, twin } = this;
    const { clock } = forest;
    const base = this.meeting(a, b);
    const ring: number[] = [];
    const arcs: number[] = [];
    for (let node = a; node !== base; node = blossoms.top(to[twin[entryArc[ring[ring.length - 1]!]!]!]!)) {
      const inner = blossoms.top(to[mateArc[node]!]!);
      ring.push(node, inner);
      arcs.push(mateArc[inner]!, entryArc[inner]!);
    }
    ring.push(base);
    ring.reverse();
    arcs.reverse();
    arcs.push(arc);
    for (let node = b; node !== base; ) {
      const inner = blossoms.top(to[mateArc[node]!]!);
      ring.push(node, inner);
      arcs.push(mateArc[node]!, twin[entryArc[inner]!]!);
      node = blossoms.top(to[twin[entryArc[inner]!]!]!);
    }
    const root = this.tree[base]!;
    const fresh: number[] = [];
    for (const node of ring) {
      this.forest.leave(node, root);
      if (this.forest.topLabel(node) === INNER) {
        this.forest.relabel(node, INNER, OUTER);
        fresh.push(node);
      }
      if (node >= this.size) this.setDual[node]! += 2 * clock;
    }
    const blossom = blossoms.shrink(ring, arcs);
    mateArc[blossom] = mateArc[base]!;
    this.leftOut[blossom] = this.leftOut[base]!;
    this.setDual[blossom] = -2 * clock;
    this.forest.join(blossom, root);
    for (const node of fresh) this.scanAll(node);
  }

  /** The outer node where the ways of two outer nodes to their root come together. */
  private meeting(a: number, b: number): number {
    const { mateArc, blossoms, to, twin, entryArc } = this;
    const stamp = ++this.marks;
    let node = a;
    let other = b;
    for (;;) {
      if (node >= 0) {
        if (this.mark[node] === stamp) return node;
        this.mark[node] = stamp;
        const mate = mateArc[node]!;
        node = mate < 0 ? -1 : blossoms.top(to[twin[entryArc[blossoms.top(to[mate]!)]!]!]!);
      }
      const swap = node;
      node = other;
      other = swap;
    }
  }

  /** The dual of an inner blossom reached 0: the even way through it stays in the tree, the rest is free. */
  private expand(blossom: number): void {
    const { blossoms, mateArc, entryArc, to, twin } = this;
    const root = this.tree[blossom]!;
    this.forest.leave(blossom, root);
    const base = blossoms.childWith(blossom, to[twin[mateArc[blossom]!]!]!);
    const entry = blossoms.childWith(blossom, to[entryArc[blossom]!]!);
    const ring = pairUp(blossoms, mateArc, twin, base);
    mateArc[base] = mateArc[blossom]!;
    blossoms.split(blossom);
    this.setDual[blossom] = 0;
    // Inside, a set's dual stood still; as children of an inner node they now fall like one.
    for (const node of ring) if (node >= this.size) this.setDual[node]! += 2 * this.forest.clock;
    const at = ring.indexOf(entry);
    const forward = at % 2 === 1;
    const way = forward ? [...ring.slice(at), base] : ring.slice(0, at + 1).reverse();
    entryArc[entry] = entryArc[blossom]!;
    way.forEach((node, step) => {
      this.forest.join(node, root);
      if (step % 2 === 1) {
        this.forest.relabel(node, INNER, OUTER);
        return;
      }
      if (step > 0) {
        const before = way[step - 1]!;
        entryArc[node] = forward ? blossoms.arcToNext[before]! : twin[blossoms.arcToNext[node]!]!;
      }
      if (node >= this.size) this.heap.set(node, this.setDual[node]! / 2);
    });
    const off = ring.filter((node) => !way.includes(node));
    for (const node of off) this.forest.relabel(node, INNER, FREE);
    way.forEach((node, step) => {
      if (step % 2 === 1) this.scanAll(node);
    });
    for (const node of off) this.scanAll(node);
  }

  private scanAll(node: number): void {
    const { nextVertex, firstVertex, lastVertex } = this.blossoms;
    const outer = this.forest.topLabel(node) === OUTER;
    const end = lastVertex[node]!;
    for (let v = firstVertex[node]!; ; v = nextVertex[v]!) {
      if (outer) this.scanOuter(v);
      else this.scanFree(v);
      if (v === end) return;
    }
  }

  private result(): Matching {
    const { size, blossoms, dual, setDual } = this;
    return {
      mate: unfoldMates(blossoms, this.mateArc, this.leftOut, this.to, this.twin),
      certificate: { vertexDuals: dual, parent: blossoms.parent, setDuals: setDual.slice(size) },
    };
  }
}
