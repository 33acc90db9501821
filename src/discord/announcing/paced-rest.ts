import { setTimeout as sleep } from 'node:timers/promises';
import { REST, RequestMethod, type RouteLike } from 'discord.js';
import type { SendPace } from '#use-cases/ports/send-pace';
import { type Answer, readAnswer } from '../discord-answers.ts';
import { InvalidRequestGuard } from '../invalid-request-guard.ts';

/** Discord said no, or nothing; the only error a {@link DiscordCall} throws. */
export class Answered extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`Discord answered ${answer.code} (${answer.meaning})`);
    this.name = 'Answered';
    this.answer = answer;
  }
}

/**
 * One request in one piece of work. `place` names what a refusal is remembered for: the channel, or the
 * person whose DMs are closed; null asks whatever was refused before. Throws {@link Answered}.
 */
export type DiscordCall = <T>(
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  route: RouteLike,
  options?: { place?: string | null; body?: unknown; query?: Record<string, string> },
) => Promise<T>;

/** A request that hangs is given up after this long ... */
const REQUEST_TIMEOUT_MS = 15_000;
/** ... and a piece of work of several requests after this long, well within the ledger's lease of 60 seconds. */
const WORK_TIMEOUT_MS = 40_000;
/** A longer wait for a turn goes back to the ledger instead of holding a lease. */
const LONGEST_TURN_MS = 10_000;

/**
 * Discord's REST API as the announcer uses it: paced, bounded in time, and never repeating a request by
 * itself. discord.js would repeat a POST after a 5xx or a timeout without looking whether the first one was
 * accepted; the ledger's next attempt looks. For the same reason no rate limit is waited for here: it goes
 * back as `later` with Discord's own delay.
 */
export class PacedRest {
  readonly #rest: REST;
  readonly #pace: SendPace;
  readonly #guard: InvalidRequestGuard;
  #bot: string | null = null;
  #stopped = false;

  constructor(options: {
    token: string;
    apiUrl?: string | undefined;
    pace: SendPace;
    guard?: InvalidRequestGuard;
  }) {
    this.#rest = new REST({
      version: '10',
      ...(options.apiUrl === undefined ? {} : { api: options.apiUrl }),
      retries: 0,
      timeout: REQUEST_TIMEOUT_MS,
      rejectOnRateLimit: () => true,
    }).setToken(options.token);
    this.#pace = options.pace;
    this.#guard = options.guard ?? new InvalidRequestGuard();
  }

  /** Starts a piece of work: all its requests together end within 40 seconds. */
  begin(): DiscordCall {
    const signal = AbortSignal.timeout(WORK_TIMEOUT_MS);
    return <T>(...[method, route, options]: Parameters<DiscordCall>) =>
      this.#request(method, route, options ?? {}, signal) as Promise<T>;
  }

  /** The bot's own account id, asked once. */
  async botId(call: DiscordCall): Promise<string> {
    this.#bot ??= (await call<{ id: string }>('GET', '/users/@me')).id;
    return this.#bot;
  }

  async #request(
    method: Parameters<DiscordCall>[0],
    route: RouteLike,
    options: NonNullable<Parameters<DiscordCall>[2]>,
    signal: AbortSignal,
  ): Promise<unknown> {
    if (this.#stopped) throw new Answered({ meaning: 'token-dead', code: 401, afterMs: 0, unsure: false });
    const place = options.place === undefined ? route : options.place;
    const known = this.#guard.answerFor(place);
    if (known) throw new Answered(known);
    const turnMs = await this.#pace.take();
    if (turnMs > LONGEST_TURN_MS) {
      throw new Answered({ meaning: 'later', code: 'paced', afterMs: turnMs, unsure: false });
    }
    try {
      if (turnMs > 0) await sleep(turnMs, undefined, { signal });
      const response = await this.#rest.request({
        method: RequestMethod[METHODS[method]],
        fullRoute: route,
        signal,
        ...(options.body === undefined ? {} : { body: options.body }),
        ...(options.query === undefined ? {} : { query: new URLSearchParams(options.query) }),
      });
      this.#guard.accepted(place);
      return response;
    } catch (error) {
      const answer = readAnswer(error);
      if (answer.meaning === 'token-dead') this.#stopped = true;
      this.#guard.refused(place, answer);
      throw new Answered(answer);
    }
  }
}

const METHODS = { GET: 'Get', POST: 'Post', PATCH: 'Patch', PUT: 'Put', DELETE: 'Delete' } as const;
