import { AlternatingForest, FREE, INNER, OUTER } from './alternating-forest.ts';
import { Blossoms } from './blossoms.ts';
import { EdgeScan } from './edge-scan.ts';
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
  private readonly to: Int32Array;
  private readonly twin: Int32Array;
  private readonly forest: AlternatingForest;
  private readonly dual: Float64Array;
  private readonly setDual: Float64Array;
  private readonly blossoms: Blossoms;
  private readonly heap: EventHeap;
  private readonly scan: EdgeScan;
  private readonly label: Uint8Array;
  /** For a top node: the arc of its matched edge, leaving it, or -1 and then the vertex that is left out. */
  private readonly mateArc: Int32Array;
  private readonly leftOut: Int32Array;
  /** For an inner top node: the arc by which its tree came in. */
  private readonly entryArc: Int32Array;
  private readonly tree: Int32Array;
  private readonly mark: Int32Array;
  private marks = 0;

  constructor(graph: WeightedGraph) {
    const arcs = arcsOf(graph, DUAL_UNIT);
    const { start, to, twin, weight } = arcs;
    this.size = graph.size;
    this.to = to;
    this.twin = twin;
    this.blossoms = new Blossoms(graph.size);
    const { nodes } = this.blossoms;
    const byNode = () => new Int32Array(nodes).fill(-1);
    this.heap = new EventHeap(nodes);
    const begin = greedyStart(start, to, twin, weight);
    this.forest = new AlternatingForest(this.blossoms, this.heap, begin.dual);
    this.scan = new EdgeScan(arcs, this.forest, this.blossoms, this.heap);
    this.dual = begin.dual;
    this.setDual = this.forest.setDual;
    this.label = this.forest.label;
    this.tree = this.forest.tree;
    this.leftOut = Int32Array.from({ length: nodes }, (_, node) => node);
    this.entryArc = byNode();
    this.mark = new Int32Array(nodes);
    this.mateArc = byNode();
    this.mateArc.set(begin.mateArc);
  }

  run(): Matching {
    const { size, mateArc, dual } = this;
    for (let v = 0; v < size; v++) if (mateArc[v]! < 0 && dual[v]! > 0) this.forest.plant(v);
    for (let v = 0; v < size; v++) if (this.label[v] === OUTER) this.scan.outer(v);
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
    const { label, dual } = this;
    const { clock } = this.forest;
    const arc = this.scan.eventArc[v]!;
    if (label[v] === INNER) return;
    if (label[v] === FREE) {
      if (label[this.to[arc]!] === OUTER && this.scan.slack(arc) === clock) this.grow(this.twin[arc]!);
      else this.scan.free(v);
      return;
    }
    if (arc < 0) {
      if (dual[v] === clock) this.retire(v);
      else this.scan.outer(v);
      return;
    }
    const w = this.to[arc]!;
    if (label[w] === OUTER && this.scan.slack(arc) === 2 * clock) {
      const a = this.blossoms.top(v);
      const b = this.blossoms.top(w);
      if (this.tree[a] !== this.tree[b]) {
        this.augment(arc);
        return;
      }
      if (a !== b) this.shrink(arc, a, b);
    }
    this.scan.outer(v);
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
      this.takeDown(root);
      this.scan.all(inner);
      return;
    }
    const root = tree[blossoms.top(to[twin[arc]!]!)]!;
    const outer = blossoms.top(to[mateArc[inner]!]!);
    this.entryArc[inner] = arc;
    this.forest.join(inner, root);
    this.forest.join(outer, root);
    this.forest.relabel(inner, FREE, INNER);
    this.forest.relabel(outer, FREE, OUTER);
    this.scan.all(outer);
  }

  /** Two trees met over `arc`: one more pair, and both trees come down. */
  private augment(arc: number): void {
    const a = this.blossoms.top(this.to[this.twin[arc]!]!);
    const b = this.blossoms.top(this.to[arc]!);
    const trees = [this.tree[a]!, this.tree[b]!] as const;
    this.flip(a, arc);
    this.flip(b, this.twin[arc]!);
    this.takeDown(...trees);
  }

  /** The dual of an outer vertex reached 0: it is the one of its tree that stays without a mate. */
  private retire(v: number): void {
    const node = this.blossoms.top(v);
    const root = this.tree[node]!;
    this.flip(node, -1);
    this.leftOut[node] = v;
    this.takeDown(root);
  }

  /** Frees all nodes of trees, and then looks when each may be reached again. */
  private takeDown(...roots: number[]): void {
    for (const freed of roots.flatMap((root) => this.forest.takeDown(root))) this.scan.all(freed);
  }

  /** The outer node above an inner one, on the way to the root. */
  private above(inner: number): number {
    return this.blossoms.top(this.to[this.twin[this.entryArc[inner]!]!]!);
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
      leave = this.entryArc[inner]!;
      mateArc[inner] = twin[leave]!;
      node = this.above(inner);
    }
  }

  /** Makes a blossom of the cycle that `arc` closes between two outer nodes of one tree. */
  private shrink(arc: number, a: number, b: number): void {
    const { blossoms, forest, mateArc, entryArc, to, twin } = this;
    const { clock } = forest;
    const base = this.meeting(a, b);
    const ring: number[] = [];
    const arcs: number[] = [];
    for (let node = a; node !== base; ) {
      const inner = blossoms.top(to[mateArc[node]!]!);
      ring.push(node, inner);
      arcs.push(mateArc[inner]!, entryArc[inner]!);
      node = this.above(inner);
    }
    ring.push(base);
    ring.reverse();
    arcs.reverse();
    arcs.push(arc);
    for (let node = b; node !== base; ) {
      const inner = blossoms.top(to[mateArc[node]!]!);
      ring.push(node, inner);
      arcs.push(mateArc[node]!, twin[entryArc[inner]!]!);
      node = this.above(inner);
    }
    const root = this.tree[base]!;
    const fresh: number[] = [];
    for (const node of ring) {
      forest.leave(node, root);
      if (forest.topLabel(node) === INNER) {
        forest.relabel(node, INNER, OUTER);
        fresh.push(node);
      }
      if (node >= this.size) this.setDual[node]! += 2 * clock;
    }
    const blossom = blossoms.shrink(ring, arcs);
    mateArc[blossom] = mateArc[base]!;
    this.leftOut[blossom] = this.leftOut[base]!;
    this.setDual[blossom] = -2 * clock;
    forest.join(blossom, root);
    for (const node of fresh) this.scan.all(node);
  }

  /** The outer node where the ways of two outer nodes to their root come together. */
  private meeting(a: number, b: number): number {
    const { mateArc, blossoms, to } = this;
    const stamp = ++this.marks;
    let node = a;
    let other = b;
    for (;;) {
      if (node >= 0) {
        if (this.mark[node] === stamp) return node;
        this.mark[node] = stamp;
        const mate = mateArc[node]!;
        node = mate < 0 ? -1 : this.above(blossoms.top(to[mate]!));
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
      if (step % 2 === 1) this.scan.all(node);
    });
    for (const node of off) this.scan.all(node);
  }

  private result(): Matching {
    const { size, blossoms, dual, setDual } = this;
    return {
      mate: unfoldMates(blossoms, this.mateArc, this.leftOut, this.to, this.twin),
      certificate: { vertexDuals: dual, parent: blossoms.parent, setDuals: setDual.slice(size) },
    };
  }
}
