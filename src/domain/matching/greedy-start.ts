/**
 * Where the search for a matching begins: duals that no edge violates, all of them even, and pairs along tight
 * edges. Each vertex in turn, while free, takes the least dual that its edges allow, and a free mate if the
 * edge that held it up leads to one. O(m).
 */
export function greedyStart(
  start: Int32Array,
  to: Int32Array,
  twin: Int32Array,
  weight: Float64Array,
): { dual: Float64Array; mateArc: Int32Array } {
  const size = start.length - 1;
  const dual = new Float64Array(size);
  const mateArc = new Int32Array(size).fill(-1);
  for (let v = 0; v < size; v++) {
    let most = 0;
    for (let arc = start[v]!; arc < start[v + 1]!; arc++) if (weight[arc]! > most) most = weight[arc]!;
    dual[v] = most / 2;
  }
  for (let v = 0; v < size; v++) {
    if (mateArc[v]! >= 0) continue;
    let least = 0;
    let tight = -1;
    for (let arc = start[v]!; arc < start[v + 1]!; arc++) {
      const bound = weight[arc]! - dual[to[arc]!]!;
      if (bound < least) continue;
      const free = mateArc[to[arc]!]! < 0;
      if (bound > least || tight < 0 || (free && mateArc[to[tight]!]! >= 0)) {
        least = bound;
        tight = arc;
      }
    }
    dual[v] = least;
    if (tight >= 0 && mateArc[to[tight]!]! < 0) {
      mateArc[v] = tight;
      mateArc[to[tight]!] = twin[tight]!;
    }
  }
  return { dual, mateArc };
}
