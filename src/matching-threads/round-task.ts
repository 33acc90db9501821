import type { Candidate } from '#domain/matching/profile';
import type { FormedRound, RoundInput, RoundProgress } from '#domain/matching/round';
import type { ScoreColumns } from '#domain/matching/score-table';

/** What a matching thread is told: the pool in slices, then to begin; and to go on after each slice of its answer. */
export type ToMatcher =
  | { say: 'members'; slice: readonly Candidate[] }
  | { say: 'begin'; input: Omit<RoundInput, 'pool'>; threads: number }
  | { say: 'go-on' };

/** A round without its proof: lists that are sent in slices. */
export type RoundLists = Omit<FormedRound, 'certificate'>;

/**
 * What it answers, in slices too, and each only when the one before has been taken: whoever listens must not be
 * held up by one large message, nor by many that have come together, which a port hands over in one go.
 */
export type FromMatcher =
  | { say: 'progress'; stage: Parameters<RoundProgress>[0]; done: number }
  | { say: 'formed'; slices: Partial<RoundLists> }
  | { say: 'certificate'; certificate: FormedRound['certificate'] };

/** What a searching thread is given: the numbers of a round, and its share of the members. */
export type Search = { columns: ScoreColumns; share: { first: number; of: number } };

/** So many fit into one message that copying it takes a few milliseconds. */
export const SLICE = 250;

export const slicesOf = function* <Item>(items: readonly Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += SLICE) yield items.slice(from, from + SLICE);
};
