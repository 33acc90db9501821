import type { ServerResponse } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { PageEvent, PageState } from '../protocol.ts';
import type { Change, Stage } from './stage.ts';

/** How many changes are remembered for a page that was away for a moment. */
const REMEMBERED = 5_000;
/** How long changes are gathered before the rest of the page is looked at anew, in milliseconds. */
const GATHER_MS = 40;
const HEARTBEAT_MS = 15_000;

type Listener = { viewer: string; response: ServerResponse; shown: PageState | null };

/**
 * Tells every open page what changed for its viewer. Events are numbered, so that a page that lost its connection
 * gets what it missed: a message is always sent as it is now, which makes sending it twice harmless.
 */
export class EventStream {
  readonly #stage: Stage;
  /** Tells this run's numbers from those of an earlier one. */
  readonly #run = Date.now().toString(36);
  readonly #changes: { n: number; channelId: string; messageId: string }[] = [];
  readonly #listeners = new Set<Listener>();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #unsubscribe: () => void;
  #count = 0;
  #gathering: NodeJS.Timeout | null = null;
  #pending: { channelId: string; messageId: string }[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#unsubscribe = stage.onChange((change) => this.#changed(change));
    this.#heartbeat = setInterval(() => {
      for (const { response } of this.#listeners) response.write(': still here\n\n');
    }, HEARTBEAT_MS);
  }

  /** The number of the newest event; hand it in as `after` to get what follows. */
  get last(): string {
    return `${this.#run}-${this.#count}`;
  }

  open(viewer: string, after: string | null, response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': hello\n\n');
    const listener: Listener = { viewer, response, shown: null };
    this.#listeners.add(listener);
    response.on('close', () => this.#listeners.delete(listener));
    this.#catchUp(listener, after);
    this.#changed(null);
  }

  #catchUp(listener: Listener, after: string | null): void {
    const [run, number] = (after ?? '').split('-');
    const seen = Number(number);
    const oldest = this.#changes[0]?.n ?? this.#count + 1;
    if (run !== this.#run || !Number.isInteger(seen) || seen < oldest - 1) {
      this.#send(listener, { kind: 'again' });
      return;
    }
    for (const change of this.#changes) if (change.n > seen) this.#sendMessage(listener, change);
  }

  #changed(change: Change): void {
    if (change) {
      this.#count += 1;
      this.#changes.push({ n: this.#count, ...change });
      if (this.#changes.length > REMEMBERED) this.#changes.splice(0, REMEMBERED / 10);
      this.#pending.push(change);
    }
    this.#gathering ??= setTimeout(() => {
      this.#gathering = null;
      void this.#tell();
    }, GATHER_MS);
  }

  async #tell(): Promise<void> {
    const touched = new Map(this.#pending.map((change) => [change.messageId, change]));
    this.#pending = [];
    for (const listener of [...this.#listeners]) {
      for (const change of touched.values()) this.#sendMessage(listener, change);
      await this.#sendState(listener);
    }
  }

  async #sendState(listener: Listener): Promise<void> {
    let state: PageState;
    try {
      state = await this.#stage.state(listener.viewer);
    } catch {
      // The world is being stopped; the page learns that by its connection.
      return;
    }
    if (listener.shown && isDeepStrictEqual(listener.shown, state)) return;
    listener.shown = state;
    this.#send(listener, { kind: 'state', state });
  }

  #sendMessage(listener: Listener, { channelId, messageId }: { channelId: string; messageId: string }): void {
    const message = this.#stage.message(listener.viewer, channelId, messageId);
    this.#send(listener, message ? { kind: 'message', message } : { kind: 'gone', channelId, messageId });
  }

  #send({ response }: Listener, event: PageEvent): void {
    response.write(`id: ${this.last}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  stop(): void {
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
    if (this.#gathering) clearTimeout(this.#gathering);
    for (const { response } of this.#listeners) response.end();
    this.#listeners.clear();
  }
}
