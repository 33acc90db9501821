import { z } from 'zod';
import type { Channel, Guild, Notification, Person } from '../local-discord/world/entities.ts';
import type { World } from '../local-discord/world/world.ts';

/** Which JSON the file holds; another number begins again. */
const FORMAT = 1;

/** What stands between the lines of the file. Everything below was written by `freezeWorld` itself. */
const WorldFile = z.object({
  format: z.literal(FORMAT),
  application: z.object({ id: z.string(), ownerId: z.string() }),
  people: z.array(z.unknown()),
  guilds: z.array(z.unknown()),
  channels: z.array(z.unknown()),
  notifications: z.array(z.unknown()),
});

/** Maps, sets, bigints and bytes as JSON, marked by a key that nothing else has. */
const MARK = '\u0000is';

function freeze(this: unknown, key: string, value: unknown): unknown {
  // Buffers turn themselves into JSON before a replacer sees them, so the original is looked up.
  const original = (this as Record<string, unknown>)[key];
  if (original instanceof Uint8Array)
    return { [MARK]: 'bytes', of: Buffer.from(original).toString('base64') };
  if (value instanceof Map) return { [MARK]: 'map', of: [...value] };
  if (value instanceof Set) return { [MARK]: 'set', of: [...value] };
  if (typeof value === 'bigint') return { [MARK]: 'bigint', of: String(value) };
  return value;
}

function thaw(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(MARK in value)) return value;
  const { [MARK]: is, of } = value as unknown as Record<string, unknown>;
  switch (is) {
    case 'map':
      return new Map(of as [unknown, unknown][]);
    case 'set':
      return new Set(of as unknown[]);
    case 'bigint':
      return BigInt(of as string);
    default:
      return new Uint8Array(Buffer.from(of as string, 'base64'));
  }
}

/** The whole world as text: people, guilds with their channels, and every message. Commands register themselves anew. */
export function freezeWorld(world: World): string {
  const { id, ownerId } = world.application;
  const file = {
    format: FORMAT,
    application: { id, ownerId },
    people: [...world.people.values()],
    guilds: [...world.guilds.values()],
    channels: [...world.channels.values()],
    notifications: world.notifications,
  };
  return JSON.stringify(file, freeze);
}

/**
 * Puts a frozen world into a new one, which must be empty still and have no client connected. The bot keeps its
 * account and gets the new world's token.
 */
export function thawWorld(world: World, text: string): void {
  const file = WorldFile.parse(JSON.parse(text, thaw));
  world.people.clear();
  Object.assign(world.application, file.application);
  for (const person of file.people as Person[]) world.addPerson(person);
  for (const guild of file.guilds as Guild[]) world.guilds.set(guild.id, guild);
  for (const channel of file.channels as Channel[]) {
    if (channel.recipients.length > 0) world.addDirectConversation(channel);
    else world.channels.set(channel.id, channel);
  }
  world.notifications.push(...(file.notifications as Notification[]));
}
