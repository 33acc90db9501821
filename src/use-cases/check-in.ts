import { err, ok } from '@sapphire/result';
import { CHECK_IN_TEXT_LIMIT, type CheckIn } from '#domain/check-in/check-in';
import type { CheckInId, PartnershipId } from '#domain/ids';
import type { InputField } from '#domain/refusal';
import { addDays, localDateOf } from '#domain/time/local-time';
import type { Actor } from './actor.ts';
import type { App, CheckInForm } from './app.ts';
import type { Deps } from './deps.ts';
import type { Unit } from './ports/unit-of-work.ts';
import { livePartnerAsking, memberAsking } from './who-asks.ts';

const TEXTS: [Exclude<keyof CheckInForm, 'supportWanted'>, InputField][] = [
  ['progress', 'progress'],
  ['blockers', 'blockers'],
  ['feeling', 'feeling'],
];

/** Keeps a check-in of the actor's and shows it in the thread. */
const addCheckIn = (
  { unitOfWork, clock, random }: Deps,
  actor: Actor,
  partnershipId: PartnershipId,
  what: CheckIn['what'],
) => {
  const id = random.id() as CheckInId;
  return unitOfWork.run(actor.guild, async (unit) => {
    const asking = await livePartnerAsking(unit, actor, partnershipId);
    if (asking.isErr()) return err(asking.unwrapErr());
    const { member, partnership } = asking.unwrap();
    const now = clock.now();
    await unit.checkIns.add({
      id,
      guild: actor.guild,
      partnership: partnership.id,
      person: member.person,
      at: now,
      what,
    });
    await unit.ledger.record({
      subject: partnership.id,
      kind: 'check-in',
      occurrence: id,
      refs: { checkIn: id, author: member.person },
      target: { kind: 'partnership', partnership: partnership.id },
      dueAt: now,
    });
    return ok({ posted: true as const });
  });
};

/** A micro-check-in: progress first; everything else may stay empty. */
export const checkIn =
  (deps: Deps): App['checkIn'] =>
  async (actor, { partnership, form }) => {
    if (form.progress.trim() === '')
      return err({ kind: 'invalid-input', field: 'progress', problem: 'empty' });
    for (const [name, field] of TEXTS) {
      if (form[name].length > CHECK_IN_TEXT_LIMIT)
        return err({ kind: 'invalid-input', field, problem: 'too-long', limit: CHECK_IN_TEXT_LIMIT });
    }
    return addCheckIn(deps, actor, partnership, { kind: 'micro', ...form });
  };

/** "I'm here": enough on a low day. */
export const minimumCheckIn =
  (deps: Deps): App['minimumCheckIn'] =>
  (actor, { partnership }) =>
    addCheckIn(deps, actor, partnership, { kind: 'minimum' });

/** "Still on track for X today?", answered with one tap. */
export const pulse =
  (deps: Deps): App['pulse'] =>
  async (actor, { partnership, answer }) =>
    (await addCheckIn(deps, actor, partnership, { kind: 'pulse', answer })).map(() => ({ answer }));

/** Makes a message a check-in by its menu; only one's own, only in one's thread, and only once. */
export const countAsCheckIn =
  ({ unitOfWork, clock, random }: Deps): App['countAsCheckIn'] =>
  (actor, { message, author }) => {
    const id = random.id() as CheckInId;
    return unitOfWork.run(actor.guild, async (unit) => {
      if (author !== actor.user) return err({ kind: 'not-your-message' });
      const place = actor.channel && (await unit.places.byChannel(actor.channel));
      if (place?.key.kind !== 'thread') return err({ kind: 'not-found', what: 'partnership' });
      const asking = await livePartnerAsking(unit, actor, place.key.partnership);
      if (asking.isErr()) return err(asking.unwrapErr());
      const { member, partnership } = asking.unwrap();
      if (await unit.checkIns.byMessage(message)) return ok({ again: true });
      await unit.checkIns.add({
        id,
        guild: actor.guild,
        partnership: partnership.id,
        person: member.person,
        at: clock.now(),
        what: { kind: 'message', message },
      });
      return ok({ again: false });
    });
  };

/** The partnership a command means: the one named, the one of this thread, or the only one there is. */
export const findPartnership =
  ({ unitOfWork }: Deps): App['findPartnership'] =>
  (actor, { partnership: wanted }) =>
    unitOfWork.run(actor.guild, async (unit: Unit) => {
      const place = actor.channel && (await unit.places.byChannel(actor.channel));
      const id = wanted ?? (place?.key.kind === 'thread' ? place.key.partnership : null);
      if (id) return (await livePartnerAsking(unit, actor, id)).map(() => ({ partnership: id }));
      const asking = await memberAsking(unit, actor);
      if (asking.isErr()) return err(asking.unwrapErr());
      const { person } = asking.unwrap();
      const live = await unit.partnerships.liveOf(person);
      if (live.length === 0) return err({ kind: 'not-found', what: 'partnership' });
      if (live.length === 1) return ok({ partnership: live[0]!.id });
      const choices: { partnership: PartnershipId; others: string[] }[] = [];
      for (const { id: partnership, members } of live) {
        const others: string[] = [];
        for (const other of members.filter((member) => member !== person))
          others.push((await unit.people.userOf(other)) ?? '');
        choices.push({ partnership, others });
      }
      return err({ kind: 'which-partnership', choices });
    });

/** A week without prompts: no form, no reason, no token. */
export const restAWeek =
  ({ unitOfWork, clock }: Deps): App['restAWeek'] =>
  (actor, { partnership: id }) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await livePartnerAsking(unit, actor, id);
      if (asking.isErr()) return err(asking.unwrapErr());
      const { member, partnership } = asking.unwrap();
      const now = clock.now();
      const until = addDays(localDateOf(now, partnership.zone), 7);
      if (
        partnership.resting.some(({ person, until: already }) => person === member.person && already >= until)
      )
        return ok({ until });
      await unit.partnerships.save(
        {
          ...partnership,
          resting: [
            ...partnership.resting.filter(({ person }) => person !== member.person),
            { person: member.person, until },
          ],
        },
        partnership.version,
      );
      await unit.ledger.record({
        subject: id,
        kind: 'rest',
        occurrence: until,
        recipient: member.person,
        refs: { who: member.person, until },
        target: { kind: 'partnership', partnership: id },
        dueAt: now,
      });
      return ok({ until });
    });
