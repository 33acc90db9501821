import { err, ok, type Result } from '@sapphire/result';
import type { PartnershipId, PersonId, RowId } from '#domain/ids';
import { EFFECT_KINDS, type EffectKind, type LedgerRow } from '#domain/ledger/ledger-row';
import type { Refusal } from '#domain/refusal';
import { HOUR_MS } from '#domain/time/local-time';
import type { App } from './app.ts';
import type { Deps } from './deps.ts';
import {
  addressOf,
  type Effect,
  localeOf,
  type Preparation,
  type Seen,
  type Timer,
} from './effects/effect.ts';
import { meetingEffects } from './effects/meeting-effects.ts';
import { placeEffects } from './effects/place-effects.ts';
import { timers } from './effects/timers.ts';
import { planNextRhythmPrompt, trialEffects } from './effects/trial-effects.ts';
import { memberGone } from './leave.ts';
import type { Dispatch, Dispatched } from './ports/announcer.ts';
import type { Settlement } from './ports/ledger.ts';
import type { Unit } from './ports/unit-of-work.ts';

const effects: Record<Exclude<EffectKind, keyof typeof timers>, Effect> = {
  ...placeEffects,
  ...meetingEffects,
  ...trialEffects,
};

/** Another row has to come first, or a place is being made: looked at again after this. */
const SOON_MS = 2_000;
/** Without a permission nothing helps but a person: tried again each hour, for a day. */
const PERMISSION_RETRY_MS = HOUR_MS;
const ATTEMPTS_AT_MOST = 24;
/** A thread that keeps disappearing is somebody's wish. */
const REOPENINGS_AT_MOST = 3;

type Claimed = { row: LedgerRow; fence: number; resumed: boolean };
type Remember = Extract<Preparation, { do: 'say' }>['remember'];
type Ready =
  | { kind: 'dispatch'; dispatch: Dispatch; remember?: Remember }
  | { kind: 'settle'; settlement: Settlement };

const must = <T>(result: Result<T, Refusal>): T =>
  result.unwrapOrElse((refusal) => {
    throw new Error(`a ledger row was refused: ${JSON.stringify(refusal)}`);
  });

const isTimer = (kind: EffectKind): kind is keyof typeof timers => kind in timers;

/** Asks Discord, outside any transaction, who is still here and who has been talking. */
const look = async (deps: Deps, { guild, kind, target }: LedgerRow): Promise<Seen> => {
  if (EFFECT_KINDS[kind] !== 'ping' || target.kind !== 'partnership') return { wrote: [] };
  const { partnership, since, channel, people } = must(
    await deps.unitOfWork.run(guild, async (unit) => {
      const found = await unit.partnerships.get(target.partnership as PartnershipId);
      const accounts = [];
      for (const person of found?.members ?? []) {
        const user = await unit.people.userOf(person);
        if (user) accounts.push({ person, user });
      }
      const thread = await unit.places.get({ kind: 'thread', partnership: target.partnership });
      return ok({
        partnership: found,
        since: found?.trial?.lastPromptAt ?? found?.formedAt ?? deps.clock.now(),
        channel: thread?.channel ?? null,
        people: accounts,
      });
    }),
  );
  if (!partnership || partnership.state.kind === 'ended') return { wrote: [] };
  for (const { person, user } of people) {
    if (!(await deps.presence.isMember(guild, user))) await memberGone(deps, guild, person);
  }
  return { wrote: channel ? await deps.presence.wroteSince(channel, since) : [] };
};

/** Whether the row this one waits for allows it now. */
const turnOf = async (unit: Unit, row: LedgerRow): Promise<'now' | 'later' | 'never'> => {
  if (!row.after) return 'now';
  const before = await unit.ledger.get(row.after);
  if (before?.state === 'done') return 'now';
  return before?.state === 'waiting' || before?.state === 'claimed' ? 'later' : 'never';
};

const cornerFor = (unit: Unit, person: PersonId, now: Date) =>
  unit.ledger.record({
    subject: person,
    kind: 'open-corner',
    recipient: person,
    target: { kind: 'lobby' },
    dueAt: now,
  });

