import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Control } from './control/control.ts';
import { answerControlCall } from './control/control-over-http.ts';
import { EventLog } from './event-log.ts';
import { Faults } from './faults.ts';
import { GatewayServer } from './gateway/gateway-server.ts';
import { Interactions } from './interactions/interactions.ts';
import { type RateLimitOptions, RateLimits } from './rest/rate-limits.ts';
import { RestServer } from './rest/rest-server.ts';
import { World } from './world/world.ts';

export interface LocalDiscordOptions {
  /** Stands in every id, so that two worlds of one run never share one. */
  seed?: number;
  /** The world's clock in milliseconds; ids and timestamps come from it. Wall time unless given. */
  now?: () => number;
  /** Privileged gateway intents switched on for the application; none unless given. */
  privilegedIntents?: number;
  rateLimits?: RateLimitOptions;
  /** Discord's three seconds, in wall time; shorter in tests that wait for it to pass. */
  answerWithinMs?: number;
  /** Discord's fifteen minutes, in wall time. */
  tokenLifetimeMs?: number;
  heartbeatIntervalMs?: number;
  shards?: number;
  /** How long, in wall time, a person waits for what follows a deferred answer. */
  patienceMs?: number;
  /** Off only for load: checking every request and answer against the rules costs time. */
  strict?: boolean;
  logLimit?: number;
  port?: number;
}

export interface LocalDiscord {
  /** What discord.js wants as `rest: { api }`. */
  readonly apiUrl: string;
  /** The address of the same server without a path; `/control` and `/attachments` are under it. */
  readonly url: string;
  readonly token: string;
  readonly applicationId: string;
  readonly world: World;
  readonly control: Control;
  readonly log: EventLog;
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly gateway: GatewayServer;
  stop(): Promise<void>;
}

/** Starts a Discord of one's own on loopback: REST, gateway and people share one world in memory. */
export async function startLocalDiscord(options: LocalDiscordOptions = {}): Promise<LocalDiscord> {
  const now = options.now ?? Date.now;
  const log = new EventLog(now, options.logLimit ?? 100_000);
  const world = new World({
    now,
    log,
    seed: options.seed ?? 1,
    privilegedIntents: options.privilegedIntents ?? 0,
  });
  const interactions = new Interactions(world, {
    answerWithinMs: options.answerWithinMs ?? 3000,
    ...(options.tokenLifetimeMs === undefined ? {} : { tokenLifetimeMs: options.tokenLifetimeMs }),
  });
  const limits = new RateLimits(options.rateLimits ?? {});
  let port = 0;
  const gateway = new GatewayServer({
    world,
    url: () => `ws://127.0.0.1:${port}/gateway`,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
    shards: options.shards ?? 1,
  });
  const faults = new Faults(log, gateway);
  const control = new Control(world, interactions, options.patienceMs ?? 5000);
  const rest = new RestServer({
    world,
    interactions,
    limits,
    faults,
    filesUrl: () => `http://127.0.0.1:${port}`,
    gatewayUrl: () => ({ url: `ws://127.0.0.1:${port}/gateway`, shards: gateway.shards }),
    strict: options.strict ?? true,
  });

  const server = createServer((request, response) => {
    const handled = request.url?.startsWith('/attachments/')
      ? Promise.resolve(sendAttachment(world, request, response))
      : request.url === '/control'
        ? answerControlCall(control, request, response)
        : rest.handle(request, response);
    // A client that goes away in the middle of a request is no fault of the server.
    handled.catch(() => request.socket.destroy());
  });
  server.on('upgrade', (request, socket, head) => {
    if (faults.away || !request.url?.startsWith('/gateway')) socket.destroy();
    else gateway.accept(request, socket, head);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  ({ port } = server.address() as AddressInfo);

  return {
    url: `http://127.0.0.1:${port}`,
    apiUrl: `http://127.0.0.1:${port}/api`,
    token: world.application.token,
    applicationId: world.application.id,
    world,
    control,
    log,
    faults,
    limits,
    gateway,
    async stop() {
      interactions.stop();
      gateway.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Gives an uploaded file back, as Discord's own file server would. */
function sendAttachment(world: World, request: IncomingMessage, response: ServerResponse): void {
  const [, , channelId = '', id = ''] = (request.url ?? '').split('/');
  const channel = world.channels.get(channelId);
  const messages = channel ? [...channel.messages.values(), ...channel.ephemerals.values()] : [];
  const attachment = messages.flatMap(({ attachments }) => attachments).find((file) => file.id === id);
  if (!attachment?.bytes) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': attachment.content_type ?? 'application/octet-stream' });
  response.end(attachment.bytes);
}
