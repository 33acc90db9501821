import { worthOf } from './candidates.ts';

/**
 * The most that circles of these sizes could score together in a pool, whoever sat with whom; `best` holds each
 * member's best candidates among all (`bestCandidates`), at least as many as the largest circle has others.
 * O(n log n).
 *
 * Proof: give half of each pair's score to either of the two. Then a member of a circle of s gets at most half of
 * what they have with the s - 1 people who suit them best. What somebody has with their k-th best counts only in
 * a circle of more than k, and so for as many members as there are seats in such circles: at most half of the
 * greatest so many of all "k-th bests". Summed over k.
 *
 * Exact matchings (a circle of four is three of them) and shares other than halves bound at most a few percent
 * lower on the pools we measure with, for far more work. What keeps any circles from this bound is that those who
 * suit one best seldom suit each other, and no bound that looks at pairs alone can see that.
 */
export function circleBound(best: Float64Array, size: number, circles: readonly number[]): number {
  const most = size === 0 ? 0 : best.length / size;
  let doubled = 0;
  for (let k = 1; ; k++) {
    const seats = circles.reduce((sum, members) => (members > k ? sum + members : sum), 0);
    if (seats === 0) return Math.floor(doubled / 2);
    const scores = Float64Array.from({ length: size }, (_, i) => {
      const key = best[i * most + k - 1]!;
      return key < 0 ? 0 : worthOf(key, size);
    });
    scores.sort();
    for (const score of scores.subarray(size - seats)) doubled += score;
  }
}
