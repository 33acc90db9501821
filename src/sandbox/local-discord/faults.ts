import type { EventLog } from './event-log.ts';

/**
 * Something that goes wrong between the bot and Discord.
 *
 * `reset` breaks the connection, `hang` never answers, `error` answers with `status` (503 unless given) and
 * `rate-limit` with a 429. `after` accepting means that Discord did what was asked before it went wrong, which
 * is how a message comes to stand twice.
 */
export interface Fault {
  /** A route's template, `'POST /channels/:channel/messages'`; left out, every route. */
  route?: string;
  /** Only requests whose body contains this text. */
  containing?: string;
  does: 'reset' | 'hang' | 'error' | 'rate-limit';
  accepted?: 'before' | 'after';
  status?: number;
  retryAfterSeconds?: number;
  /** How often it happens; without a number, until it is taken back. */
  times?: number;
}

/** What the fault injector needs of the gateway. */
export interface BreakableGateway {
  drop(code?: number): void;
  askToReconnect(): void;
  invalidateSessions(resumable: boolean): void;
  acknowledgeHeartbeats(on: boolean): void;
}

/** Lets tests break things on purpose, one route or everything, and puts each fault that struck into the log. */
export class Faults {
  readonly #log: EventLog;
  readonly #gateway: BreakableGateway;
  readonly #planned = new Set<Fault & { left: number }>();
  #away = false;

  constructor(log: EventLog, gateway: BreakableGateway) {
    this.#log = log;
    this.#gateway = gateway;
  }

  /** Plans a fault; the function that comes back takes it back. */
  inject(fault: Fault): () => void {
    const planned = { ...fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#planned.add(planned);
    return () => this.#planned.delete(planned);
  }

  /** Takes every planned fault back and ends an outage. */
  clear(): void {
    this.#planned.clear();
    this.#away = false;
    this.#gateway.acknowledgeHeartbeats(true);
  }

  /** Discord is away: connections are broken, new ones refused, until `endOutage`. */
  startOutage(): void {
    this.#away = true;
    this.#log.add({ kind: 'fault', what: 'outage begins' });
    this.#gateway.drop();
  }

  endOutage(): void {
    this.#away = false;
    this.#log.add({ kind: 'fault', what: 'outage ends' });
  }

  get away(): boolean {
    return this.#away;
  }

  /** The fault that strikes this request now, if any; it is used up by asking. */
  strike(route: string, body: string): Fault | undefined {
    for (const fault of this.#planned) {
      if (fault.route !== undefined && fault.route !== route) continue;
      if (fault.containing !== undefined && !body.includes(fault.containing)) continue;
      fault.left -= 1;
      if (fault.left <= 0) this.#planned.delete(fault);
      this.#log.add({
        kind: 'fault',
        what: `${fault.does} ${fault.accepted ?? 'before'} accepting ${route}`,
      });
      return fault;
    }
    return undefined;
  }

  /** Breaks the gateway's sockets; sessions stay and can be resumed. */
  dropGateway(code?: number): void {
    this.#log.add({
      kind: 'fault',
      what: `gateway sockets dropped${code === undefined ? '' : ` with ${code}`}`,
    });
    this.#gateway.drop(code);
  }

  /** Opcode 7: Discord asks the bot to connect again and resume. */
  askToReconnect(): void {
    this.#log.add({ kind: 'fault', what: 'reconnect asked for' });
    this.#gateway.askToReconnect();
  }

  /** Opcode 9: the sessions are void, or with `resumable` may be tried again. */
  invalidateSessions(resumable = false): void {
    this.#log.add({ kind: 'fault', what: `sessions invalidated, resumable: ${resumable}` });
    this.#gateway.invalidateSessions(resumable);
  }

  /** A zombie connection: the socket stands, but heartbeats are no longer acknowledged. */
  stopHeartbeatAcks(): void {
    this.#log.add({ kind: 'fault', what: 'heartbeats no longer acknowledged' });
    this.#gateway.acknowledgeHeartbeats(false);
  }

  resumeHeartbeatAcks(): void {
    this.#gateway.acknowledgeHeartbeats(true);
  }
}
