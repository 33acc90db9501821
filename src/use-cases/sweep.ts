import type { App } from './app.ts';
import type { Deps } from './deps.ts';

const ROWS_AT_ONCE = 500;

/** Finds rows that are due and whose job was lost or came too early, in every community, and wakes them. */
export const sweep =
  ({ ledgerClaims, schedule, clock }: Deps): App['sweep'] =>
  async () => {
    const now = clock.now();
    const overdue = await ledgerClaims.overdue(now, ROWS_AT_ONCE);
    for (const { guild, id } of overdue) await schedule.wake(guild, id, now);
    return overdue.length;
  };
