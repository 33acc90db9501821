import type { GuildId, RowId } from '#domain/ids';

/** Wakes ledger rows. Losing a wake costs nothing: the sweep finds the row. */
export interface Schedule {
  /** Asks for `deliverEffect` of this row at that instant of the domain's clock. Safe to call again. */
  wake(guild: GuildId, row: RowId, at: Date): Promise<void>;
}
