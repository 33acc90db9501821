import { err, ok } from '@sapphire/result';
import type { Member } from '#domain/community/member';
import type { GuildId, PersonId } from '#domain/ids';
import type { Ending } from '#domain/partnership/partnership';
import type { App } from './app.ts';
import { closePartnership } from './close-partnership.ts';
import type { Deps } from './deps.ts';
import type { Unit } from './ports/unit-of-work.ts';
import { takeBack } from './take-back.ts';
import { memberAsking } from './who-asks.ts';

/** Ends everything a person is part of, so that nobody waits for them; returns how many partnerships ended. */
const withdraw = async (unit: Unit, person: PersonId, ending: Ending, now: Date): Promise<number> => {
  const live = await unit.partnerships.liveOf(person);
  for (const partnership of live) await closePartnership(unit, partnership, ending, person, now);
  for (const proposal of await unit.proposals.openOf(person)) {
    const answers = proposal.answers.filter((answer) => answer.person !== person);
    await unit.proposals.save(
      { ...proposal, answers: [...answers, { person, answer: 'decline', at: now }] },
      proposal.version,
    );
  }
  await unit.ledger.cancel(person);
  return live.length;
};

/** Leaves the programme; never argued with. What the person wrote stays until they erase it. */
export const leave =
  ({ unitOfWork, clock }: Deps): App['leave'] =>
  (actor) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await memberAsking(unit, actor);
      if (asking.isErr()) return err(asking.unwrapErr());
      const member: Member = asking.unwrap();
      await unit.members.save({ ...member, state: { kind: 'left' } }, member.version);
      return ok({ partnershipsEnded: await withdraw(unit, member.person, 'left', clock.now()) });
    });

/** What is done when Discord says that somebody is no longer in the server. */
export const memberGone = ({ unitOfWork, clock }: Deps, guild: GuildId, person: PersonId) =>
  unitOfWork.run(guild, async (unit) => {
    const member = await unit.members.get(person);
    if (!member || member.state.kind === 'left') return ok(0);
    await unit.members.save({ ...member, state: { kind: 'left' } }, member.version);
    return ok(await withdraw(unit, person, 'gone', clock.now()));
  });

/**
 * Removes everything about the person: the mapping to their account, their key (so that older backups
 * become unreadable), profile, check-ins and ballots, and the bot's messages that carry their words.
 * Partners keep their own records, with "a former partner" in place of the name. Works without being a member.
 */
export const eraseMe =
  ({ unitOfWork, clock }: Deps): App['eraseMe'] =>
  (actor) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const person = await unit.people.personOf(actor.user);
      if (!person) return ok({ erased: true as const });
      const now = clock.now();
      await withdraw(unit, person, 'erased', now);
      for (const { id, subject, channel, message } of await unit.ledger.postedBy(person))
        if (channel && message) await takeBack(unit, { id, subject, channel, message }, now);
      const corner = await unit.places.get({ kind: 'corner', person });
      if (corner)
        await unit.ledger.record({
          subject: person,
          kind: 'archive-thread',
          refs: { channel: corner.channel },
          target: { kind: 'none' },
          dueAt: now,
        });
      for (const partnership of await unit.partnerships.ofPerson(person)) {
        if (partnership.charter.author === person)
          await unit.partnerships.save(
            { ...partnership, charter: { ...partnership.charter, author: null } },
            partnership.version,
          );
      }
      await unit.checkIns.removeOf(person);
      await unit.votes.removeBallotsOf(person);
      await unit.rounds.forget(person);
      await unit.places.remove({ kind: 'corner', person });
      await unit.members.remove(person);
      await unit.people.cut(person);
      return ok({ erased: true as const });
    });
