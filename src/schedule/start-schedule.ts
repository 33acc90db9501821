import { randomUUID } from 'node:crypto';
import { Agenda } from 'agenda';
import type { Schedule } from '#use-cases/ports/schedule';
import { AgendaSchedule, type ScheduleClock } from './agenda-schedule.ts';
import type { JobApp, JobDefinition } from './define-job.ts';
import { type JobDatabase, JOBS, JobStore, type Report } from './job-store.ts';
import { deliverEffect } from './jobs/deliver-effect.ts';
import { sweep } from './jobs/sweep.ts';
import { type Repeating, repeat } from './repeat.ts';

/** How many rows one process delivers at once; the send pace is what really limits them. */
const CONCURRENCY = 20;
/** Jobs taken at each look: with a look a second, a little more than may be sent in that time. */
const LOCK_LIMIT = 40;
/**
 * Longer than a job can stand in the local queue: Agenda forgets to give back the place of one whose lock
 * ran out there. A dead process's jobs need not wait for it, since the sweep makes new ones.
 */
const LOCK_LIFETIME_MS = 4 * 60_000;
/** Longer than the worst delivery. */
const DRAIN_MS = 90_000;

export type ScheduleOptions = {
  db: JobDatabase;
  clock: ScheduleClock;
  /** Whose jobs run here; without it, call `attach` later, or never in a process that only hands jobs out. */
  app?: JobApp;
  /** Milliseconds between looks for due jobs. */
  processEvery?: number;
  sweepEveryMs?: number;
  report?: Report;
};

export type RunningSchedule = {
  schedule: Schedule;
  /** Starts running jobs and the sweep; once. */
  attach(app: JobApp): Promise<void>;
  /** When this process last finished a sweep, in wall time. */
  lastSweptAt(): Date | null;
  /** Takes no further job and waits for the running handlers. Call it before the database is closed. */
  stop(): Promise<void>;
};

/**
 * Agenda on a database that somebody else owns. The sweep is a plain timer in each process, not an Agenda
 * job, because it is what repairs Agenda, and because each process answers for its own health.
 */
export async function startSchedule({
  db,
  clock,
  app,
  processEvery = 1_000,
  sweepEveryMs = 15_000,
  report = () => {},
}: ScheduleOptions): Promise<RunningSchedule> {
  // Made here, where a failure can be told: in Agenda's own connect it is an unhandled rejection.
  await db
    .collection(JOBS)
    .createIndexes([
      { key: { name: 1, nextRunAt: 1, priority: -1, lockedAt: 1, disabled: 1 } },
      { key: { 'data.row': 1 } },
    ]);
  const repository = new JobStore(db, report);
  const name = `alongside-${randomUUID()}`;
  const agenda = new Agenda({
    name,
    processEvery,
    maxConcurrency: CONCURRENCY,
    defaultConcurrency: CONCURRENCY,
    defaultLockLimit: LOCK_LIMIT,
    defaultLockLifetime: LOCK_LIFETIME_MS,
    backend: {
      name: 'MongoDB',
      repository,
      ownsConnection: false,
      connect: () => repository.connect(),
      disconnect: async () => {},
    },
  });
  agenda.on('error', report);
  agenda.on('fail', report);
  await agenda.ready;

  let stopping = false;
  let sweeping: Repeating | null = null;
  const define = <Payload>({ name, payload, run }: JobDefinition<Payload>, app: JobApp): void => {
    agenda.define(name, async ({ attrs }) => {
      // What is still in the local queue at the end is left to the sweep.
      if (!stopping) await run(app, payload.parse(attrs.data));
    });
  };
  const attach = async (app: JobApp): Promise<void> => {
    if (sweeping !== null) throw new Error('This schedule has its app already.');
    define(deliverEffect, app);
    sweeping = repeat(sweepEveryMs, () => sweep.run(app, {}), report);
    await agenda.start();
  };
  if (app !== undefined) await attach(app);

  return {
    schedule: new AgendaSchedule(agenda, clock),
    attach,
    lastSweptAt: () => sweeping?.lastDoneAt() ?? null,
    stop: async () => {
      stopping = true;
      repository.close();
      await sweeping?.stop();
      await agenda.drain({ timeout: DRAIN_MS, closeConnection: false });
      await repository.release(name);
    },
  };
}
