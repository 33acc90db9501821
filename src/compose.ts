import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Config } from '#config/environment';
import { DiscordAnnouncer } from '#discord/announcer';
import { createCustomIds } from '#discord/custom-ids';
import { DiscordPresence } from '#discord/presence';
import { DiscordServerCheck } from '#discord/server-check';
import { type Gateway, startGateway } from '#discord/start-gateway';
import { MatchingThreads } from '#matching-threads/matching-threads';
import { PRESETS } from '#programmes/presets';
import { startSchedule } from '#schedule/start-schedule';
import { openStorage } from '#storage/open-storage';
import { watchEventLoopLag } from '#telemetry/event-loop-lag';
import { startHealth } from '#telemetry/health';
import type { Logger } from '#telemetry/logger';
import { measureApp } from '#telemetry/measure-app';
import { createMetrics } from '#telemetry/metrics';
import type { App } from '#use-cases/app';
import { createApp } from '#use-cases/create-app';
import type { Clock } from '#use-cases/ports/clock';
import type { LedgerClaims } from '#use-cases/ports/ledger';
import type { Random } from '#use-cases/ports/random';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';

/** Discord's gateway asks for a heartbeat about this often. */
const HEARTBEAT_MS = 45_000;
const BASE_32 = 'abcdefghijklmnopqrstuvwxyz234567';

export type Composition = {
  config: Config;
  /** The domain's time, and when wall time will show an instant of it. */
  clock: Clock & { wallOf(instant: Date): Date };
  logger: Logger;
  /**
   * How often Agenda looks for due jobs and the sweep for lost ones, and how long a claimed row is held, all
   * in milliseconds; the defaults suit a real Discord.
   */
  pace?: { processEvery: number; sweepEvery: number; lease: number };
};

/** A running Alongside, and what its surroundings (health, demo, tests) may ask of it. */
export type Running = {
  app: App;
  unitOfWork: UnitOfWork;
  ledgerClaims: LedgerClaims;
  healthPort: number | null;
  /** In order: no new work, what is under way, then the connections. */
  stop(): Promise<void>;
};

const cryptoRandom: Random = {
  id: () => Array.from(randomBytes(16), (byte) => BASE_32[byte & 31]).join(''),
};

/** The address of the database, starting the embedded one where the configuration asks for it. */
const openDatabase = async (database: Config['database']) => {
  if (database.kind === 'mongodb') return { uri: database.uri, stop: async () => {} };
  // Loaded only where it serves: production has a MongoDB.
  const { startEmbeddedDatabase } = await import('#embedded-database/embedded-database');
  const { uri, stop } = await startEmbeddedDatabase(
    database.directory === null ? {} : { directory: database.directory },
  );
  const named = new URL(uri);
  named.pathname = '/alongside';
  return { uri: named.href, stop };
};

/**
 * Builds and starts everything that the configured role does. On failure whatever was started is stopped
 * again and the error is thrown on.
 */
export const compose = async (composition: Composition): Promise<Running> => {
  const { config, clock, logger, pace } = composition;
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const next of stops.splice(0).reverse()) await next();
  };
  try {
    const database = await openDatabase(config.database);
    stops.push(() => database.stop());

    const wakes: { wake: ((row: { guild: string; id: string; wakeAt: Date }) => Promise<void>) | null } = {
      wake: null,
    };
    const storage = await openStorage({
      uri: database.uri,
      masterKeys: config.masterKeys,
      ...(pace && { leaseMs: pace.lease }),
      onRecorded: async (rows) => {
        for (const row of rows) await wakes.wake?.(row);
      },
    });
    stops.push(() => storage.close());

    const schedule = await startSchedule({
      db: storage.db,
      clock,
      ...(pace && { processEvery: pace.processEvery, sweepEveryMs: pace.sweepEvery }),
      report: (error) => logger.warn({ error }, 'the schedule could not do something'),
    });
    stops.push(() => schedule.stop());
    wakes.wake = ({ guild, id, wakeAt }) =>
      schedule.schedule.wake(
        guild as Parameters<App['deliverEffect']>[0],
        id as Parameters<App['deliverEffect']>[1],
        wakeAt,
      );

    const customIds = createCustomIds(config.masterKeys);
    const { token } = config.discord;
    const apiUrl = config.discord.apiUrl ?? undefined;
    const announcer = new DiscordAnnouncer({ token, apiUrl, customIds, pace: storage.sendPace, logger });
    const metrics = createMetrics();
    const app = measureApp(
      createApp({
        unitOfWork: storage.unitOfWork,
        ledgerClaims: storage.ledgerClaims,
        schedule: schedule.schedule,
        announcer,
        presence: new DiscordPresence(announcer.rest),
        serverCheck: new DiscordServerCheck(announcer.rest),
        clock,
        random: cryptoRandom,
        presets: PRESETS,
        matching: new MatchingThreads(),
      }),
      metrics,
      () => performance.now(),
    );

    if (config.role !== 'gateway') await schedule.attach(app);
    let gateway: Gateway | null = null;
    if (config.role !== 'worker') {
      gateway = await startGateway({
        app,
        token,
        ...(apiUrl !== undefined && { apiUrl }),
        customIds,
        logger,
        now: () => clock.now(),
      });
      const started = gateway;
      stops.push(() => started.stop());
    }

    let healthPort: number | null = null;
    if (config.health) {
      const lag = watchEventLoopLag(() => performance.now());
      const heard = gateway;
      const health = await startHealth(config.health, {
        lagMs: () => lag.current(),
        database: () => storage.ping(),
        ...(heard && {
          gateway: () => ({ heardAtMs: heard.lastHeardFromAt().getTime(), heartbeatMs: HEARTBEAT_MS }),
        }),
        ...(config.role !== 'gateway' && { sweep: () => schedule.lastSweptAt()?.getTime() ?? null }),
        now: () => Date.now(),
        metrics,
      });
      healthPort = health.port;
      stops.push(async () => {
        lag.stop();
        await health.stop();
      });
    }
    return { app, unitOfWork: storage.unitOfWork, ledgerClaims: storage.ledgerClaims, healthPort, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
