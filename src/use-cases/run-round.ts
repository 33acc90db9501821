import { err, ok, type Result } from '@sapphire/result';
import type { Community } from '#domain/community/community';
import type { Member } from '#domain/community/member';
import type { PersonId, ProposalId, RoundId } from '#domain/ids';
import type { MatchResult } from '#domain/matching/match-pairs';
import type { Candidate } from '#domain/matching/profile';
import { PROPOSAL_WINDOW_HOURS } from '#domain/proposal/proposal';
import type { Refusal } from '#domain/refusal';
import { DAY_MS, HOUR_MS, localDateOf } from '#domain/time/local-time';
import type { App, RoundReport } from './app.ts';
import type { Deps } from './deps.ts';
import { named } from './named.ts';
import type { Unit } from './ports/unit-of-work.ts';
import { roundsAsking } from './who-asks.ts';

/** Two people who were proposed to each other are not proposed again for this long. */
const COOLING_OFF_DAYS = 90;

type Pool = { candidates: Candidate[]; members: Map<PersonId, Member>; roomFor: number };

/** Everybody a round may match today, and who must stay apart. */
const gatherPool = async (unit: Unit, community: Community, now: Date): Promise<Pool> => {
  const apart = new Map<PersonId, PersonId[]>();
  const keepApart = (a: PersonId, b: PersonId) => {
    apart.set(a, [...(apart.get(a) ?? []), b]);
    apart.set(b, [...(apart.get(b) ?? []), a]);
  };
  const busy = new Map<PersonId, number>();
  const occupy = (person: PersonId) => busy.set(person, (busy.get(person) ?? 0) + 1);

  for (const [a, b] of await unit.proposals.pairsSince(new Date(now.getTime() - COOLING_OFF_DAYS * DAY_MS)))
    keepApart(a, b);
  const open = await unit.proposals.open();
  for (const { members } of open) members.forEach(occupy);
  const live = await unit.partnerships.live();
  for (const { members } of live) {
    members.forEach(occupy);
    keepApart(members[0]!, members[1]!);
  }

  const members = new Map<PersonId, Member>();
  const candidates: Candidate[] = [];
  for (const member of await unit.members.inProgramme()) {
    const { person, profile, state, roundsWaited, capacity } = member;
    const available =
      state.kind === 'active' || (state.kind === 'paused' && state.until <= localDateOf(now, profile.zone));
    if (!available || (busy.get(person) ?? 0) >= capacity) continue;
    members.set(person, member);
    candidates.push({
      person,
      profile,
      roundsWaited,
      apartFrom: [...new Set(apart.get(person) ?? [])].sort(),
    });
  }
  return { candidates, members, roomFor: Math.max(0, community.threadBudget - live.length - open.length) };
};

/** Within the thread budget; the pairs beyond it wait, the longest-waiting before them stay in. */
const withinBudget = (result: MatchResult, { members, roomFor }: Pool) => {
  const waited = (person: PersonId) => members.get(person)?.roundsWaited ?? 0;
  const byWaiting = [...result.pairs].sort(
    (a, b) =>
      Math.max(...b.members.map(waited)) - Math.max(...a.members.map(waited)) ||
      b.score - a.score ||
      (a.members[0] < b.members[0] ? -1 : 1),
  );
  const kept = new Set(byWaiting.slice(0, roomFor));
  return {
    pairs: result.pairs.filter((pair) => kept.has(pair)),
    left: [
      ...result.left,
      ...result.pairs
        .filter((pair) => !kept.has(pair))
        .flatMap((pair) => pair.members.map((person) => ({ person, why: 'no-thread-left' as const }))),
    ],
  };
};

type Plan = ReturnType<typeof withinBudget> & { pool: Pool };

const planRound = async (
  deps: Deps,
  unit: Unit,
  actor: Parameters<App['runRound']>[0],
  now: Date,
): Promise<Result<Plan, Refusal>> => {
  const asking = await roundsAsking(unit, actor);
  if (asking.isErr()) return err(asking.unwrapErr());
  const community = asking.unwrap();
  const pool = await gatherPool(unit, community, now);
  if (pool.candidates.length < 2) return err({ kind: 'no-one-to-match', available: pool.candidates.length });
  const result = deps.matchPairs(pool.candidates, deps.presets[community.preset].weights, {
    on: localDateOf(now, 'UTC' as Candidate['profile']['zone']),
  });
  return ok({ ...withinBudget(result, pool), pool });
};

const report = async (unit: Unit, { pairs, left, pool }: Plan, seed: number): Promise<RoundReport> => {
  const reported: RoundReport = { pairs: [], left: [], available: pool.candidates.length, seed };
  for (const { members, reason } of pairs)
    reported.pairs.push({ members: [await named(unit, members[0]), await named(unit, members[1])], reason });
  for (const { person, why } of left) reported.left.push({ who: await named(unit, person), why });
  return reported;
};

/** What a round would do now; nothing is kept. */
export const previewRound =
  (deps: Deps): App['previewRound'] =>
  (actor) =>
    deps.unitOfWork.run(actor.guild, async (unit) => {
      const plan = await planRound(deps, unit, actor, deps.clock.now());
      return plan.isErr() ? err(plan.unwrapErr()) : ok(await report(unit, plan.unwrap(), 0));
    });

/** Matches everybody available, proposes each pair to both, and lets those left wait with priority. */
export const runRound =
  (deps: Deps): App['runRound'] =>
  (actor) => {
    const id = deps.random.id() as RoundId;
    const seed = deps.random.seed();
    const proposalIds = new Map<number, ProposalId>();
    const proposalId = (index: number): ProposalId => {
      const made = proposalIds.get(index) ?? (deps.random.id() as ProposalId);
      proposalIds.set(index, made);
      return made;
    };
    return deps.unitOfWork.run(actor.guild, async (unit) => {
      const now = deps.clock.now();
      const planned = await planRound(deps, unit, actor, now);
      if (planned.isErr()) return err(planned.unwrapErr());
      const plan = planned.unwrap();
      await unit.rounds.add({
        id,
        seed,
        ranAt: now,
        pool: plan.pool.candidates,
        pairs: plan.pairs,
        left: plan.left.map(({ person }) => person),
      });
      await unit.audit.add({ by: actor.user, act: 'ran a round', at: now });
      const closesAt = new Date(now.getTime() + PROPOSAL_WINDOW_HOURS * HOUR_MS);
      for (const [index, { members, reason }] of plan.pairs.entries()) {
        const proposal = proposalId(index);
        await unit.proposals.save(
          {
            id: proposal,
            guild: actor.guild,
            round: id,
            members,
            reason,
            answers: [],
            questions: [],
            proposedAt: now,
            closesAt,
            state: 'open',
            version: 0,
          },
          null,
        );
        for (const person of members)
          await unit.ledger.record({
            subject: proposal,
            kind: 'proposal',
            recipient: person,
            target: { kind: 'person', person },
            dueAt: now,
            windowEndsAt: closesAt,
          });
        await unit.ledger.record({
          subject: proposal,
          kind: 'close-proposal',
          target: { kind: 'none' },
          dueAt: closesAt,
        });
      }
      for (const { person } of plan.left) {
        const member = plan.pool.members.get(person)!;
        await unit.members.save({ ...member, roundsWaited: member.roundsWaited + 1 }, member.version);
      }
      return ok(await report(unit, plan, seed));
    });
  };
