import type { WebSocket } from 'ws';

/** A payload that was sent, or will be on resume. */
export interface SentEvent {
  seq: number;
  name: string;
  text: string;
}

/** One identified session of one shard; it outlives its socket so that a resume can replay what was missed. */
export interface Session {
  readonly id: string;
  readonly shard: readonly [id: number, count: number];
  readonly intents: number;
  socket: WebSocket | null;
  seq: number;
  readonly sent: SentEvent[];
}

/** How much of the past a resume can bring back. */
const MOST_REPLAYED = 5000;

export function remember(session: Session, name: string, data: unknown): SentEvent {
  session.seq += 1;
  const event = { seq: session.seq, name, text: JSON.stringify({ op: 0, t: name, s: session.seq, d: data }) };
  session.sent.push(event);
  if (session.sent.length > MOST_REPLAYED) session.sent.splice(0, session.sent.length - MOST_REPLAYED);
  return event;
}

/** The shard that hears of a guild: developers/events/gateway#sharding. Conversations go to shard 0. */
export function shardOf(guildId: string | null, count: number): number {
  return guildId === null ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
}
