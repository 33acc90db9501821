import type { Connection } from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { GuildId, RowId } from '#domain/ids';
import type { JobApp } from '#schedule/define-job';
import { JOBS } from '#schedule/job-store';
import { type RunningSchedule, type ScheduleOptions, startSchedule } from '#schedule/start-schedule';
import { connect } from '#storage/connection';
import { openTestDatabase, type TestDatabase } from '#test/database';
import { aClock, aListener, describeSchedule, eventually } from '../contracts/describe-schedule.ts';
import { anEffect, anId, inUnit } from '../contracts/samples.ts';
import { openTestStorage, type TestStorage } from '../storage/open-test-storage.ts';
import { openFlakyLink } from './flaky-link.ts';

const SOON = { processEvery: 10, sweepEveryMs: 10 };

describe('on Agenda', () => {
  let database: TestDatabase;
  let connection: Connection;
  beforeAll(async () => {
    database = await openTestDatabase();
    connection = await connect(database.uri);
  });
  afterAll(async () => {
    await connection.close();
    await database.close();
  });

  describeSchedule(async (app, clock) => {
    const errors: unknown[] = [];
    await connection.db!.collection(JOBS).deleteMany({});
    const { schedule, stop } = await startSchedule({
      db: connection.db!,
      app,
      clock,
      report: (error) => errors.push(error),
      ...SOON,
    });
    return { schedule, errors, stop };
  });
});

