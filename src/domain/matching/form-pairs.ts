import type { LocalDate, PersonId } from '../ids.ts';
import type { MatchingWeights } from '../preset.ts';
import { checkWeights } from './compatibility.ts';
import { explain } from './explain.ts';
import type { MatchedPair, MatchResult } from './match-pairs.ts';
import { readPool } from './pool-member.ts';
import { matchPool, type PricingOptions, type RoundCertificate } from './priced-matching.ts';
import type { Candidate } from './profile.ts';
import { type ScoreTable, scoreOf, scoreTable } from './score-table.ts';
import { suggestTrios, type Trio } from './trios.ts';

/** All that a round of pairs depends on: stored, it can be replayed to the same result on any machine. */
export type RoundInput = {
  pool: readonly Candidate[];
  weights: MatchingWeights;
  /** Mixes who wins a tie; 0 leaves ties to the order of ids. */
  seed: number;
  /** The day on which zones are read. */
  on: LocalDate;
};

export type PairsRound = MatchResult & {
  /** For some who are left: the pair that would take them best, to be asked all three. */
  trios: Trio[];
  certificate: RoundCertificate;
};

/** The score table of a round, with its members in the order in which all results speak of them. */
export function readRound({
  pool,
  weights,
  seed,
  on,
}: Omit<RoundInput, 'pool'> & { pool: Iterable<Candidate> }): ScoreTable {
  checkWeights(weights);
  return scoreTable(readPool(pool, { on, seed }), weights);
}

/**
 * Pairs for a whole pool at once: as many people as possible, the longest waiting before others, then the
 * greatest sum of scores; proven before it is returned. Nothing depends on the order of the pool.
 *
 * Pure and synchronous: a pool of some thousands takes a second or more, so whoever owns an event loop runs it
 * in a worker thread; several of those can share the search for candidates (`bestCandidates`, `mergeBest`).
 * Refuses weights that do not add to 10,000 and a pool that names somebody twice.
 */
export function formPairs(input: RoundInput, options: PricingOptions = {}): PairsRound {
  return pairUp(readRound(input), input.weights, options);
}

/** `formPairs` for a pool that was read before, with the same weights. */
export function pairUp(
  table: ScoreTable,
  weights: MatchingWeights,
  options: PricingOptions = {},
): PairsRound {
  const { members, size } = table;
  const { mate, certificate } = matchPool(table, options);
  const pairs: MatchedPair[] = [];
  const places: [number, number][] = [];
  const alone: number[] = [];
  for (let i = 0; i < size; i++) {
    const a = members[i]!;
    const b = members[mate[i]!];
    if (!b) alone.push(i);
    else if (a.person < b.person) {
      places.push([i, mate[i]!]);
      pairs.push({
        members: [a.person, b.person],
        score: scoreOf(table, i, mate[i]!),
        reason: explain(a, b, weights),
      });
    }
  }
  const odd = alone.filter((i) => members.some((_, j) => j !== i && scoreOf(table, i, j) >= 0));
  const left = alone.map((i) => ({
    person: members[i]!.person,
    why: odd.includes(i) ? ('odd-one-out' as const) : ('nobody-feasible' as const),
  }));
  return {
    pairs: pairs.sort((x, y) => byId(x.members[0], y.members[0])),
    trios: suggestTrios(table, odd, places).sort((x, y) => byId(x.person, y.person)),
    left: left.sort((x, y) => byId(x.person, y.person)),
    certificate,
  };
}

function byId(a: PersonId, b: PersonId): number {
  return a < b ? -1 : 1;
}
