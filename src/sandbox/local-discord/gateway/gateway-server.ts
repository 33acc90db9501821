import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GatewayReadyDispatchData } from 'discord-api-types/v10';
import { GatewayOpcodes } from 'discord-api-types/v10';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { BreakableGateway } from '../faults.ts';
import { guildCreateOnWire } from '../world/guild-changes.ts';
import { ALL_INTENTS, Intent, PRIVILEGED_INTENTS } from '../world/intents.ts';
import { userOnWire } from '../world/wire.ts';
import type { Dispatch, World } from '../world/world.ts';
import { remember, type Session, shardOf } from './session.ts';

export interface GatewayOptions {
  world: World;
  url: () => string;
  heartbeatIntervalMs: number;
  /** How many shards `GET /gateway/bot` recommends. */
  shards: number;
}

const Op = GatewayOpcodes;
/** Payloads a client may send in a minute before 4008. */
const MOST_SENT_A_MINUTE = 120;

/** Speaks Gateway v10 (JSON, without compression): developers/events/gateway. */
export class GatewayServer implements BreakableGateway {
  readonly #options: GatewayOptions;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();
  readonly #lastHeartbeat = new Map<WebSocket, number>();
  readonly #watch: NodeJS.Timeout;
  #acknowledges = true;

  constructor(options: GatewayOptions) {
    this.#options = options;
    options.world.onDispatch((dispatch) => this.#deliver(dispatch));
    this.#watch = setInterval(() => this.#dropSilent(), options.heartbeatIntervalMs);
    this.#watch.unref();
  }

  get shards(): number {
    return this.#options.shards;
  }

  /** The sessions that have a socket now. */
  get connected(): number {
    return [...this.#sessions.values()].filter(({ socket }) => socket !== null).length;
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
      if (searchParams.get('v') !== '10') {
        webSocket.close(4012, 'Invalid API version');
        return;
      }
      this.#greet(webSocket);
    });
  }

