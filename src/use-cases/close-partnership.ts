import type { PersonId } from '#domain/ids';
import type { Ending, Partnership } from '#domain/partnership/partnership';
import type { Unit } from './ports/unit-of-work.ts';

/** How long a farewell stands in an open thread before the thread is archived. */
const THREAD_LINGERS_MS = 48 * 3_600_000;

/**
 * Ends a partnership kindly, whoever caused it: nothing more is asked, the thread says goodbye and is put
 * away, and those who stay come first in the next round.
 */
export const closePartnership = async (
  unit: Unit,
  partnership: Partnership,
  ending: Ending,
  leaving: PersonId | null,
  now: Date,
): Promise<void> => {
  await unit.ledger.cancel(partnership.id);
  const vote = await unit.votes.openOf(partnership.id);
  if (vote) {
    await unit.ledger.cancel(vote.id);
    await unit.votes.save({ ...vote, state: 'closed' }, vote.version);
  }
  await unit.partnerships.save(
    { ...partnership, state: { kind: 'ended', ending, at: now } },
    partnership.version,
  );
  const target = { kind: 'partnership', partnership: partnership.id } as const;
  const goodbye = await unit.ledger.record({
    subject: partnership.id,
    kind: ending === 'unsigned' ? 'dissolved' : leaving ? 'partner-left' : 'farewell',
    refs: { ending },
    target,
    dueAt: now,
  });
  if (leaving && ending === 'left')
    await unit.ledger.record({
      subject: partnership.id,
      kind: 'leave-thread',
      recipient: leaving,
      target,
      after: goodbye,
      dueAt: now,
    });
  await unit.ledger.record({
    subject: partnership.id,
    kind: 'archive-thread',
    target,
    dueAt: new Date(now.getTime() + THREAD_LINGERS_MS),
  });
  for (const person of partnership.members.filter((person) => person !== leaving)) {
    const member = await unit.members.get(person);
    if (member) await unit.members.save({ ...member, roundsWaited: member.roundsWaited + 1 }, member.version);
  }
};
