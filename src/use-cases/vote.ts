import { err, ok } from '@sapphire/result';
import type { LocalDate } from '#domain/ids';
import type { Partnership } from '#domain/partnership/partnership';
import { addDays, instantAt, localDateOf } from '#domain/time/local-time';
import type { Choice, Vote } from '#domain/vote/vote';
import { SILENCE_PAUSE_DAYS, moodOf, tallyPair } from '#domain/vote/tally';
import { RECONSIDER_MS, closingOf } from '#domain/vote/vote-window';
import { awaitSignatures } from './answer-proposal.ts';
import type { App } from './app.ts';
import type { Deps } from './deps.ts';
import { planRhythmPrompt } from './plan-prompts.ts';
import type { Unit } from './ports/unit-of-work.ts';
import { memberAsking } from './who-asks.ts';

/** The one waiting timer of a vote. */
const closingRow = async (unit: Unit, vote: Vote) =>
  (await unit.ledger.waitingOf(vote.id)).find(({ kind }) => kind === 'close-vote');

/** Seals a ballot, or replaces the one the person sealed before. After the last one the vote closes in ten minutes. */
export const castBallot =
  ({ unitOfWork, clock }: Deps): App['castBallot'] =>
  (actor, { vote: id, choice, energy, momentum, reason }) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await memberAsking(unit, actor);
      if (asking.isErr()) return err(asking.unwrapErr());
      const { person } = asking.unwrap();
      const vote = await unit.votes.get(id);
      if (!vote) return err({ kind: 'not-found', what: 'vote' });
      const partnership = (await unit.partnerships.get(vote.partnership))!;
      if (!partnership.members.includes(person)) return err({ kind: 'not-for-you' });
      const now = clock.now();
      if (vote.state === 'closed') return err({ kind: 'vote-closed' });
      const before = await unit.votes.ballots(id);
      await unit.votes.putBallot({ vote: id, person, choice, energy, momentum, reason, castAt: now });
      const voted = new Set([...before.map((ballot) => ballot.person), person]);
      let { closesAt } = vote;
      if (partnership.members.every((member) => voted.has(member))) {
        closesAt = new Date(now.getTime() + RECONSIDER_MS);
        const row = await closingRow(unit, vote);
        if (row) await unit.ledger.reschedule(row.id, closesAt, null);
      }
      // Saved even when nothing changed, so that a ballot and the closing of its vote cannot pass each other.
      await unit.votes.save({ ...vote, closesAt }, vote.version);
      return ok({ changed: before.some((ballot) => ballot.person === person), closesAt });
    });

/** What the result means for the two: the steady rhythm, a reopened charter, or a pause with a date. */
const carryOn = async (
  unit: Unit,
  partnership: Partnership,
  result: Choice,
  bySilence: boolean,
  now: Date,
) => {
  const today = localDateOf(now, partnership.zone);
  switch (result) {
    case 'continue': {
      const changed: Partnership = { ...partnership, state: { kind: 'steady', since: now } };
      await unit.partnerships.save(changed, partnership.version);
      return { changed, next: null };
    }
    case 'tweak': {
      const { charter } = partnership;
      const changed: Partnership = {
        ...partnership,
        state: { kind: 'agreeing' },
        charter: { ...charter, version: charter.version + 1, signedBy: [], signedAt: null },
      };
      await unit.partnerships.save(changed, partnership.version);
      await unit.ledger.record({
        subject: partnership.id,
        kind: 'charter',
        occurrence: `version-${changed.charter.version}`,
        target: { kind: 'partnership', partnership: partnership.id },
        dueAt: now,
      });
      await awaitSignatures(unit, partnership, partnership.trial!.number + 1, now);
      return { changed, next: null };
    }
    case 'pause': {
      const until = addDays(today, SILENCE_PAUSE_DAYS);
      const changed = await pauseUntil(unit, partnership, until, bySilence ? 'silence' : 'chosen');
      return { changed, next: until };
    }
  }
};

