import type { LocalDate } from '#domain/ids';
import type { MatchedPair, MatchResult } from '#domain/matching/match-pairs';
import type { Candidate } from '#domain/matching/profile';
import type { ScoreColumns } from '#domain/matching/score-table';
import type { MatchingWeights } from '#domain/preset';

/** What a matching thread is told: the pool in slices, then to begin. */
export type ToMatcher =
  | { say: 'members'; slice: readonly Candidate[] }
  | { say: 'begin'; weights: MatchingWeights; on: LocalDate; seed: number; threads: number };

/** What it answers, in slices too: whoever listens must not be held up by one large message. */
export type FromMatcher = { say: 'pairs'; slice: MatchedPair[] } | { say: 'left'; left: MatchResult['left'] };

/** What a searching thread is given: the numbers of a round, and its share of the members. */
export type Search = { columns: ScoreColumns; share: { first: number; of: number } };

/** So many fit into one message that copying it takes a few milliseconds. */
export const SLICE = 250;

export const slicesOf = function* <Item>(items: readonly Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += SLICE) yield items.slice(from, from + SLICE);
};
