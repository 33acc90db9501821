import { err, ok, type Result } from '@sapphire/result';
import type { Community } from '#domain/community/community';
import type { Member } from '#domain/community/member';
import type { LocalDate, PersonId, ProposalId, RoundId, ZoneId } from '#domain/ids';
import type { Candidate } from '#domain/matching/profile';
import type { FormedRound, RoundInput } from '#domain/matching/round';
import { PROPOSAL_WINDOW_HOURS } from '#domain/proposal/proposal';
import type { Refusal } from '#domain/refusal';
import { DAY_MS, daysBetween, HOUR_MS, localDateOf } from '#domain/time/local-time';
import type { Actor } from './actor.ts';
import type { App, RoundReport } from './app.ts';
import type { Deps } from './deps.ts';
import { named } from './named.ts';
import type { Named } from './ports/notices.ts';
import type { Unit } from './ports/unit-of-work.ts';
import { communityOf, roundsAsking } from './who-asks.ts';

const UTC = 'UTC' as ZoneId;
const FIRST_DAY = '2020-01-01' as LocalDate;

/** Two people who were proposed to each other are not proposed again for this long. */
const COOLING_OFF_DAYS = 90;
/** How long a round can be replayed; then the pool it was run on is dropped. */
const POOL_DAYS = 30;

type Pool = { candidates: Candidate[]; members: Map<PersonId, Member>; roomFor: number };

/**
 * Zones are read on the day of the round, and ties fall by that day: what was previewed is what is run, and
 * yet nobody wins every tie.
 */
const roundOf = (now: Date): Pick<RoundInput, 'on' | 'seed'> => {
  const on = localDateOf(now, UTC);
  return { on, seed: daysBetween(FIRST_DAY, on) };
};

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

type Found = Pick<FormedRound, 'pairs' | 'left'>;

/** Within the thread budget; the pairs beyond it wait, the longest-waiting before them stay in. */
const withinBudget = ({ pairs, left }: Found, { members, roomFor }: Pool) => {
  const waited = (person: PersonId) => members.get(person)?.roundsWaited ?? 0;
  const byWaiting = [...pairs].sort(
    (a, b) =>
      Math.max(...b.members.map(waited)) - Math.max(...a.members.map(waited)) ||
      b.score - a.score ||
      (a.members[0] < b.members[0] ? -1 : 1),
  );
  const kept = new Set(byWaiting.slice(0, roomFor));
  return {
    pairs: pairs.filter((pair) => kept.has(pair)),
    left: [
      ...left,
      ...pairs
        .filter((pair) => !kept.has(pair))
        .flatMap((pair) => pair.members.map((person) => ({ person, why: 'no-thread-left' as const }))),
    ],
  };
};

type Plan = ReturnType<typeof withinBudget> & { pool: Pool };

const poolNow = async (unit: Unit, actor: Actor, now: Date): Promise<Result<Pool, Refusal>> => {
  const asking = await roundsAsking(unit, actor);
  if (asking.isErr()) return err(asking.unwrapErr());
  return ok(await gatherPool(unit, asking.unwrap(), now));
};

type Formed = { input: RoundInput; round: FormedRound };

/** The pairs for everybody who is available, found outside any transaction: it can take a while. */
const form = async (deps: Deps, actor: Actor, now: Date): Promise<Result<Formed, Refusal>> => {
  const gathered = await deps.unitOfWork.run(actor.guild, async (unit) => {
    const found = await poolNow(unit, actor, now);
    if (found.isErr()) return err(found.unwrapErr());
    const pool = found.unwrap().candidates;
    if (pool.length < 2) return err({ kind: 'no-one-to-match', available: pool.length });
    const { preset } = (await communityOf(unit)).unwrap();
    return ok({ pool, weights: deps.presets[preset].weights });
  });
  if (gathered.isErr()) return err(gathered.unwrapErr());
  const input: RoundInput = { ...gathered.unwrap(), ...roundOf(now), groupSize: 2 };
  return ok({ input, round: await deps.matching.form(input) });
};

