import { WebSocket } from 'ws';
import type { LocalDiscord } from '#sandbox/local-discord/local-discord';

export interface Answered {
  status: number;
  // Answers of many routes go through here; each test reads the few fields it is about.
  body: Record<string, unknown> & { code?: number; id: string };
  headers: Headers;
}

/** Sends one REST request as the bot, without any client in between. */
export async function ask(
  discord: LocalDiscord,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: {
      Authorization: `Bot ${discord.token}`,
      ...(body === undefined || body instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? {} : JSON.parse(text)) as Answered['body'],
  };
}

/** The JSON code of the refusal, or the status if it was none. */
export async function codeOf(
  discord: LocalDiscord,
  method: string,
  path: string,
  body?: unknown,
): Promise<number> {
  const answer = await ask(discord, method, path, body);
  return answer.status < 400 ? answer.status : (answer.body.code ?? answer.status);
}

interface Payload {
  op: number;
  t: string | null;
  s: number | null;
  d: Record<string, unknown>;
}

/** A gateway client of the barest kind, which keeps whatever it hears. */
export class BareGateway {
  readonly heard: Payload[] = [];
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  readonly #waiting = new Set<() => void>();

  constructor(discord: LocalDiscord) {
    this.socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway?v=10&encoding=json`);
    this.socket.on('message', (raw) => {
      this.heard.push(JSON.parse(raw.toString()) as Payload);
      for (const wake of [...this.#waiting]) wake();
    });
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.socket.on('close', resolve));
  }

  say(op: number, d: unknown): void {
    this.socket.send(JSON.stringify({ op, d }));
  }

  /** The first payload that fits, now or later; the caller's test has a time limit. */
  async hears(fits: (payload: Payload) => boolean): Promise<Payload> {
    for (;;) {
      const found = this.heard.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  async event(name: string): Promise<Payload> {
    return await this.hears(({ t }) => t === name);
  }

  names(): string[] {
    return this.heard.flatMap(({ t }) => (t === null || t === undefined ? [] : [t]));
  }
}

/** Connects and identifies; comes back after READY. */
export async function connected(
  discord: LocalDiscord,
  intents: number,
  shard?: [number, number],
): Promise<BareGateway> {
  const gateway = new BareGateway(discord);
  await gateway.hears(({ op }) => op === 10);
  gateway.say(2, {
    token: discord.token,
    intents,
    properties: { os: 'linux', browser: 'bare', device: 'bare' },
    ...(shard ? { shard } : {}),
  });
  await gateway.event('READY');
  return gateway;
}
