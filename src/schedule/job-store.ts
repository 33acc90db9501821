import { MongoJobRepository } from '@agendajs/mongo-backend';

type Repository = InstanceType<typeof MongoJobRepository>;
type LockedJob = Awaited<ReturnType<Repository['getNextJobToRun']>>;

/** The database as Agenda's backend takes it. */
export type JobDatabase = Extract<
  ConstructorParameters<typeof MongoJobRepository>[0],
  { mongo: unknown }
>['mongo'];

export const JOBS = 'agendaJobs';

/** Tells of what went wrong without stopping anything. */
export type Report = (error: unknown) => void;

/**
 * Agenda's repository of jobs, for one-shot jobs only, without four of its traps: a finished job is deleted
 * in the same step instead of being kept or removed after `drain` looked; unlocking, which Agenda does not
 * wait for, cannot become an unhandled rejection; nothing is locked any more once it is closed; and what
 * this process holds is let go at the end.
 */
export class JobStore extends MongoJobRepository {
  readonly #report: Report;
  #closed = false;

  constructor(mongo: JobDatabase, report: Report) {
    super({ mongo, db: { collection: JOBS }, ensureIndex: false });
    this.#report = report;
  }

  override async saveJobState(...[job, options]: Parameters<Repository['saveJobState']>): Promise<void> {
    if (job.lastFinishedAt) await this.removeJobs({ id: String(job._id) });
    else await super.saveJobState(job, options);
  }

  override async unlockJob(...[job]: Parameters<Repository['unlockJob']>): Promise<void> {
    try {
      await super.unlockJob(job);
    } catch (error) {
      this.#report(error);
    }
  }

  override async getNextJobToRun(...query: Parameters<Repository['getNextJobToRun']>): Promise<LockedJob> {
    if (this.#closed) return undefined;
    const job = await super.getNextJobToRun(...query);
    if (job === undefined || !this.#closed) return job;
    await this.unlockJob(job);
    return undefined;
  }

  /** Locks no further job. */
  close(): void {
    this.#closed = true;
  }

  /** Lets go of every job that this holder has locked. */
  async release(holder: string): Promise<void> {
    await this.collection.updateMany(
      { lastModifiedBy: holder, lockedAt: { $ne: null } },
      { $set: { lockedAt: null } },
    );
  }
}
