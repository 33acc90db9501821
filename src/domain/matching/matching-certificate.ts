/**
 * The proof that comes with a matching: a solution of the dual linear programme, everything four times as
 * large as the weights, so that halves and quarters stay whole.
 *
 * The dual of maximum-weight matching (Edmonds 1965): minimise the sum of all vertex duals y plus, for each
 * odd set B, its dual z times (|B| - 1) / 2, where for each edge y + y + the z of all sets around both ends
 * is at least its weight. Any such solution is an upper bound of every matching.
 */
export type MatchingCertificate = {
  readonly vertexDuals: Float64Array;
  /** The nested odd sets: the parent of each node or -1; nodes from `vertexDuals.length` on are sets. */
  readonly parent: Int32Array;
  /** The dual of each set, by node minus `vertexDuals.length`; 0 for one not in use. */
  readonly setDuals: Float64Array;
};

/** Duals are this many times as large as weights. */
export const DUAL_UNIT = 4;

/** Partners by vertex, -1 for nobody, with the proof. */
export type Matching = { readonly mate: Int32Array; readonly certificate: MatchingCertificate };
