import type { PartnershipId, PersonId } from '#domain/ids';
import { EFFECT_KINDS, type LedgerRow } from '#domain/ledger/ledger-row';
import { HOUR_MS } from '#domain/time/local-time';
import type { Dispatched } from './ports/announcer.ts';
import type { Settlement } from './ports/ledger.ts';
import type { Unit } from './ports/unit-of-work.ts';

/** Another row has to come first, or a place is being made: looked at again after this. */
export const SOON_MS = 500;
/** Without a permission nothing helps but a person: tried again each hour, for a day. */
const PERMISSION_RETRY_MS = HOUR_MS;
export const ATTEMPTS_AT_MOST = 24;
/** A thread that keeps disappearing is somebody's wish. */
const REOPENINGS_AT_MOST = 3;

/** Has a private thread made for somebody who cannot be written to. */
export const cornerFor = (unit: Unit, person: PersonId, now: Date) =>
  unit.ledger.record({
    subject: person,
    kind: 'open-corner',
    recipient: person,
    target: { kind: 'lobby' },
    dueAt: now,
  });

/** A thread that is gone is opened again, with what belongs into it, and a facilitator hears of it once. */
const reopenThread = async (unit: Unit, partnership: PartnershipId, now: Date): Promise<void> => {
  const gone = await unit.places.get({ kind: 'thread', partnership });
  if (!gone) return;
  const found = await unit.partnerships.get(partnership);
  if (!found || found.state.kind === 'ended') return;
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
};

/** Another way for what could not be said where it should be. */
export const degrade = async (
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
