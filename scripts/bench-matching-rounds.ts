import type { PersonId } from '#domain/ids';
import { dice } from '#domain/matching/dice';
import type { Candidate } from '#domain/matching/profile';
import { formRound } from '#domain/matching/form-round';
import { readRound } from '#domain/matching/read-round';
import { provenMatching } from '#domain/matching/proven-matching';
import { type ScoreTable, scoreOf } from '#domain/matching/score-table';
import { PRESETS } from '#programmes/presets';
import { benchPool, ON } from './bench-matching-pools.ts';

const WEIGHTS = PRESETS.soft.weights;

export type Simulation = {
  /** Seats in rounds that went empty though a matching of the most people would have filled them. */
  avoidable: number;
  /** Turns without a partner in all, and the longest wait of anybody who had someone feasible. */
  misses: number;
  longestWait: number;
  meanScore: number;
};

/**
 * Rounds of one community: in each, one in five rests; who is matched does not meet that partner again for
 * twelve rounds. The same pools and rests for every way of matching.
 */
export function simulate(
  size: number,
  rounds: number,
  how: 'exact' | 'greedy',
  kind: 'archetypes' | 'zipf',
): Simulation {
  const pool = benchPool(size, 77, kind);
  const roll = dice(5);
  const waited = new Map<PersonId, number>();
  const tried: [PersonId, PersonId, number][] = [];
  const total: Simulation = { avoidable: 0, misses: 0, longestWait: 0, meanScore: 0 };
  let scored = 0;
  for (let round = 0; round < rounds; round++) {
    const apart = new Map<PersonId, PersonId[]>();
    for (const [a, b, when] of tried) if (round - when < 12) apart.set(a, [...(apart.get(a) ?? []), b]);
    const there: Candidate[] = pool
      .filter(() => roll(5) > 0)
      .map((one) => ({
        ...one,
        roundsWaited: waited.get(one.person) ?? 0,
        apartFrom: apart.get(one.person) ?? [],
      }));
    const { pairs, feasible, most } = how === 'exact' ? exactly(there) : greedily(there);
    total.avoidable += 2 * (most - pairs.length);
    const matched = new Set(pairs.flatMap((pair) => pair.slice(0, 2) as PersonId[]));
    for (const { person } of there) {
      if (matched.has(person)) waited.set(person, 0);
      else if (feasible.has(person)) {
        waited.set(person, (waited.get(person) ?? 0) + 1);
        total.misses++;
        total.longestWait = Math.max(total.longestWait, waited.get(person)!);
      }
    }
    for (const [a, b, score] of pairs) {
      tried.push([a, b, round]);
      total.meanScore += score;
      scored++;
    }
  }
  return { ...total, meanScore: Math.round(total.meanScore / scored) };
}

type Outcome = { pairs: [PersonId, PersonId, number][]; feasible: Set<PersonId>; most: number };

function exactly(pool: readonly Candidate[]): Outcome {
  const input = { pool, weights: WEIGHTS, seed: 0, on: ON };
  const { pairs, left } = formRound({ ...input, groupSize: 2 });
  const nobody = new Set(left.filter(({ why }) => why === 'nobody-feasible').map(({ person }) => person));
  return {
    pairs: pairs.map(({ members, score }) => [...members, score]),
    feasible: new Set(pool.map(({ person }) => person).filter((person) => !nobody.has(person))),
    most: mostPairs(readRound(input)),
  };
}

/** The longest waiting first takes the best who is still free. */
function greedily(pool: readonly Candidate[]): Outcome {
  const table = readRound({ pool, weights: WEIGHTS, seed: 0, on: ON });
  const { members, size } = table;
  const taken = new Uint8Array(size);
  const feasible = new Set<PersonId>();
  const pairs: [PersonId, PersonId, number][] = [];
  const order = members
    .map((_, i) => i)
    .sort((a, b) => members[b]!.roundsWaited - members[a]!.roundsWaited || a - b);
  for (const a of order) {
    let best = -1;
    let most = -1;
    for (let b = 0; b < size; b++) {
      const score = a === b ? -1 : scoreOf(table, a, b);
      if (score < 0) continue;
      feasible.add(members[a]!.person);
      if (taken[b] === 1 || score <= most) continue;
      best = b;
      most = score;
    }
    if (best < 0 || taken[a] === 1) continue;
    taken[a] = 1;
    taken[best] = 1;
    pairs.push([members[a]!.person, members[best]!.person, most]);
  }
  return { pairs, feasible, most: mostPairs(table) };
}

/** How many pairs there could be, by a matching that knows no scores and no waits. */
function mostPairs(table: ScoreTable): number {
  const { size } = table;
  const ends: number[] = [];
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) if (scoreOf(table, a, b) >= 0) ends.push(a, b);
  }
  const weights = new Float64Array(ends.length / 2).fill(1);
  const { mate } = provenMatching({ size, ends: Int32Array.from(ends), weights });
  return mate.filter((each) => each >= 0).length / 2;
}
