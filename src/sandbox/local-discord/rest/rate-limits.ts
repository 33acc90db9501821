import { createHash } from 'node:crypto';

/** So many requests in so many milliseconds of wall time. */
export interface Limit {
  limit: number;
  windowMs: number;
}

export interface RateLimitOptions {
  /** Requests a second in all; Discord allows a bot 50. */
  globalPerSecond?: number;
  /** Buckets by route template. */
  routes?: Readonly<Record<string, Limit>>;
  /** For every route without one of its own. */
  otherwise?: Limit;
  /** How many 401, 403 and 429 answers in ten minutes ban the address. */
  invalidRequests?: number;
}

/** Roomy buckets, so that stories run at full speed and still see honest headers. */
export const GENEROUS: Limit = { limit: 100, windowMs: 1000 };

/** What the server does with a request: let it pass with headers, or refuse it with a 429. */
export interface Ruling {
  headers: Record<string, string>;
  refusedFor?: { seconds: number; scope: 'user' | 'global' | 'shared' };
}

const INVALID_WINDOW_MS = 10 * 60_000;

/** Callbacks and follow-ups of interactions do not count for the global limit (developers/topics/rate-limits). */
function isInteractionRoute(route: string): boolean {
  return route.includes('/interactions/') || route.includes('/webhooks/');
}

/**
 * Counts requests as Discord does, in wall time: 50 a second in all, a bucket for each route and top-level
 * resource, and the answers that show a client ignoring what it was told.
 * Source: developers/topics/rate-limits.
 */
export class RateLimits {
  #globalPerSecond: number;
  readonly #routes: Map<string, Limit>;
  #otherwise: Limit;
  readonly #mostInvalid: number;
  readonly #buckets = new Map<string, { used: number; endsAt: number }>();
  readonly #invalid: number[] = [];
  #second = { used: 0, endsAt: 0 };

  constructor(options: RateLimitOptions) {
    this.#globalPerSecond = options.globalPerSecond ?? 50;
    this.#routes = new Map(Object.entries(options.routes ?? {}));
    this.#otherwise = options.otherwise ?? GENEROUS;
    this.#mostInvalid = options.invalidRequests ?? 10_000;
  }

  /** Changes a bucket while running, as Discord does. */
  set(route: string, limit: Limit): void {
    this.#routes.set(route, limit);
    for (const key of this.#buckets.keys()) if (key.startsWith(`${route} `)) this.#buckets.delete(key);
  }

  setOtherwise(limit: Limit): void {
    this.#otherwise = limit;
  }

  setGlobal(perSecond: number): void {
    this.#globalPerSecond = perSecond;
  }

  /** Counts one request and rules on it. */
  rule(route: string, params: Readonly<Record<string, string>>): Ruling {
    const now = Date.now();
    if (!isInteractionRoute(route)) {
      if (now >= this.#second.endsAt) this.#second = { used: 0, endsAt: now + 1000 };
      this.#second.used += 1;
      if (this.#second.used > this.#globalPerSecond)
        return {
          headers: { 'X-RateLimit-Global': 'true', 'X-RateLimit-Scope': 'global' },
          refusedFor: { seconds: (this.#second.endsAt - now) / 1000, scope: 'global' },
        };
    }
    const { limit, windowMs } = this.#routes.get(route) ?? this.#otherwise;
    const major = params['channel'] ?? params['guild'] ?? params['token'] ?? '';
    const key = `${route} ${major}`;
    let bucket = this.#buckets.get(key);
    if (!bucket || now >= bucket.endsAt) {
      bucket = { used: 0, endsAt: now + windowMs };
      this.#buckets.set(key, bucket);
    }
    bucket.used += 1;
    const secondsLeft = (bucket.endsAt - now) / 1000;
    const headers: Record<string, string> = {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(Math.max(0, limit - bucket.used)),
      'X-RateLimit-Reset': (bucket.endsAt / 1000).toFixed(3),
      'X-RateLimit-Reset-After': secondsLeft.toFixed(3),
      'X-RateLimit-Bucket': createHash('sha256').update(route).digest('hex').slice(0, 32),
    };
    if (bucket.used <= limit) return { headers };
    return {
      headers: { ...headers, 'X-RateLimit-Scope': 'user' },
      refusedFor: { seconds: secondsLeft, scope: 'user' },
    };
  }

  /** Notes an answer; 401, 403 and 429 (unless of shared scope) are invalid requests. */
  answered(status: number, scope?: string): void {
    if (status !== 401 && status !== 403 && (status !== 429 || scope === 'shared')) return;
    this.#invalid.push(Date.now());
  }

  /** How many invalid requests the last ten minutes saw. */
  get invalidRequests(): number {
    const since = Date.now() - INVALID_WINDOW_MS;
    while ((this.#invalid[0] ?? since) < since) this.#invalid.shift();
    return this.#invalid.length;
  }

  /** Whether the address is shut out for asking wrongly too often. */
  get banned(): boolean {
    return this.#invalid.length >= this.#mostInvalid && this.invalidRequests >= this.#mostInvalid;
  }
}
