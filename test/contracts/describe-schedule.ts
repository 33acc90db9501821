import { afterEach, describe, expect, test, vi } from 'vitest';
import type { GuildId, RowId } from '#domain/ids';
import type { App } from '#use-cases/app';
import type { Schedule } from '#use-cases/ports/schedule';
import { anId } from './samples.ts';

export type ScheduleUnderTest = {
  schedule: Schedule;
  errors: unknown[];
  stop(): Promise<void>;
};
type JobApp = {
  [Verb in 'deliverEffect' | 'sweep']: (...args: Parameters<App[Verb]>) => Promise<unknown>;
};
type TestClock = { now(): Date; wallOf(instant: Date): Date };

/** A clock that is ahead of wall time by so many milliseconds. */
export const aClock = (aheadMs = 0): TestClock => ({
  now: () => new Date(Date.now() + aheadMs),
  wallOf: (instant) => new Date(instant.getTime() - aheadMs),
});

/** An app that remembers which rows it was asked to deliver. */
export function aListener(): JobApp & { delivered: [GuildId, RowId][]; swept: number } {
  const listener = {
    delivered: [] as [GuildId, RowId][],
    swept: 0,
    deliverEffect: async (guild: GuildId, row: RowId) => {
      listener.delivered.push([guild, row]);
    },
    sweep: async () => {
      listener.swept += 1;
      return 0;
    },
  };
  return listener;
}

const HOUR_MS = 3_600_000;

/** Waits until a check holds; only a broken promise takes long. */
export const eventually = (check: () => unknown): Promise<unknown> =>
  vi.waitFor(check, { timeout: 8_000, interval: 5 });

/** What every `Schedule` promises, together with whatever runs its jobs. */
export function describeSchedule(start: (app: JobApp, clock: TestClock) => Promise<ScheduleUnderTest>): void {
  const running: ScheduleUnderTest[] = [];
  const open = async (app: JobApp, clock: TestClock = aClock()): Promise<ScheduleUnderTest> => {
    const started = await start(app, clock);
    running.push(started);
    return started;
  };
  afterEach(async () => {
    for (const started of running.splice(0)) await started.stop();
  });

  describe('the schedule', () => {
    test('a row that is due is delivered', async () => {
      const listener = aListener();
      const { schedule } = await open(listener);
      const [guild, row] = [anId<GuildId>(), anId<RowId>()];
      await schedule.wake(guild, row, new Date());
      await eventually(() => expect(listener.delivered).toEqual([[guild, row]]));
    });

    test('a row is delivered when the domain’s clock shows its hour, whatever the wall shows', async () => {
      const listener = aListener();
      const clock = aClock(24 * HOUR_MS);
      const { schedule } = await open(listener, clock);
      const [tomorrow, later] = [anId<RowId>(), anId<RowId>()];
      await schedule.wake(anId<GuildId>(), later, new Date(Date.now() + 25 * HOUR_MS));
      await schedule.wake(anId<GuildId>(), tomorrow, new Date(Date.now() + 24 * HOUR_MS));
      await eventually(() => expect(listener.delivered.map(([, row]) => row)).toEqual([tomorrow]));
    });

    test('a wake asked for ten times is one delivery', async () => {
      const listener = aListener();
      const { schedule } = await open(listener);
      const [guild, row, last] = [anId<GuildId>(), anId<RowId>(), anId<RowId>()];
      const at = new Date(Date.now() + 500);
      for (let times = 0; times < 10; times++) await schedule.wake(guild, row, at);
      await schedule.wake(guild, last, new Date(at.getTime() + 1));
      await eventually(() => expect(listener.delivered.map(([, row]) => row)).toContain(last));
      expect(listener.delivered.filter(([, id]) => id === row)).toHaveLength(1);
    });

    test('a row that is moved to an earlier hour is delivered then', async () => {
      const listener = aListener();
      const { schedule } = await open(listener);
      const [guild, row] = [anId<GuildId>(), anId<RowId>()];
      await schedule.wake(guild, row, new Date(Date.now() + HOUR_MS));
      await schedule.wake(guild, row, new Date());
      await eventually(() => expect(listener.delivered).toEqual([[guild, row]]));
    });

    test('a row that is woken while it is being delivered is delivered again', async () => {
      const [guild, row] = [anId<GuildId>(), anId<RowId>()];
      let times = 0;
      const app: JobApp = {
        sweep: async () => 0,
        deliverEffect: async () => {
          times += 1;
          if (times === 1) await again();
        },
      };
      const { schedule } = await open(app);
      const again = () => schedule.wake(guild, row, new Date());
      await again();
      await eventually(() => expect(times).toBe(2));
    });

    test('a delivery that fails is told and holds nobody up', async () => {
      const listener = aListener();
      const bad = anId<RowId>();
      const { schedule, errors } = await open({
        sweep: listener.sweep,
        deliverEffect: async (guild, row) => {
          if (row === bad) throw new Error('a bug');
          await listener.deliverEffect(guild, row);
        },
      });
      const good = anId<RowId>();
      await schedule.wake(anId<GuildId>(), bad, new Date());
      await schedule.wake(anId<GuildId>(), good, new Date());
      await eventually(() => {
        expect(listener.delivered.map(([, row]) => row)).toEqual([good]);
        expect(errors).toEqual([expect.objectContaining({ message: 'a bug' })]);
      });
      await schedule.wake(anId<GuildId>(), bad, new Date());
      await eventually(() => expect(errors).toHaveLength(2));
    });

    test('the sweep comes by itself, and again after it failed', async () => {
      let times = 0;
      const { errors } = await open({
        deliverEffect: async () => {},
        sweep: async () => {
          times += 1;
          if (times === 1) throw new Error('away');
          return 0;
        },
      });
      await eventually(() => expect(times).toBeGreaterThan(2));
      expect(errors).toEqual([expect.objectContaining({ message: 'away' })]);
    });

    test('stopping waits for the sweep under way, and none follows', async () => {
      let times = 0;
      let finish = () => {};
      const { stop } = await open({
        deliverEffect: async () => {},
        sweep: async () => {
          times += 1;
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          return 0;
        },
      });
      let stopped = false;
      const stopping = stop().then(() => {
        stopped = true;
      });
      await new Promise(setImmediate);
      expect(stopped).toBe(false);
      finish();
      await stopping;
      expect(times).toBe(1);
    });

    test('stopping waits for the delivery under way and begins no other', async () => {
      const [first, second] = [anId<RowId>(), anId<RowId>()];
      const begun: RowId[] = [];
      let finish = () => {};
      let done = false;
      const { schedule, stop } = await open({
        sweep: async () => 0,
        deliverEffect: async (_, row) => {
          begun.push(row);
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          done = true;
        },
      });
      await schedule.wake(anId<GuildId>(), first, new Date());
      await eventually(() => expect(begun).toEqual([first]));
      let stopped = false;
      const stopping = stop().then(() => {
        stopped = true;
      });
      await schedule.wake(anId<GuildId>(), second, new Date());
      expect(stopped).toBe(false);
      finish();
      await stopping;
      expect(done).toBe(true);
      expect(begun).toEqual([first]);
    });
  });
}
