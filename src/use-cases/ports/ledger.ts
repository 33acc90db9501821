import type { ChannelId, GuildId, LocalDate, MessageId, PersonId, RowId } from '#domain/ids';
import type { EffectKind, LedgerRow, NewEffect, RowState } from '#domain/ledger/ledger-row';

/** The ledger inside a unit of work: what the change wants to be seen, kept with the change. */
export interface Ledger {
  /** Records an effect once (`$setOnInsert` upsert on the hash of what makes it unique) and returns its id. */
  record(effect: NewEffect): Promise<RowId>;
  get(id: RowId): Promise<LedgerRow | null>;
  /** Cancels what is still waiting for a subject, of the given kinds or of all. */
  cancel(subject: string, kinds?: EffectKind[]): Promise<number>;
  /** Moves a waiting row to another due instant (a changed zone, a pause, a vote that is extended or soon closed). */
  reschedule(id: RowId, dueAt: Date, windowEndsAt: Date | null): Promise<void>;
  waitingOf(subject: string): Promise<LedgerRow[]>;
  /** Done rows with a message whose `refs.author` is this person: they carry the person's words, for erasure. */
  postedBy(person: PersonId): Promise<LedgerRow[]>;
  /**
   * Takes the person's one unsolicited ping of that local day for this row. True when it is this row's
   * (also when it already was), false when another took it.
   */
  takePing(person: PersonId, on: LocalDate, row: RowId): Promise<boolean>;
  /**
   * Ends a claimed row, guarded by the fence: false (and no change) when a later claim took over. What
   * waits is woken at its hour, and what waited for this row right away.
   */
  settle(id: RowId, fence: number, end: Settlement): Promise<boolean>;
}

export type Settlement =
  | {
      state: Extract<RowState, 'done' | 'missed' | 'cancelled' | 'refused'>;
      code?: number | string;
      channel?: ChannelId | null;
      message?: MessageId | null;
    }
  /** Back to waiting: looked at again at `wakeAt`. */
  | { state: 'waiting'; wakeAt: Date; code?: number | string };

/** The ledger outside a unit: claims and the sweep, on the database's own clock. */
export interface LedgerClaims {
  /**
   * Claims a waiting, due row (or one whose lease ran out) by one conditional update against the
   * database's `$$NOW` for leases and `now` for what is due. Null when it is not to be had; `resumed`
   * says that an earlier claim's lease ran out, so the message may already stand in Discord.
   */
  claim(
    guild: GuildId,
    id: RowId,
    now: Date,
  ): Promise<{ row: LedgerRow; fence: number; resumed: boolean } | null>;
  /** Up to `limit` rows of any guild to wake at `now`: the sweep, the one query over all guilds. */
  overdue(now: Date, limit: number): Promise<{ guild: GuildId; id: RowId }[]>;
  /** When the next waiting row wants to be looked at, for a clock that moves "to the next thing". */
  nextWake(): Promise<Date | null>;
  /** How many rows are due or under way at `now`; 0 means that everything promised so far is done. */
  unsettled(now: Date): Promise<number>;
}
