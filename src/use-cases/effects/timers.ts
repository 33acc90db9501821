import type { PartnershipId, PersonId, ProposalId, RoundId, VoteId } from '#domain/ids';
import { closePartnership } from '../close-partnership.ts';
import { comeBack } from '../come-back.ts';
import type { Unit } from '../ports/unit-of-work.ts';
import { closeVote } from '../vote.ts';
import type { Timer } from './effect.ts';

/** After this many unanswered proposals in a row the profile rests. */
const UNANSWERED_AT_MOST = 3;

const noteUnanswered = async (unit: Unit, person: PersonId, proposal: ProposalId, now: Date) => {
  const member = await unit.members.get(person);
  if (member?.state.kind !== 'active') return;
  const unansweredInARow = member.unansweredInARow + 1;
  const rests = unansweredInARow >= UNANSWERED_AT_MOST;
  await unit.members.save(
    { ...member, unansweredInARow, state: rests ? { kind: 'resting' } : member.state },
    member.version,
  );
  if (rests)
    await unit.ledger.record({
      subject: person,
      kind: 'profile-resting',
      occurrence: proposal,
      recipient: person,
      target: { kind: 'person', person },
      dueAt: now,
    });
};

/** What happens by itself when its hour comes. Each reads the state anew: by then it may have nothing to do. */
export const timers = {
  /** Decline and lapse read the same to the other, at the window's end. */
  'close-proposal': {
    run: async (unit, row, { clock }) => {
      const proposal = await unit.proposals.get(row.subject as ProposalId);
      if (proposal?.state !== 'open') return;
      const now = clock.now();
      await unit.proposals.save({ ...proposal, state: 'closed' }, proposal.version);
      await unit.ledger.cancel(proposal.id, ['proposal', 'proposal-question']);
      for (const person of proposal.members) {
        const answer = proposal.answers.find((given) => given.person === person)?.answer;
        if (!answer) await noteUnanswered(unit, person, proposal.id, now);
        const member = await unit.members.get(person);
        if (!member || member.state.kind === 'left') continue;
        if (answer === 'accept')
          await unit.members.save({ ...member, roundsWaited: member.roundsWaited + 1 }, member.version);
        if (answer === 'decline') continue;
        await unit.ledger.record({
          subject: proposal.id,
          kind: 'proposal-closed',
          recipient: person,
          refs: { other: proposal.members.find((other) => other !== person)! },
          target: { kind: 'person', person },
          dueAt: now,
        });
      }
    },
  },
  'drop-pool': { run: (unit, row) => unit.rounds.dropPool(row.subject as RoundId) },
  'dissolve-unsigned': {
    run: async (unit, row, { clock }) => {
      const partnership = await unit.partnerships.get(row.subject as PartnershipId);
      if (partnership?.state.kind === 'agreeing')
        await closePartnership(unit, partnership, 'unsigned', null, clock.now());
    },
  },
  'close-vote': {
    run: async (unit, row, deps) => {
      const vote = await unit.votes.get(row.subject as VoteId);
      if (vote) await closeVote(unit, deps, vote, row.id);
    },
  },
  'end-pause': {
    run: async (unit, row, deps) => {
      const partnership = await unit.partnerships.get(row.subject as PartnershipId);
      if (partnership?.state.kind !== 'paused') return;
      if (partnership.state.because === 'chosen') await comeBack(unit, partnership, deps);
      else await closePartnership(unit, partnership, 'farewell', null, deps.clock.now());
    },
  },
} satisfies Record<string, Timer>;