const prepare = async (unit: Unit, claimed: Claimed, deps: Deps, seen: Seen): Promise<Ready> => {
  const { row, resumed } = claimed;
  const settle = (settlement: Settlement): Ready => ({ kind: 'settle', settlement });
  const later = (code: string, wakeAt = new Date(deps.clock.now().getTime() + SOON_MS)) =>
    settle({ state: 'waiting', wakeAt, code });
  const turn = await turnOf(unit, row);
  if (turn === 'later') return later('after');
  if (turn === 'never') return settle({ state: 'cancelled', code: 'after' });

  const preparation = await effects[row.kind as keyof typeof effects].prepare(unit, row, deps, seen);
  const about = { row: row.id, resumed, guild: row.guild, locale: await localeOf(unit, row.target) };
  switch (preparation.do) {
    case 'drop':
      return settle({ state: 'cancelled', code: preparation.because });
    case 'miss':
      return settle({ state: 'missed' });
    case 'wait':
      return later(preparation.because, preparation.until);
    case 'redraw': {
      const place = await unit.places.get(preparation.place);
      if (!place?.message) {
        const coming = (await unit.ledger.waitingOf(row.subject)).some(
          ({ kind }) => kind === 'charter' || kind === 'checklist',
        );
        return coming ? later('not drawn yet') : settle({ state: 'cancelled', code: 'nothing to redraw' });
      }
      return {
        kind: 'dispatch',
        dispatch: {
          ...about,
          do: 'edit',
          channel: place.channel,
          message: place.message,
          notice: preparation.notice,
        },
      };
    }
    case 'say': {
      const to = await addressOf(unit, row.target);
      if (!to) {
        if (row.target.kind === 'person' && (await unit.members.get(row.target.person))) {
          await cornerFor(unit, row.target.person, deps.clock.now());
          return row.attempts < ATTEMPTS_AT_MOST
            ? later('no corner yet')
            : settle({ state: 'refused', code: 'no corner' });
        }
        return row.attempts < ATTEMPTS_AT_MOST && row.target.kind !== 'person'
          ? later('no place yet')
          : settle({ state: 'cancelled', code: 'nowhere to say it' });
      }
      const mentions = [];
      for (const person of preparation.people) {
        const user = await unit.people.userOf(person);
        if (user) mentions.push(user);
      }
      return {
        kind: 'dispatch',
        dispatch: {
          ...about,
          do: 'post',
          to,
          notice: preparation.notice,
          mentions,
          pin: preparation.pin ?? false,
        },
        ...(preparation.remember && { remember: preparation.remember }),
      };
    }
    case 'open-thread': {
      const { remember, ...opening } = preparation;
      return { kind: 'dispatch', dispatch: { ...about, ...opening }, remember };
    }
    default:
      return { kind: 'dispatch', dispatch: { ...about, ...preparation } };
  }
};

/** A thread that is gone is opened again, with what belongs into it, and a facilitator hears of it once. */
const reopenThread = async (unit: Unit, partnership: PartnershipId, now: Date): Promise<RowId | null> => {
  const gone = await unit.places.get({ kind: 'thread', partnership });
  if (!gone) return null;
  const found = await unit.partnerships.get(partnership);
  if (!found || found.state.kind === 'ended') return null;
  await unit.places.remove({ kind: 'thread', partnership });
  const occurrence = `again-${gone.channel}`;
  const target = { kind: 'partnership', partnership } as const;
  const thread = await unit.ledger.record({
    subject: partnership,
    kind: 'open-thread',
    occurrence,
    target: { kind: 'lobby' },
    dueAt: now,
  });
  await unit.ledger.record({
    subject: partnership,
    kind: 'charter',
    occurrence,
    target,
    after: thread,
    dueAt: now,
  });
  if (found.trial)
    await unit.ledger.record({
      subject: partnership,
      kind: 'checklist',
      occurrence,
      target,
      after: thread,
      dueAt: now,
    });
  await unit.ledger.record({
    subject: partnership,
    kind: 'facilitator-note',
    occurrence: 'thread-gone',
    refs: { what: 'thread-gone' },
    target: { kind: 'lobby' },
    dueAt: now,
  });
  return thread;
};

/** Another way for what could not be said where it should be. */
const degrade = async (
  unit: Unit,
  row: LedgerRow,
  { because, code }: Extract<Dispatched, { kind: 'degrade' }>,
  now: Date,
): Promise<Settlement> => {
  const again = (inMs: number): Settlement => ({
    state: 'waiting',
    wakeAt: new Date(now.getTime() + inMs),
    code,
  });
  const giveUp: Settlement = { state: 'refused', code };
  if (because === 'dm-closed' && row.target.kind === 'person') {
    const member = await unit.members.get(row.target.person);
    if (!member) return giveUp;
    if (member.reach === 'dm') await unit.members.save({ ...member, reach: 'corner' }, member.version);
    await cornerFor(unit, member.person, now);
    return again(SOON_MS);
  }
  if (because === 'place-gone') {
    if (EFFECT_KINDS[row.kind] === 'edit' || row.kind === 'archive-thread') return { state: 'done', code };
    if (row.target.kind === 'partnership' && row.attempts <= REOPENINGS_AT_MOST) {
      await reopenThread(unit, row.target.partnership, now);
      return again(SOON_MS);
    }
    if (row.target.kind === 'person' && row.attempts <= REOPENINGS_AT_MOST) {
      await unit.places.remove({ kind: 'corner', person: row.target.person });
      return again(SOON_MS);
    }
    return giveUp;
  }
  if (because === 'no-permission' && row.attempts < ATTEMPTS_AT_MOST) {
    if (row.kind !== 'facilitator-note')
      await unit.ledger.record({
        subject: row.guild,
        kind: 'facilitator-note',
        occurrence: 'no-permission',
        refs: { what: 'no-permission' },
        target: { kind: 'lobby' },
        dueAt: now,
      });
    return again(PERMISSION_RETRY_MS);
  }
  return giveUp;
};

