import type { LocalDate, PersonId, RowId } from '#domain/ids';
import type { EffectKind, LedgerRow, NewEffect } from '#domain/ledger/ledger-row';
import type { Ledger, Settlement } from '#use-cases/ports/ledger';
import type { LedgerDocument, PingDocument } from './documents/ledger.ts';
import type { GuildCollection } from './guild-collection.ts';
import { ledgerRowOf } from './ledger-row-of.ts';
import { rowId } from './row-id.ts';
import type { RecordedRow } from './unit-session.ts';

/**
 * `Ledger` in MongoDB. Every row that becomes due at a new instant is put on `recorded`, to be woken after
 * the commit. Settling a row moves those that wait for it (`after`) back to their due instant and wakes
 * them, so that a thread's first messages follow it at once.
 */
export class MongoLedger implements Ledger {
  readonly #ledger: GuildCollection<LedgerDocument>;
  readonly #pings: GuildCollection<PingDocument>;
  readonly #recorded: RecordedRow[];

  constructor(
    ledger: GuildCollection<LedgerDocument>,
    pings: GuildCollection<PingDocument>,
    recorded: RecordedRow[],
  ) {
    this.#ledger = ledger;
    this.#pings = pings;
    this.#recorded = recorded;
  }

  async record(effect: NewEffect): Promise<RowId> {
    const _id = rowId(this.#ledger.guild, effect);
    const { inserted } = await this.#ledger.setOnce({
      _id,
      subject: effect.subject,
      kind: effect.kind,
      occurrence: effect.occurrence ?? '',
      recipient: effect.recipient ?? null,
      refs: effect.refs ?? {},
      target: effect.target,
      after: effect.after ?? null,
      dueAt: effect.dueAt,
      intended: effect.intended ?? null,
      windowEndsAt: effect.windowEndsAt ?? null,
      wakeAt: effect.dueAt,
      state: 'waiting',
      leaseUntil: null,
      fence: 0,
      attempts: 0,
      lastCode: null,
      unsure: false,
      resumed: false,
      channel: null,
      message: null,
    });
    if (inserted) this.#wake(_id, effect.dueAt);
    return _id;
  }

  async get(id: RowId): Promise<LedgerRow | null> {
    const document = await this.#ledger.findOne({ _id: id });
    return document === null ? null : ledgerRowOf(document);
  }

  cancel(subject: string, kinds?: EffectKind[]): Promise<number> {
    const waiting = { subject, state: 'waiting', ...(kinds && { kind: { $in: kinds } }) };
    return this.#ledger.set(waiting, { state: 'cancelled' });
  }

  /** A row that is no longer waiting stays as it is. */
  async reschedule(id: RowId, dueAt: Date, windowEndsAt: Date | null): Promise<void> {
    const moved = await this.#ledger.set(
      { _id: id, state: 'waiting' },
      { dueAt, windowEndsAt, wakeAt: dueAt },
    );
    if (moved > 0) this.#wake(id, dueAt);
  }

  async waitingOf(subject: string): Promise<LedgerRow[]> {
    const found = await this.#ledger.find({ subject, state: 'waiting' }, { sort: { dueAt: 1, _id: 1 } });
    return found.map(ledgerRowOf);
  }

  async postedBy(person: PersonId): Promise<LedgerRow[]> {
    const found = await this.#ledger.find(
      { 'refs.author': person, state: 'done', message: { $ne: null } },
      { sort: { dueAt: 1, _id: 1 } },
    );
    return found.map(ledgerRowOf);
  }

  async takePing(person: PersonId, on: LocalDate, row: RowId): Promise<boolean> {
    const _id = [this.#pings.guild, person, on].join(':');
    const { document } = await this.#pings.setOnce({ _id, person, on, row });
    return document.row === row;
  }

  async settle(id: RowId, fence: number, end: Settlement): Promise<boolean> {
    const settled = await this.#ledger.set(
      { _id: id, state: 'claimed', fence },
      {
        state: end.state,
        leaseUntil: null,
        ...(end.code !== undefined && { lastCode: end.code }),
        ...(end.state === 'waiting' && {
          wakeAt: end.wakeAt,
          ...(mayHaveArrived(end.code) && { unsure: true }),
        }),
        ...(end.state !== 'waiting' && end.channel !== undefined && { channel: end.channel }),
        ...(end.state !== 'waiting' && end.message !== undefined && { message: end.message }),
      },
    );
    if (settled === 0) return false;
    if (end.state === 'waiting') this.#wake(id, end.wakeAt);
    else await this.#wakeFollowers(id);
    return true;
  }

  async #wakeFollowers(id: RowId): Promise<void> {
    const followers = await this.#ledger.find(
      { after: id, state: 'waiting' },
      { sort: { dueAt: 1, _id: 1 } },
    );
    for (const { _id, dueAt, wakeAt } of followers) {
      if (wakeAt > dueAt) await this.#ledger.set({ _id }, { wakeAt: dueAt });
      this.#wake(_id, dueAt);
    }
  }

  #wake(id: RowId, wakeAt: Date): void {
    this.#recorded.push({ guild: this.#ledger.guild, id, wakeAt });
  }
}

/**
 * Whether the message may stand in Discord although the attempt failed: after a 5xx or a broken connection
 * (a code in letters) nobody knows; every other number is Discord's clear no.
 */
function mayHaveArrived(code: number | string | undefined): boolean {
  return typeof code === 'string' || (code !== undefined && code >= 500 && code < 600);
}