  #greet(socket: WebSocket): void {
    let session: Session | null = null;
    let sent = 0;
    let minuteEnds = Date.now() + 60_000;
    this.#lastHeartbeat.set(socket, Date.now());
    this.#say(socket, { op: Op.Hello, d: { heartbeat_interval: this.#options.heartbeatIntervalMs } });
    socket.on('message', (raw) => {
      if (Date.now() > minuteEnds) {
        sent = 0;
        minuteEnds = Date.now() + 60_000;
      }
      sent += 1;
      if (sent > MOST_SENT_A_MINUTE) return socket.close(4008, 'You are being rate limited.');
      const payload = parsed(raw);
      if (!payload) return socket.close(4002, 'Error while decoding payload.');
      session = this.#hear(socket, session, payload) ?? session;
    });
    socket.on('close', (code) => {
      this.#lastHeartbeat.delete(socket);
      if (session?.socket !== socket) return;
      session.socket = null;
      // A client that says goodbye with 1000 or 1001 ends its session: developers/events/gateway#disconnecting.
      if (code === 1000 || code === 1001) this.#sessions.delete(session.id);
      this.#note(session.id, `closed with ${code}`);
    });
    socket.on('error', () => socket.terminate());
  }

  /** Handles one payload of the client; gives back the session if this one began or resumed it. */
  #hear(
    socket: WebSocket,
    session: Session | null,
    payload: { op: number; d: unknown },
  ): Session | undefined {
    switch (payload.op) {
      case Op.Heartbeat:
        this.#lastHeartbeat.set(socket, Date.now());
        if (this.#acknowledges) this.#say(socket, { op: Op.HeartbeatAck });
        return undefined;
      case Op.Identify:
        if (!session) return this.#identify(socket, payload.d as IdentifyData);
        socket.close(4005, 'Already authenticated.');
        return undefined;
      case Op.Resume:
        return this.#resume(socket, payload.d as ResumeData);
      case Op.PresenceUpdate:
      case Op.VoiceStateUpdate:
        if (!session) socket.close(4003, 'Not authenticated.');
        return undefined;
      case Op.RequestGuildMembers:
        if (session) this.#sendMembers(session, payload.d as MembersData);
        else socket.close(4003, 'Not authenticated.');
        return undefined;
      default:
        socket.close(4001, 'Unknown opcode.');
        return undefined;
    }
  }

  #identify(socket: WebSocket, data: IdentifyData): Session | undefined {
    const { world } = this.#options;
    const refused = this.#identifyRefusal(data);
    if (refused) {
      this.#note(null, `identify refused with ${refused[0]}`);
      socket.close(...refused);
      return undefined;
    }
    const shard = data.shard ?? ([0, 1] as const);
    const session: Session = {
      id: randomBytes(16).toString('hex'),
      shard,
      intents: data.intents ?? 0,
      socket,
      seq: 0,
      sent: [],
    };
    this.#sessions.set(session.id, session);
    this.#note(session.id, `identified shard ${shard[0]} of ${shard[1]} with intents ${session.intents}`);
    const guilds = [...world.guilds.values()].filter(
      (guild) => guild.members.has(world.botId) && shardOf(guild.id, shard[1]) === shard[0],
    );
    const ready = {
      v: 10,
      user: { ...userOnWire(world.person(world.botId)), verified: true, mfa_enabled: true, email: null },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.#options.url(),
      shard: [...shard],
      application: { id: world.application.id, flags: 0 },
    };
    this.#send(session, 'READY', ready as unknown as GatewayReadyDispatchData);
    if ((session.intents & Intent.Guilds) !== 0)
      for (const guild of guilds) this.#send(session, 'GUILD_CREATE', guildCreateOnWire(world, guild));
    return session;
  }

  #identifyRefusal(data: IdentifyData): [code: number, reason: string] | undefined {
    const { application } = this.#options.world;
    if (String(data.token).replace(/^Bot /, '') !== application.token)
      return [4004, 'Authentication failed.'];
    const [id, count] = data.shard ?? [0, 1];
    if (!(Number.isInteger(id) && id >= 0 && id < count)) return [4010, 'Invalid shard.'];
    if (!Number.isInteger(data.intents) || ((data.intents ?? 0) & ~ALL_INTENTS) !== 0)
      return [4013, 'Invalid intent(s).'];
    const asked = (data.intents ?? 0) & PRIVILEGED_INTENTS;
    if ((asked & ~application.privilegedIntents) !== 0) return [4014, 'Disallowed intent(s).'];
    return undefined;
  }

  #resume(socket: WebSocket, data: ResumeData): Session | undefined {
    const session = this.#sessions.get(data.session_id);
    const oldest = session?.sent[0]?.seq ?? 0;
    const canReplay = session && data.seq <= session.seq && data.seq >= oldest - 1;
    if (String(data.token).replace(/^Bot /, '') !== this.#options.world.application.token) {
      socket.close(4004, 'Authentication failed.');
      return undefined;
    }
    if (!session || !canReplay) {
      this.#note(data.session_id, 'resume refused');
      this.#say(socket, { op: Op.InvalidSession, d: false });
      return undefined;
    }
    const stale = session.socket;
    session.socket = socket;
    stale?.close(4000, 'Resumed elsewhere.');
    const missed = session.sent.filter(({ seq }) => seq > data.seq);
    for (const event of missed) socket.send(event.text);
    this.#note(session.id, `resumed, ${missed.length} replayed`);
    this.#send(session, 'RESUMED', {});
    return session;
  }

  /** Opcode 8; asking for everybody needs the members intent, asking by id does not. */
  #sendMembers(session: Session, data: MembersData): void {
    const { world } = this.#options;
    const guild = world.guilds.get(data.guild_id);
    if (!guild) return;
    const wanted = data.user_ids === undefined ? undefined : new Set([data.user_ids].flat());
    const allowed = wanted !== undefined || (session.intents & Intent.GuildMembers) !== 0;
    const members = allowed
      ? [...guild.members.values()].filter((member) => wanted?.has(member.userId) ?? true)
      : [];
    this.#send(session, 'GUILD_MEMBERS_CHUNK', {
      guild_id: guild.id,
      members: members.map((member) => ({
        user: userOnWire(world.person(member.userId)),
        roles: [...member.roles],
        joined_at: new Date(member.joinedAt).toISOString(),
        deaf: false,
        mute: false,
        flags: 0,
      })),
      chunk_index: 0,
      chunk_count: 1,
      not_found: [...(wanted ?? [])].filter((id) => !guild.members.has(id)),
      ...(data.nonce === undefined ? {} : { nonce: data.nonce }),
    });
  }

  #deliver(dispatch: Dispatch): void {
    for (const session of this.#sessions.values()) {
      const [shard, count] = session.shard;
      if (shardOf(dispatch.guildId, count) !== shard) continue;
      if (dispatch.intents !== 0 && (session.intents & dispatch.intents) === 0) continue;
      this.#send(session, dispatch.name, dispatch.data(session.intents));
    }
  }

  #send(session: Session, name: string, data: unknown): void {
    const event = remember(session, name, data);
    this.#options.world.log.add({ kind: 'dispatch', session: session.id, seq: event.seq, name, data });
    session.socket?.send(event.text);
  }

  #say(socket: WebSocket, payload: unknown): void {
    socket.send(JSON.stringify(payload));
  }

  #note(session: string | null, what: string): void {
    this.#options.world.log.add({ kind: 'gateway', session, what });
  }

  /** A client that stopped its heartbeats is cut off; its session can still be resumed. */
  #dropSilent(): void {
    const oldest = Date.now() - this.#options.heartbeatIntervalMs * 2;
    for (const [socket, at] of this.#lastHeartbeat) if (at < oldest) socket.terminate();
  }

  drop(code?: number): void {
    for (const socket of this.#server.clients) {
      if (code === undefined) socket.terminate();
      else socket.close(code);
    }
  }

  askToReconnect(): void {
    for (const socket of this.#server.clients) this.#say(socket, { op: Op.Reconnect, d: null });
  }

  invalidateSessions(resumable: boolean): void {
    const sockets = [...this.#sessions.values()].flatMap(({ socket }) => (socket ? [socket] : []));
    if (!resumable) this.#sessions.clear();
    for (const socket of sockets) this.#say(socket, { op: Op.InvalidSession, d: resumable });
  }

  acknowledgeHeartbeats(on: boolean): void {
    this.#acknowledges = on;
  }

  stop(): void {
    clearInterval(this.#watch);
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }
}

interface IdentifyData {
  token: string;
  intents?: number;
  shard?: readonly [number, number];
}

interface ResumeData {
  token: string;
  session_id: string;
  seq: number;
}

interface MembersData {
  guild_id: string;
  user_ids?: string | string[];
  nonce?: string;
}

function parsed(raw: RawData): { op: number; d: unknown } | undefined {
  try {
    const payload: unknown = JSON.parse(raw.toString());
    if (typeof payload === 'object' && payload !== null && 'op' in payload)
      return payload as { op: number; d: unknown };
    return undefined;
  } catch {
    return undefined;
  }
}
