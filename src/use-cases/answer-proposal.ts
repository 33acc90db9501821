import { err, ok, type Result } from '@sapphire/result';
import type { Member } from '#domain/community/member';
import { CHARTER_DAYS, CHARTER_REMINDER_HOURS } from '#domain/charter/signing';
import type { PartnershipId, ProposalId } from '#domain/ids';
import type { Partnership } from '#domain/partnership/partnership';
import type { Proposal } from '#domain/proposal/proposal';
import type { Refusal } from '#domain/refusal';
import { DAY_MS, HOUR_MS } from '#domain/time/local-time';
import type { Actor } from './actor.ts';
import type { App } from './app.ts';
import type { Deps } from './deps.ts';
import type { Unit } from './ports/unit-of-work.ts';
import { communityOf, memberAsking } from './who-asks.ts';

const proposalAsking = async (
  unit: Unit,
  actor: Actor,
  id: ProposalId,
  now: Date,
): Promise<Result<{ member: Member; proposal: Proposal }, Refusal>> => {
  const asking = await memberAsking(unit, actor);
  if (asking.isErr()) return err(asking.unwrapErr());
  const member = asking.unwrap();
  const proposal = await unit.proposals.get(id);
  if (!proposal) return err({ kind: 'not-found', what: 'proposal' });
  if (!proposal.members.includes(member.person)) return err({ kind: 'not-for-you' });
  if (proposal.state === 'accepted') return err({ kind: 'already-done' });
  if (proposal.state === 'closed' || proposal.closesAt <= now) return err({ kind: 'expired' });
  return ok({ member, proposal });
};

/** The reminder and the kind end of a charter that nobody signs; `trial` tells a tweak's charter from the first. */
export const awaitSignatures = async (
  unit: Unit,
  partnership: Partnership,
  trial: number,
  now: Date,
): Promise<void> => {
  const target = { kind: 'partnership', partnership: partnership.id } as const;
  await unit.ledger.record({
    subject: partnership.id,
    kind: 'charter-reminder',
    occurrence: `trial-${trial}`,
    target,
    dueAt: new Date(now.getTime() + CHARTER_REMINDER_HOURS * HOUR_MS),
    windowEndsAt: new Date(now.getTime() + CHARTER_DAYS * DAY_MS),
  });
  await unit.ledger.record({
    subject: partnership.id,
    kind: 'dissolve-unsigned',
    occurrence: `trial-${trial}`,
    target: { kind: 'none' },
    dueAt: new Date(now.getTime() + CHARTER_DAYS * DAY_MS),
  });
};

const introduce = async (
  unit: Unit,
  proposal: Proposal,
  id: PartnershipId,
  now: Date,
): Promise<Result<void, Refusal>> => {
  const community = await communityOf(unit);
  if (community.isErr()) return err(community.unwrapErr());
  const members: Member[] = [];
  for (const person of proposal.members) {
    const member = (await unit.members.get(person))!;
    await unit.members.save({ ...member, roundsWaited: 0 }, member.version);
    members.push(member);
  }
  const locales = new Set(members.map(({ locale }) => locale));
  const partnership: Partnership = {
    id,
    guild: proposal.guild,
    proposal: proposal.id,
    preset: community.unwrap().preset,
    members: [...proposal.members],
    reason: proposal.reason,
    // Two who speak to the bot in one language keep it; otherwise the community's serves both.
    locale: locales.size === 1 ? members[0]!.locale : community.unwrap().locale,
    zone: members[0]!.profile.zone,
    charter: { version: 1, author: null, text: null, signedBy: [], signedAt: null },
    state: { kind: 'agreeing' },
    trial: null,
    resting: [],
    formedAt: now,
    version: 0,
  };
  await unit.partnerships.save(partnership, null);
  const target = { kind: 'partnership', partnership: id } as const;
  const thread = await unit.ledger.record({
    subject: id,
    kind: 'open-thread',
    target: { kind: 'lobby' },
    dueAt: now,
  });
  const why = await unit.ledger.record({ subject: id, kind: 'why-card', target, after: thread, dueAt: now });
  await unit.ledger.record({ subject: id, kind: 'charter', target, after: why, dueAt: now });
  await awaitSignatures(unit, partnership, 1, now);
  return ok(undefined);
};

/** Accepts or declines; an answer can be changed until both said yes or the window ends. */
export const answerProposal =
  ({ unitOfWork, clock, random }: Deps): App['answerProposal'] =>
  (actor, { proposal: id, answer }) => {
    const partnership = random.id() as PartnershipId;
    return unitOfWork.run(actor.guild, async (unit) => {
      const now = clock.now();
      const asking = await proposalAsking(unit, actor, id, now);
      if (asking.isErr()) return err(asking.unwrapErr());
      const { member, proposal } = asking.unwrap();
      const others = proposal.answers.filter(({ person }) => person !== member.person);
      const answers = [...others, { person: member.person, answer, at: now }];
      const introduced =
        answer === 'accept' &&
        proposal.members.every((person) => answers.some((a) => a.person === person && a.answer === 'accept'));
      await unit.proposals.save(
        { ...proposal, answers, state: introduced ? 'accepted' : 'open' },
        proposal.version,
      );
      await unit.members.save({ ...member, unansweredInARow: 0 }, member.version);
      if (!introduced)
        return ok({ state: answer === 'accept' ? ('waiting' as const) : ('declined' as const) });
      await unit.ledger.cancel(proposal.id);
      const begun = await introduce(unit, proposal, partnership, now);
      return begun.isErr() ? err(begun.unwrapErr()) : ok({ state: 'introduced' as const });
    });
  };

/** Puts one of three preset questions to the other; each can be asked once. */
export const askQuestion =
  ({ unitOfWork, clock }: Deps): App['askQuestion'] =>
  (actor, { proposal: id, question }) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const now = clock.now();
      const asking = await proposalAsking(unit, actor, id, now);
      if (asking.isErr()) return err(asking.unwrapErr());
      const { member, proposal } = asking.unwrap();
      if (proposal.questions.some((asked) => asked.from === member.person && asked.question === question))
        return err({ kind: 'already-done' });
      await unit.proposals.save(
        { ...proposal, questions: [...proposal.questions, { from: member.person, question }] },
        proposal.version,
      );
      const other = proposal.members.find((person) => person !== member.person)!;
      await unit.ledger.record({
        subject: proposal.id,
        kind: 'proposal-question',
        occurrence: question,
        recipient: other,
        refs: { question, from: member.person, author: member.person },
        target: { kind: 'person', person: other },
        dueAt: now,
      });
      return ok({ asked: question });
    });
