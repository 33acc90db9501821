import type { Agenda } from 'agenda';
import type { GuildId, RowId } from '#domain/ids';
import type { Clock } from '#use-cases/ports/clock';
import type { Schedule } from '#use-cases/ports/schedule';
import { deliverEffect } from './jobs/deliver-effect.ts';

/** The domain's clock, and the instant of wall time at which it will show a given one. */
export type ScheduleClock = Clock & { wallOf(instant: Date): Date };

/**
 * `Schedule` on Agenda: one one-shot job for a row. A job that waits for the same row, at that instant or
 * earlier, serves; a later or an already taken one does not, so that a wake is never lost to a job that a
 * dead process holds. Two jobs for one row do no harm: the row is claimed once.
 */
export class AgendaSchedule implements Schedule {
  readonly #agenda: Agenda;
  readonly #clock: ScheduleClock;

  constructor(agenda: Agenda, clock: ScheduleClock) {
    this.#agenda = agenda;
    this.#clock = clock;
  }

  async wake(guild: GuildId, row: RowId, at: Date): Promise<void> {
    const runAt = this.#clock.wallOf(at);
    await this.#agenda
      .create(deliverEffect.name, { guild, row })
      .unique({ 'data.row': row, lockedAt: null, nextRunAt: { $lte: runAt } }, { insertOnly: true })
      .schedule(runAt)
      .save();
  }
}
