import { err, ok, type Result } from '@sapphire/result';
import type { PartnershipId, PersonId } from '#domain/ids';
import { EFFECT_KINDS, type EffectKind, type LedgerRow } from '#domain/ledger/ledger-row';
import type { Refusal } from '#domain/refusal';
import { HOUR_MS } from '#domain/time/local-time';
import type { App } from './app.ts';
import { ATTEMPTS_AT_MOST, cornerFor, degrade, SOON_MS } from './degrade.ts';
import type { Deps } from './deps.ts';
import {
  addressOf,
  type Done,
  type Effect,
  localeOf,
  type Preparation,
  type Seen,
  type Timer,
} from './effects/effect.ts';
import { meetingEffects } from './effects/meeting-effects.ts';
import { placeEffects } from './effects/place-effects.ts';
import { timers } from './effects/timers.ts';
import { trialEffects } from './effects/trial-effects.ts';
import { memberGone } from './leave.ts';
import type { Dispatch, Dispatched } from './ports/announcer.ts';
import type { Settlement } from './ports/ledger.ts';
import type { Unit } from './ports/unit-of-work.ts';
import { takeBack } from './take-back.ts';

const effects: Record<Exclude<EffectKind, keyof typeof timers>, Effect> = {
  ...placeEffects,
  ...meetingEffects,
  ...trialEffects,
};

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

const ended = async (unit: Unit, row: LedgerRow, { state }: Settlement, deps: Deps): Promise<void> => {
  if (state !== 'waiting') await effects[row.kind as keyof typeof effects].ended?.(unit, row, deps);
};

/** Somebody who erased themselves while their words were on the way gets them taken back. */
const unsayIfErased = async (
  unit: Unit,
  row: LedgerRow,
  { channel, message }: Done,
  now: Date,
): Promise<void> => {
  const author = row.refs['author'] as PersonId | undefined;
  if (!author || !channel || !message || (await unit.people.userOf(author))) return;
  await takeBack(unit, { id: row.id, subject: row.subject, channel, message }, now);
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
    await unsayIfErased(unit, row, dispatched, now);
  }
  await ended(unit, row, settlement, deps);
  return settlement;
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
      await ended(unit, claimed.row, settlement, deps);
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
    if (!claimed) return null;
    const { row } = claimed;
    const outcome = ({ state }: Pick<Settlement, 'state'>) => ({
      kind: row.kind,
      class: EFFECT_KINDS[row.kind],
      state,
      lateMs: deps.clock.now().getTime() - row.dueAt.getTime(),
    });
    if (isTimer(row.kind)) {
      await runTimer(claimed, timers[row.kind]);
      return outcome({ state: 'done' });
    }
    const seen = await look(deps, row);
    const ready = must(
      await deps.unitOfWork.run(guild, async (unit) => ok(await prepare(unit, claimed, deps, seen))),
    );
    if (ready.kind === 'settle') {
      must(await settleOnly(claimed, ready.settlement));
      return outcome(ready.settlement);
    }
    const dispatched = await deps.announcer.dispatch(ready.dispatch);
    const settlement = must(
      await deps.unitOfWork.run(guild, async (unit) =>
        ok(await conclude(unit, claimed, dispatched, ready.remember, deps)),
      ),
    );
    return outcome(settlement);
  };
};
