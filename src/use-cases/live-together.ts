import { err, ok } from '@sapphire/result';
import { addDays, localDateOf } from '#domain/time/local-time';
import type { App } from './app.ts';
import { closePartnership } from './close-partnership.ts';
import { comeBack } from './come-back.ts';
import type { Deps } from './deps.ts';
import { allNamed, named } from './named.ts';
import { trialProgress } from './trial-progress.ts';
import { pauseUntil } from './vote.ts';
import { livePartnerAsking, partnerAsking } from './who-asks.ts';

/** Day 7, in private: supported or pressured. It can be changed until the vote closes. */
export const rateSupport =
  ({ unitOfWork }: Deps): App['rateSupport'] =>
  (actor, { partnership: id, rating }) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await livePartnerAsking(unit, actor, id);
      if (asking.isErr()) return err(asking.unwrapErr());
      const { member, partnership } = asking.unwrap();
      const { trial } = partnership;
      if (!trial || partnership.state.kind !== 'trial') return err({ kind: 'expired' });
      const ratings = [
        ...trial.ratings.filter(({ person }) => person !== member.person),
        { person: member.person, rating },
      ];
      await unit.partnerships.save({ ...partnership, trial: { ...trial, ratings } }, partnership.version);
      return ok({ rating });
    });

/** Where a partner finds somebody who looks after the community's partnerships. */
export const findFacilitator =
  ({ unitOfWork }: Deps): App['findFacilitator'] =>
  (actor, { partnership: id }) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await partnerAsking(unit, actor, id);
      if (asking.isErr()) return err(asking.unwrapErr());
      return ok({ facilitatorRole: (await unit.communities.get())?.facilitatorRole ?? null });
    });

/** One tap back from a pause into the steady rhythm; the first prompt is a soft re-entry. */
export const resumePartnership =
  (deps: Deps): App['resumePartnership'] =>
  (actor, { partnership: id }) =>
    deps.unitOfWork.run(actor.guild, async (unit) => {
      const asking = await livePartnerAsking(unit, actor, id);
      if (asking.isErr()) return err(asking.unwrapErr());
      const { partnership } = asking.unwrap();
      if (partnership.state.kind !== 'paused') return err({ kind: 'already-done' });
      await comeBack(unit, partnership, deps);
      return ok({ resumed: true as const });
    });

/** Another date for the end of a pause, counted from today; 28 days at most by what can be chosen. */
export const choosePauseEnd =
  ({ unitOfWork, clock }: Deps): App['choosePauseEnd'] =>
  (actor, { partnership: id, days }) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await livePartnerAsking(unit, actor, id);
      if (asking.isErr()) return err(asking.unwrapErr());
      const { partnership } = asking.unwrap();
      if (partnership.state.kind !== 'paused') return err({ kind: 'already-done' });
      const until = addDays(localDateOf(clock.now(), partnership.zone), days);
      if (partnership.state.until !== until) await pauseUntil(unit, partnership, until, 'chosen');
      return ok({ until });
    });

/** A kind end, without a reason. */
export const endPartnership =
  ({ unitOfWork, clock }: Deps): App['endPartnership'] =>
  (actor, { partnership: id }) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await livePartnerAsking(unit, actor, id);
      if (asking.isErr()) return err(asking.unwrapErr());
      await closePartnership(unit, asking.unwrap().partnership, 'ended', null, clock.now());
      return ok({ ended: true as const });
    });

/** Where the partnership stands, and what waits for the one who looks. */
export const viewPartnership =
  ({ unitOfWork }: Deps): App['viewPartnership'] =>
  (actor, { partnership: id }) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await livePartnerAsking(unit, actor, id);
      if (asking.isErr()) return err(asking.unwrapErr());
      const { member, partnership } = asking.unwrap();
      const vote = await unit.votes.openOf(id);
      const voted =
        vote && (await unit.votes.ballots(vote.id)).some(({ person }) => person === member.person);
      const unsigned =
        partnership.state.kind === 'agreeing' && !partnership.charter.signedBy.includes(member.person);
      return ok({
        partnership: id,
        members: await allNamed(unit, partnership.members),
        you: await named(unit, member.person),
        state: partnership.state,
        progress: await trialProgress(unit, partnership),
        charterVersion: partnership.charter.version,
        waitingForYou: unsigned ? ('sign' as const) : vote && !voted ? ('vote' as const) : null,
        thread: (await unit.places.get({ kind: 'thread', partnership: id }))?.channel ?? null,
        reason: partnership.reason,
      });
    });
