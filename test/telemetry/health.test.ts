import { afterEach, describe, expect, test } from 'vitest';
import { watchEventLoopLag } from '#telemetry/event-loop-lag';
import { checkLive, checkReady, type HealthSources, startHealth } from '#telemetry/health';

const NOW = 1_000_000;
const well: HealthSources = {
  lagMs: () => 3,
  database: async () => ({ ok: 1 }),
  gateway: () => ({ heardAtMs: NOW - 40_000, heartbeatMs: 41_250 }),
  sweep: () => NOW - 30_000,
  now: () => NOW,
  metrics: { text: async () => 'alongside_up 1\n', contentType: 'text/plain; version=0.0.4' },
};

describe('a process is live', () => {
  test('while its event loop is less than a second late', () => {
    expect(checkLive({ lagMs: () => 999 }).healthy).toBe(true);
    expect(checkLive({ lagMs: () => 1_000 }).healthy).toBe(false);
  });
});

describe('a process is ready', () => {
  test('when database, gateway and sweep are well', async () => {
    expect(await checkReady(well)).toEqual({ healthy: true, problems: [] });
  });

  test('as a worker without a gateway, and as a gateway without a sweep', async () => {
    const { gateway, sweep, ...rest } = well;
    expect((await checkReady({ ...rest, sweep: sweep! })).healthy).toBe(true);
    expect((await checkReady({ ...rest, gateway: gateway! })).healthy).toBe(true);
  });

  const cases: [string, Partial<HealthSources>, RegExp][] = [
    ['the database throws', { database: () => Promise.reject(new Error('down')) }, /database/],
    ['the database is silent', { database: () => new Promise(() => {}) }, /database/],
    [
      'the gateway missed two heartbeats',
      { gateway: () => ({ heardAtMs: NOW - 82_501, heartbeatMs: 41_250 }) },
      /gateway/,
    ],
    ['the gateway was never heard from', { gateway: () => null }, /gateway/],
    ['the last sweep is 90 seconds old', { sweep: () => NOW - 90_000 }, /sweep/],
    ['nothing was ever swept', { sweep: () => null }, /sweep/],
  ];
  test.each(cases)('not when %s, and says so', async (_, broken, words) => {
    const found = await checkReady({ ...well, ...broken }, 20);
    expect(found.healthy).toBe(false);
    expect(found.problems).toEqual([expect.stringMatching(words)]);
  });
});

describe('event loop lag', () => {
  function watched() {
    let now = 0;
    let tick = () => {};
    let stopped = false;
    const lag = watchEventLoopLag(
      () => now,
      (given) => {
        tick = given;
        return () => {
          stopped = true;
        };
      },
    );
    return { lag, pass: (ms: number) => (now += ms), tick: () => tick(), stopped: () => stopped };
  }

  test('is nothing while the timer comes in time', () => {
    const { lag, pass, tick } = watched();
    pass(500);
    tick();
    pass(100);
    expect(lag.current()).toBe(0);
  });

  test('is seen while the process is stuck, remembered a while, and then forgotten', () => {
    const { lag, pass, tick } = watched();
    pass(2_500);
    expect(lag.current()).toBe(2_000);
    tick();
    expect(lag.current()).toBe(2_000);
    for (let i = 0; i < 10; i++) {
      pass(500);
      tick();
    }
    expect(lag.current()).toBe(0);
  });

  test('is no longer measured once stopped', () => {
    const { lag, stopped } = watched();
    lag.stop();
    expect(stopped()).toBe(true);
  });
});

describe('the health server', () => {
  let stop = async () => {};
  afterEach(() => stop());

  async function serve(sources: HealthSources) {
    const server = await startHealth({ host: '127.0.0.1', port: 0 }, sources);
    stop = server.stop;
    return (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init);
  }

  test('answers 200 when all is well', async () => {
    const get = await serve(well);
    expect((await get('/live')).status).toBe(200);
    expect(await (await get('/ready?verbose')).json()).toEqual({ healthy: true, problems: [] });
    const metrics = await get('/metrics');
    expect(metrics.headers.get('content-type')).toContain('version=0.0.4');
    expect(await metrics.text()).toBe('alongside_up 1\n');
  });

  test('answers 503 when not, and live and ready are two questions', async () => {
    const get = await serve({ ...well, sweep: () => null });
    expect((await get('/live')).status).toBe(200);
    expect((await get('/ready')).status).toBe(503);
  });

  test('tells nothing of a failure inside', async () => {
    const failing = { text: () => Promise.reject(new Error('canary')), contentType: 'text/plain' };
    const get = await serve({ ...well, metrics: failing });
    const answer = await get('/metrics');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('canary');
  });

  test('knows three paths and one method', async () => {
    const get = await serve(well);
    expect((await get('/')).status).toBe(404);
    expect((await get('/live', { method: 'POST' })).status).toBe(405);
  });

  test('refuses to start on a port that is taken', async () => {
    const first = await startHealth({ host: '127.0.0.1', port: 0 }, well);
    stop = first.stop;
    await expect(startHealth({ host: '127.0.0.1', port: first.port }, well)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