/** What still holds of a round: whoever left, paused or found somebody meanwhile is in no pair. */
const planNow = async (
  unit: Unit,
  actor: Actor,
  round: FormedRound,
  now: Date,
): Promise<Result<Plan, Refusal>> => {
  const found = await poolNow(unit, actor, now);
  if (found.isErr()) return err(found.unwrapErr());
  const pool = found.unwrap();
  const apart = new Map(pool.candidates.map(({ person, apartFrom }) => [person, new Set(apartFrom)]));
  const pairs = round.pairs.filter(
    ({ members: [a, b] }) => apart.has(a) && apart.has(b) && !apart.get(a)!.has(b),
  );
  const left = round.left.filter(({ person }) => apart.has(person));
  return ok({ ...withinBudget({ pairs, left }, pool), pool });
};

/** What is proven holds for the pairs formed; when some of them are set aside, it says nothing of the others. */
const report = async (
  unit: Unit,
  { pairs, left, pool }: Plan,
  { input, round }: Formed,
): Promise<RoundReport> => {
  const reported: RoundReport = {
    pairs: [],
    left: [],
    available: pool.candidates.length,
    seed: input.seed,
    certificate: pairs.length === round.pairs.length ? round.certificate : null,
  };
  const both = async ([a, b]: [PersonId, PersonId]): Promise<[Named, Named]> => [
    await named(unit, a),
    await named(unit, b),
  ];
  for (const { members, reason } of pairs) reported.pairs.push({ members: await both(members), reason });
  const stands = new Set(pairs.map(({ members }) => members.join()));
  const trios = round.trios.filter((trio) => stands.has(trio.with.join()));
  for (const { person, why } of left) {
    const trio = trios.find((each) => each.person === person);
    reported.left.push({
      who: await named(unit, person),
      why,
      trio: trio ? await both(trio.with) : null,
    });
  }
  return reported;
};

/** The pool a round was formed of, for its replay; null when somebody in it has erased themselves meanwhile. */
const poolToKeep = async (
  unit: Unit,
  pool: RoundInput['pool'],
  { members }: Pool,
): Promise<RoundInput['pool'] | null> => {
  for (const { person } of pool)
    if (!members.has(person) && (await unit.members.get(person)) === null) return null;
  return pool;
};

/** What a round would do now; nothing is kept. */
export const previewRound =
  (deps: Deps): App['previewRound'] =>
  async (actor) => {
    const now = deps.clock.now();
    const found = await form(deps, actor, now);
    if (found.isErr()) return err(found.unwrapErr());
    const formed = found.unwrap();
    return deps.unitOfWork.run(actor.guild, async (unit) => {
      const plan = await planNow(unit, actor, formed.round, now);
      return plan.isErr() ? err(plan.unwrapErr()) : ok(await report(unit, plan.unwrap(), formed));
    });
  };

/** Matches everybody available, proposes each pair to both, and lets those left wait with priority. */
export const runRound =
  (deps: Deps): App['runRound'] =>
  async (actor) => {
    const id = deps.random.id() as RoundId;
    const proposalIds = new Map<number, ProposalId>();
    const proposalId = (index: number): ProposalId => {
      const made = proposalIds.get(index) ?? (deps.random.id() as ProposalId);
      proposalIds.set(index, made);
      return made;
    };
    const now = deps.clock.now();
    const found = await form(deps, actor, now);
    if (found.isErr()) return err(found.unwrapErr());
    const formed = found.unwrap();
    return deps.unitOfWork.run(actor.guild, async (unit) => {
      const planned = await planNow(unit, actor, formed.round, now);
      if (planned.isErr()) return err(planned.unwrapErr());
      const plan = planned.unwrap();
      const { seed, on, weights, pool } = formed.input;
      await unit.rounds.add({
        id,
        ranAt: now,
        seed,
        on,
        weights,
        pool: await poolToKeep(unit, pool, plan.pool),
        pairs: plan.pairs,
        left: plan.left.map(({ person }) => person),
        certificate: formed.round.certificate,
      });
      await unit.ledger.record({
        subject: id,
        kind: 'drop-pool',
        target: { kind: 'none' },
        dueAt: new Date(now.getTime() + POOL_DAYS * DAY_MS),
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
      return ok(await report(unit, plan, formed));
    });
  };
