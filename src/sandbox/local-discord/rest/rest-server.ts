import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError, refusals } from '../api-error.ts';
import type { Fault, Faults } from '../faults.ts';
import type { Interactions } from '../interactions/interactions.ts';
import { checkRequest } from '../rules/check-request.ts';
import { checkResponse } from '../rules/check-response.ts';
import { archiveIdleThreads } from '../world/thread-changes.ts';
import type { World } from '../world/world.ts';
import type { Answer, UploadedFile } from './call.ts';
import type { RateLimits } from './rate-limits.ts';
import { readBody } from './read-body.ts';
import { matchRoute } from './route-table.ts';

export interface RestOptions {
  world: World;
  interactions: Interactions;
  limits: RateLimits;
  faults: Faults;
  filesUrl: () => string;
  gatewayUrl: () => { url: string; shards: number };
  /** Off only for load, where checking every body would measure the checks. */
  strict: boolean;
}

const PREFIX = '/api/v10';
/** What an address is told that asked wrongly too often. */
const BAN_SECONDS = 600;
const IDLE_CHECK_MS = 60_000;

/**
 * Answers REST v10. Each request passes, in this order: faults, the route table, authorization, rate limits,
 * the rule table, the world; and each answer of ours is held against Discord's own API description.
 */
export class RestServer {
  readonly #options: RestOptions;
  #requests = 0;
  #idleCheckedAt = 0;

  constructor(options: RestOptions) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { world, faults, limits } = this.#options;
    if (faults.away) {
      request.socket.destroy();
      return;
    }
    this.#requests += 1;
    const number = this.#requests;
    const method = request.method ?? 'GET';
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.startsWith(`${PREFIX}/`) ? url.pathname.slice(PREFIX.length) : null;
    const route = path === null ? undefined : matchRoute(method, path);
    const raw = await rawBody(request);
    const parsed = await readBody(raw, request.headers['content-type']);
    const body = parsed instanceof ApiError ? undefined : parsed.body;
    const files = parsed instanceof ApiError ? [] : parsed.files;
    world.log.add({
      kind: 'request',
      request: number,
      method,
      path: url.pathname + url.search,
      route: route?.key ?? null,
      body,
      files: files.map(({ name }) => name),
    });
    if (faults.away) {
      request.socket.destroy();
      return;
    }
    const fault = faults.strike(route?.key ?? `${method} ${url.pathname}`, raw.toString('utf8'));
    if (fault && fault.accepted !== 'after' && this.#strike(fault, number, request, response)) return;
    const headers: Record<string, string> = {};
    let answer: Answer;
    try {
      if (limits.banned) {
        this.#send(response, number, tooMany(BAN_SECONDS, true), { 'Retry-After': String(BAN_SECONDS) });
        return;
      }
      if (!route) {
        world.log.add({ kind: 'unknown-route', request: number, method, path: url.pathname });
        throw refusals.unknownRoute();
      }
      this.#authorize(route.key, request.headers.authorization);
      const ruling = limits.rule(route.key, route.params);
      Object.assign(headers, ruling.headers);
      if (ruling.refusedFor) {
        const { seconds, scope } = ruling.refusedFor;
        limits.answered(429, scope);
        this.#send(response, number, tooMany(seconds, scope === 'global'), {
          ...headers,
          'Retry-After': String(Math.ceil(seconds)),
        });
        return;
      }
      if (parsed instanceof ApiError) throw parsed;
      const query = Object.fromEntries(url.searchParams);
      this.#checkForm(number, route.key, { method, path: path ?? '', query, body, files });
      this.#archiveIdle();
      answer = route.handler({
        world,
        interactions: this.#options.interactions,
        filesUrl: this.#options.filesUrl(),
        gatewayUrl: this.#options.gatewayUrl,
        params: route.params,
        query,
        body,
        files,
      });
      if (this.#options.strict) this.#checkOwn(route.key, answer.body);
    } catch (error) {
      answer = this.#refusal(error);
    }
    limits.answered(answer.status);
    if (fault?.accepted === 'after' && this.#strike(fault, number, request, response)) return;
    this.#send(response, number, answer, headers);
  }

  /** Idle threads are looked for once a minute of the world's clock; nobody can tell from outside. */
  #archiveIdle(): void {
    const now = this.#options.world.now();
    if (Math.abs(now - this.#idleCheckedAt) < IDLE_CHECK_MS) return;
    this.#idleCheckedAt = now;
    archiveIdleThreads(this.#options.world);
  }

  #authorize(route: string, authorization: string | undefined): void {
    if (route.includes('/interactions/') || route.includes('/webhooks/') || route === 'GET /gateway') return;
    if (authorization !== `Bot ${this.#options.world.application.token}`) throw refusals.unauthorized();
  }

  #checkForm(
    number: number,
    route: string,
    about: {
      method: string;
      path: string;
      query: Record<string, string>;
      body: unknown;
      files: readonly UploadedFile[];
    },
  ): void {
    if (!this.#options.strict) return;
    const files = about.files.map(({ name, bytes }) => ({ name, size: bytes.byteLength }));
    const breach = checkRequest({ ...about, route, files });
    if (!breach) return;
    const { status, code, message, errors, source } = breach;
    this.#options.world.log.add({ kind: 'breach', request: number, route, code, message, source });
    throw new ApiError(status, code, message, errors);
  }

  #checkOwn(route: string, body: unknown): void {
    if (body === undefined) return;
    const defect = checkResponse(route, body);
    if (defect) this.#options.world.log.add({ kind: 'own-defect', what: `${route}: ${defect}` });
  }

  #refusal(error: unknown): Answer {
    if (error instanceof ApiError) return { status: error.status, body: error.body() };
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#options.world.log.add({ kind: 'own-defect', what });
    return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
  }

  /** Lets the fault happen; says whether the request is over with it. */
  #strike(fault: Fault, number: number, request: IncomingMessage, response: ServerResponse): boolean {
    switch (fault.does) {
      case 'reset':
        request.socket.destroy();
        return true;
      case 'hang':
        return true;
      case 'rate-limit': {
        const seconds = fault.retryAfterSeconds ?? 1;
        this.#options.limits.answered(429);
        this.#send(response, number, tooMany(seconds, false), {
          'Retry-After': String(seconds),
          'X-RateLimit-Scope': 'user',
        });
        return true;
      }
      case 'error':
        this.#send(
          response,
          number,
          { status: fault.status ?? 503, body: { message: 'Fault', code: 0 } },
          {},
        );
        return true;
      default:
        return false;
    }
  }

  #send(response: ServerResponse, number: number, answer: Answer, headers: Record<string, string>): void {
    this.#options.world.log.add({
      kind: 'answer',
      request: number,
      status: answer.status,
      body: answer.body,
    });
    const text = answer.body === undefined ? undefined : JSON.stringify(answer.body);
    response.writeHead(answer.status, {
      ...headers,
      ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
      Via: '1.1 local',
    });
    response.end(text);
  }
}

function tooMany(seconds: number, global: boolean): Answer {
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: seconds, global },
  };
}

async function rawBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
