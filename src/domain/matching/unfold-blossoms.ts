import type { Blossoms } from './blossoms.ts';

/** Matches the children of a blossom around its ring, all but the base; the ring from the base on. */
export function pairUp(blossoms: Blossoms, mateArc: Int32Array, twin: Int32Array, base: number): number[] {
  const ring = [base];
  for (let child = blossoms.next[base]!; child !== base; child = blossoms.next[child]!) ring.push(child);
  for (let i = 1; i < ring.length; i += 2) {
    const arc = blossoms.arcToNext[ring[i]!]!;
    mateArc[ring[i]!] = arc;
    mateArc[ring[i + 1]!] = twin[arc]!;
  }
  return ring;
}

/**
 * The mate of each vertex, -1 for none, by opening every blossom in thought: its base takes the mate of the
 * whole, the rest pair up around the ring. Overwrites `mateArc` and `leftOut` of inner nodes.
 */
export function unfoldMates(
  blossoms: Blossoms,
  mateArc: Int32Array,
  leftOut: Int32Array,
  to: Int32Array,
  twin: Int32Array,
): Int32Array {
  const size = blossoms.vertices;
  const open: number[] = [];
  for (let v = 0; v < size; v++) {
    const top = blossoms.top(v);
    if (top >= size && blossoms.firstVertex[top] === v) open.push(top);
  }
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const vertex = mateArc[node]! < 0 ? leftOut[node]! : to[twin[mateArc[node]!]!]!;
    const base = blossoms.childWith(node, vertex);
    for (const child of pairUp(blossoms, mateArc, twin, base)) if (child >= size) open.push(child);
    mateArc[base] = mateArc[node]!;
    leftOut[base] = vertex;
  }
  return mateArc.slice(0, size).map((arc) => (arc < 0 ? -1 : to[arc]!));
}
