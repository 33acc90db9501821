import type { GuildId } from '#domain/ids';

type Part = { [key: string]: unknown };
export type SeenCommand = { name: string; command: Part };

/** Commands that touch no document of their own. */
const HARMLESS = new Set([
  'commitTransaction',
  'abortTransaction',
  'endSessions',
  'ping',
  'hello',
  'getMore',
]);

/** Names those commands, as "find members", that could touch a document of any guild but this one. */
export function commandsWithoutGuild(commands: readonly SeenCommand[], guild: GuildId): string[] {
  return commands
    .filter(({ name, command }) => {
      if (HARMLESS.has(name)) return false;
      const parts = partsOf(name, command);
      return parts.length === 0 || parts.some((part) => part['guild'] !== guild);
    })
    .map(({ name, command }) => `${name} ${String(command[name])}`);
}

/** Every filter and every whole document of a command; none for a command we do not know. */
function partsOf(name: string, command: Part): Part[] {
  const list = (key: string): Part[] => (command[key] ?? []) as Part[];
  switch (name) {
    case 'find':
      return [(command['filter'] ?? {}) as Part];
    case 'findAndModify':
      return [(command['query'] ?? {}) as Part];
    case 'insert':
      return list('documents');
    case 'update':
      return list('updates').flatMap(({ q, u }) => [q as Part, ...(isWhole(u) ? [u as Part] : [])]);
    case 'delete':
      return list('deletes').map(({ q }) => q as Part);
    case 'aggregate':
      return [(list('pipeline')[0]?.['$match'] ?? {}) as Part];
    default:
      return [];
  }
}

function isWhole(update: unknown): boolean {
  return !Array.isArray(update) && !Object.keys(update as Part).some((key) => key.startsWith('$'));
}