describe('Agenda’s traps', () => {
  let storage: TestStorage;
  const running: RunningSchedule[] = [];
  const start = async (options: Partial<ScheduleOptions> = {}): Promise<RunningSchedule> => {
    const started = await startSchedule({ db: storage.db, clock: aClock(), ...SOON, ...options });
    running.push(started);
    return started;
  };
  beforeAll(async () => {
    storage = await openTestStorage();
  });
  afterEach(async () => {
    for (const started of running.splice(0)) await started.stop();
    await storage.db.collection(JOBS).deleteMany({});
    await storage.db.collection('ledger').deleteMany({});
  });
  afterAll(() => storage.close());

  /** As much of the product as a job reaches, over the real ledger: what was delivered, by row. */
  const anApp = (wake: () => RunningSchedule): JobApp & { delivered: RowId[] } => {
    const delivered: RowId[] = [];
    return {
      delivered,
      deliverEffect: async (guild, row) => {
        const claimed = await storage.ledgerClaims.claim(guild, row, new Date());
        if (claimed === null) return;
        delivered.push(row);
        await inUnit(storage.unitOfWork, guild, ({ ledger }) =>
          ledger.settle(row, claimed.fence, { state: 'done' }),
        );
      },
      sweep: async () => {
        const now = new Date();
        const overdue = await storage.ledgerClaims.overdue(now, 100);
        for (const { guild, id } of overdue) await wake().schedule.wake(guild, id, now);
        return overdue.length;
      },
    };
  };
  const record = (guild: GuildId) =>
    inUnit(storage.unitOfWork, guild, (unit) => unit.ledger.record(anEffect({ dueAt: new Date() })));

  test('a row whose job was lost is found by the sweep', async () => {
    const row = await record(anId<GuildId>());
    let schedule: RunningSchedule;
    const app = anApp(() => schedule);
    schedule = await start();
    await schedule.attach(app);
    await eventually(() => expect(app.delivered).toEqual([row]));
    expect(schedule.lastSweptAt()).toBeInstanceOf(Date);
  });

  test('two processes at once deliver each row once', async () => {
    const guild = anId<GuildId>();
    const rows = await Promise.all(Array.from({ length: 30 }, () => record(guild)));
    const processes = [await start(), await start()];
    const apps = processes.map((process) => anApp(() => process));
    await Promise.all(processes.map((process, index) => process.attach(apps[index]!)));
    const delivered = () => apps.flatMap((app) => app.delivered);
    await eventually(() => expect(delivered().length).toBeGreaterThanOrEqual(rows.length));
    await eventually(async () => expect(await storage.ledgerClaims.unsettled(new Date())).toBe(0));
    expect(delivered().sort()).toEqual([...rows].sort());
  });

  test('a row whose job a dead process holds is woken all the same', async () => {
    const listener = aListener();
    const [guild, row] = [anId<GuildId>(), anId<RowId>()];
    const dead = await start();
    await dead.schedule.wake(guild, row, new Date());
    await storage.db
      .collection(JOBS)
      .updateOne({ 'data.row': row }, { $set: { lockedAt: new Date(), lastModifiedBy: 'dead' } });
    const { schedule } = await start({ app: listener });
    await schedule.wake(guild, row, new Date());
    await eventually(() => expect(listener.delivered).toEqual([[guild, row]]));
  });

  test('a process that only hands jobs out runs none', async () => {
    const handing = await start();
    const row = anId<RowId>();
    await handing.schedule.wake(anId<GuildId>(), row, new Date());
    expect(handing.lastSweptAt()).toBeNull();
    const listener = aListener();
    await start({ app: listener });
    await eventually(() => expect(listener.delivered.map(([, id]) => id)).toEqual([row]));
  });

  test('an app is attached once', async () => {
    const { attach } = await start({ app: aListener() });
    await expect(attach(aListener())).rejects.toThrow(/already/);
  });

  test('a finished job leaves nothing behind', async () => {
    const listener = aListener();
    const { schedule } = await start({ app: listener });
    await schedule.wake(anId<GuildId>(), anId<RowId>(), new Date());
    await eventually(async () => {
      expect(listener.delivered).toHaveLength(1);
      expect(await storage.db.collection(JOBS).countDocuments()).toBe(0);
    });
  });

  test('a job of the near future is not left locked by a process that stops', async () => {
    const { schedule, stop } = await start({ app: aListener(), processEvery: 3_600_000 });
    const row = anId<RowId>();
    const other = await start({ processEvery: 3_600_000 });
    await other.schedule.wake(anId<GuildId>(), row, new Date(Date.now() + 600_000));
    await schedule.wake(anId<GuildId>(), anId<RowId>(), new Date(Date.now() + 600_000));
    const looking = await start({ app: aListener(), processEvery: 3_600_000 });
    const locked = () => storage.db.collection(JOBS).countDocuments({ lockedAt: { $ne: null } });
    await eventually(async () => expect(await locked()).toBeGreaterThan(0));
    await looking.stop();
    await stop();
    expect(await locked()).toBe(0);
    expect(await storage.db.collection(JOBS).countDocuments({ nextRunAt: { $ne: null } })).toBe(2);
  });

  test('a payload that is none is told, and goes', async () => {
    const errors: unknown[] = [];
    await start({ app: aListener(), report: (error) => errors.push(error) });
    await storage.db.collection(JOBS).insertOne({
      name: 'deliver-effect',
      data: { row: { $ne: null } },
      nextRunAt: new Date(),
      lockedAt: null,
    });
    await eventually(() => expect(errors).toHaveLength(1));
    await eventually(async () => expect(await storage.db.collection(JOBS).countDocuments()).toBe(0));
  });

  test('a database that is away is told, crashes nothing, and is worked with when it is back', async () => {
    const unhandled: unknown[] = [];
    const remember = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', remember);
    const link = await openFlakyLink(storage.database.uri);
    const connection = await connect(link.uri, { serverSelectionTimeoutMS: 50, heartbeatFrequencyMS: 500 });
    const errors: unknown[] = [];
    const listener = aListener();
    const cutOff = await startSchedule({
      db: connection.db!,
      clock: aClock(),
      app: listener,
      report: (error) => errors.push(error),
      ...SOON,
    });
    await link.cut();
    await eventually(() => expect(errors.length).toBeGreaterThan(0));
    await expect(cutOff.schedule.wake(anId<GuildId>(), anId<RowId>(), new Date())).rejects.toThrow();
    await link.mend();
    const row = anId<RowId>();
    await eventually(() => cutOff.schedule.wake(anId<GuildId>(), row, new Date()));
    await eventually(() => expect(listener.delivered.map(([, id]) => id)).toContain(row));
    await cutOff.stop();
    await connection.close();
    await link.close();
    process.off('unhandledRejection', remember);
    expect(unhandled).toEqual([]);
  });

  test('a database that is away at the start stops the start', async () => {
    const link = await openFlakyLink(storage.database.uri);
    const connection = await connect(link.uri, { serverSelectionTimeoutMS: 50 });
    await link.cut();
    await expect(startSchedule({ db: connection.db!, clock: aClock() })).rejects.toThrow();
    await connection.close();
  });
});