/** Settles the row and does what follows, in one transaction; a later claim's fence wins over this one. */
const conclude = async (
  unit: Unit,
  { row, fence }: Claimed,
  dispatched: Dispatched,
  remember: Remember,
  deps: Deps,
): Promise<Settlement> => {
  const now = deps.clock.now();
  const later = (inMs: number, code: number | string): Settlement => ({
    state: 'waiting',
    wakeAt: new Date(now.getTime() + inMs),
    code,
  });
  const settlementOf = async (): Promise<Settlement> => {
    switch (dispatched.kind) {
      case 'done':
        return { state: 'done', channel: dispatched.channel, message: dispatched.message };
      case 'retry':
        return later(dispatched.afterMs, dispatched.code);
      case 'degrade':
        return degrade(unit, row, dispatched, now);
      case 'refused':
        return { state: 'refused', code: dispatched.code };
      case 'stopped':
        return later(HOUR_MS, dispatched.code);
    }
  };
  const settlement = await settlementOf();
  if (!(await unit.ledger.settle(row.id, fence, settlement))) return settlement;
  if (dispatched.kind === 'done') {
    if (remember && dispatched.channel)
      await unit.places.put({ key: remember, channel: dispatched.channel, message: dispatched.message });
    await effects[row.kind as keyof typeof effects].delivered?.(unit, row, dispatched, deps);
  }
  return settlement;
};

/** Wakes the row again when it waits, and those that waited for it when it is done. */
const wakeNext = async (deps: Deps, row: LedgerRow, settlement: Settlement): Promise<void> => {
  if (settlement.state === 'waiting') {
    await deps.schedule.wake(row.guild, row.id, settlement.wakeAt);
    return;
  }
  const followers = must(
    await deps.unitOfWork.run(row.guild, async (unit) =>
      ok((await unit.ledger.waitingOf(row.subject)).filter(({ after }) => after === row.id)),
    ),
  );
  for (const follower of followers) await deps.schedule.wake(row.guild, follower.id, deps.clock.now());
};

/**
 * Delivers one ledger row, at most one process at a time: claim, prepare in a transaction, dispatch over
 * REST outside of it, settle with what follows in another. Not being due, being claimed elsewhere or being
 * done already are all fine: then nothing happens.
 */
export const deliverEffect = (deps: Deps): App['deliverEffect'] => {
  const settleOnly = (claimed: Claimed, settlement: Settlement) =>
    deps.unitOfWork.run(claimed.row.guild, async (unit) => {
      if (!(await unit.ledger.settle(claimed.row.id, claimed.fence, settlement))) return ok(undefined);
      if (claimed.row.kind === 'rhythm-prompt' && settlement.state !== 'waiting')
        await planNextRhythmPrompt(unit, claimed.row, deps);
      return ok(undefined);
    });

  const runTimer = (claimed: Claimed, timer: Timer) =>
    deps.unitOfWork.run(claimed.row.guild, async (unit) => {
      if (!(await unit.ledger.settle(claimed.row.id, claimed.fence, { state: 'done' })))
        return err({ kind: 'already-done' });
      await timer.run(unit, claimed.row, deps);
      return ok(undefined);
    });

  return async (guild, id) => {
    const claimed = await deps.ledgerClaims.claim(guild, id, deps.clock.now());
    if (!claimed) return;
    const { row } = claimed;
    if (isTimer(row.kind)) {
      await runTimer(claimed, timers[row.kind]);
      return;
    }
    const seen = await look(deps, row);
    const ready = must(
      await deps.unitOfWork.run(guild, async (unit) => ok(await prepare(unit, claimed, deps, seen))),
    );
    if (ready.kind === 'settle') {
      must(await settleOnly(claimed, ready.settlement));
      await wakeNext(deps, row, ready.settlement);
      return;
    }
    const dispatched = await deps.announcer.dispatch(ready.dispatch);
    const settlement = must(
      await deps.unitOfWork.run(guild, async (unit) => {
        const settled = await conclude(unit, claimed, dispatched, ready.remember, deps);
        if (row.kind === 'rhythm-prompt' && settled.state !== 'waiting')
          await planNextRhythmPrompt(unit, row, deps);
        return ok(settled);
      }),
    );
    await wakeNext(deps, row, settlement);
  };
};
