import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an answer of `/ready` rests on. A process leaves out what its role does not do. */
export type HealthSources = {
  /** How late the event loop is, in milliseconds. */
  lagMs: () => number;
  /** Asks the database anything small; a throw or two seconds of silence count as no. */
  database: () => Promise<unknown>;
  /** When the gateway was last heard from and how often it is to be; null before it was first heard. */
  gateway?: () => { heardAtMs: number; heartbeatMs: number } | null;
  /** When the last sweep ended; null before the first. */
  sweep?: () => number | null;
  /** Wall time in milliseconds since 1970, as the two above. */
  now: () => number;
  metrics: { text(): Promise<string>; readonly contentType: string };
};

/** What is wrong, in words for an operator; empty when nothing is. */
export type HealthReport = { healthy: boolean; problems: string[] };

export const LAG_LIMIT_MS = 1_000;
export const SWEEP_LIMIT_MS = 90_000;
const DATABASE_LIMIT_MS = 2_000;

/** Whether this process should go on living: it answers, and its event loop is less than a second late. */
export function checkLive(sources: Pick<HealthSources, 'lagMs'>): HealthReport {
  return report(sources.lagMs() < LAG_LIMIT_MS ? [] : ['the event loop is a second late or more']);
}

/**
 * Whether this process does its work: the database answers, the gateway was heard from within two
 * heartbeats, and the last sweep is less than 90 seconds old (reliability.md).
 */
export async function checkReady(
  sources: Omit<HealthSources, 'metrics' | 'lagMs'>,
  databaseLimitMs = DATABASE_LIMIT_MS,
): Promise<HealthReport> {
  const problems: string[] = [];
  if (!(await answersWithin(sources.database, databaseLimitMs)))
    problems.push('the database does not answer');
  const now = sources.now();
  if (sources.gateway) {
    const heard = sources.gateway();
    if (heard === null || now - heard.heardAtMs > 2 * heard.heartbeatMs) {
      problems.push('the gateway was not heard from within two heartbeats');
    }
  }
  if (sources.sweep) {
    const sweptAt = sources.sweep();
    if (sweptAt === null || now - sweptAt >= SWEEP_LIMIT_MS) problems.push('no sweep ended in 90 seconds');
  }
  return report(problems);
}

/**
 * Serves `/live`, `/ready` and `/metrics` over HTTP, and nothing else. Port 0 takes any free one;
 * `stop` closes the connections that are open.
 */
export async function startHealth(
  at: { host: string; port: number },
  sources: HealthSources,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      send(response, 405, 'text/plain', 'GET only\n');
      return;
    }
    answer(request.url ?? '/', sources, response).catch(() => {
      if (!response.headersSent) send(response, 500, 'text/plain', 'something went wrong\n');
    });
  });
  // Whoever opens a connection and says nothing must not hold it for ever.
  server.requestTimeout = 5_000;
  await listen(server, at);
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(url: string, sources: HealthSources, response: ServerResponse): Promise<void> {
  const path = url.split('?', 1)[0];
  if (path === '/live') sendReport(response, checkLive(sources));
  else if (path === '/ready') sendReport(response, await checkReady(sources));
  else if (path === '/metrics')
    send(response, 200, sources.metrics.contentType, await sources.metrics.text());
  else send(response, 404, 'text/plain', 'there are /live, /ready and /metrics\n');
}

function sendReport(response: ServerResponse, found: HealthReport): void {
  send(response, found.healthy ? 200 : 503, 'application/json', `${JSON.stringify(found)}\n`);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

function report(problems: string[]): HealthReport {
  return { healthy: problems.length === 0, problems };
}

async function answersWithin(ask: () => Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([ask().then(() => true), tooLate]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function listen(server: Server, at: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