/** Pauses, or moves the end of a pause; the day's timer brings the two back or says farewell. */
export const pauseUntil = async (
  unit: Unit,
  partnership: Partnership,
  until: LocalDate,
  because: 'chosen' | 'silence',
): Promise<Partnership> => {
  const changed: Partnership = { ...partnership, state: { kind: 'paused', until, because } };
  await unit.partnerships.save(changed, partnership.version);
  await unit.ledger.cancel(partnership.id, ['end-pause', 'rhythm-prompt', 'prompt']);
  await unit.ledger.record({
    subject: partnership.id,
    kind: 'end-pause',
    occurrence: `${until}-${because}-${partnership.version}`,
    target: { kind: 'none' },
    dueAt: instantAt(until, 12, partnership.zone),
  });
  return changed;
};

/**
 * Runs when a vote's hour has come: extends it, or closes it, stores the outcome and announces the result
 * and nothing else. Votes that are closed already stay as they are.
 */
export const closeVote = async (unit: Unit, deps: Deps, vote: Vote, rowId: string): Promise<void> => {
  if (vote.state === 'closed') return;
  const now = deps.clock.now();
  const partnership = (await unit.partnerships.get(vote.partnership))!;
  const trial = partnership.trial!;
  const ballots = await unit.votes.ballots(vote.id);
  const everybody = partnership.members.every((person) => ballots.some((ballot) => ballot.person === person));
  const closing = closingOf(vote, everybody, now);
  const target = { kind: 'partnership', partnership: partnership.id } as const;
  if (closing.kind === 'extend') {
    await unit.votes.save(
      { ...vote, closesAt: closing.closesAt, extended: vote.extended || closing.because === 'first-silence' },
      vote.version,
    );
    await unit.ledger.record({
      subject: vote.id,
      kind: 'close-vote',
      occurrence: `after-${rowId}`,
      target: { kind: 'none' },
      dueAt: closing.closesAt,
    });
    await unit.ledger.record({
      subject: vote.id,
      kind: 'vote-extension',
      occurrence: String(closing.closesAt.getTime()),
      refs: { partnership: partnership.id },
      target,
      dueAt: now,
      windowEndsAt: closing.closesAt,
    });
    return;
  }
  const { result, bySilence } = tallyPair(partnership.members, ballots, trial.tweaksInARow);
  await unit.votes.save({ ...vote, state: 'closed', closesAt: now }, vote.version);
  await unit.outcomes.add({
    id: vote.id,
    guild: vote.guild,
    partnership: partnership.id,
    trial: trial.number,
    result,
    bySilence,
    members: partnership.members.length,
    ratings: {
      supported: trial.ratings.filter(({ rating }) => rating === 'supported').length,
      pressured: trial.ratings.filter(({ rating }) => rating === 'pressured').length,
    },
    energy: ballots.map(({ energy }) => energy).sort((a, b) => a - b),
    momentum: ballots.map(({ momentum }) => momentum).sort((a, b) => a - b),
    checkIns: await unit.checkIns.countSince(partnership.id, instantAt(trial.startsOn, 0, partnership.zone)),
    closedAt: now,
  });
  const { changed, next } = await carryOn(unit, partnership, result, bySilence, now);
  const rhythmOn =
    result === 'continue'
      ? addDays(localDateOf(now, partnership.zone), deps.presets[partnership.preset].rhythmDays)
      : null;
  if (rhythmOn) await planRhythmPrompt(unit, changed, rhythmOn);
  const mood = moodOf(ballots);
  await unit.ledger.record({
    subject: partnership.id,
    kind: 'vote-result',
    occurrence: `trial-${trial.number}`,
    refs: {
      result,
      bySilence: bySilence ? 1 : 0,
      next: rhythmOn ?? next ?? '',
      energy: mood?.energy ?? 0,
      momentum: mood?.momentum ?? 0,
    },
    target,
    dueAt: now,
  });
  await unit.ledger.record({
    subject: partnership.id,
    kind: 'checklist-edit',
    occurrence: `trial-${trial.number}-ended`,
    target,
    dueAt: now,
  });
};
