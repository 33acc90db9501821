import type { EventLog, LogEntry } from '../local-discord/event-log.ts';
import type { World } from '../local-discord/world/world.ts';

/** Longest part of a message that a line shows. */
const SHOWN = 88;

const shown = (text: string, world: World): string => {
  const readable = text
    .replace(/<@(\d+)>/g, (_, id: string) => nameOf(world, id))
    .replace(/[*_#>]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return readable.length > SHOWN ? `${readable.slice(0, SHOWN - 1)}…` : readable;
};

const nameOf = (world: World, id: string): string => {
  const person = world.people.get(id);
  return person?.globalName ?? person?.username ?? id;
};

/**
 * Tells what happens as it happens: a line for each message that came to stand or went, with its virtual
 * time, its id in the world's log and who could see it; and a line for each thing that somebody did.
 */
export const narrate = (log: EventLog, world: World, print: (line: string) => void): (() => void) => {
  const tell = (entry: LogEntry): void => {
    const at = new Date(entry.at).toISOString().slice(0, 16).replace('T', ' ');
    if (entry.kind === 'person') {
      const what = entry.does.replace(/ on \d+$/, '').replace(/ \{.*\}$/, '');
      print(`${at}  ${''.padEnd(19)}  ${entry.name} ${what}`);
    }
    if (entry.kind !== 'message' || entry.change === 'edited' || entry.text === '') return;
    const seenBy = entry.visibleTo.filter((id) => !world.people.get(id)?.bot).map((id) => nameOf(world, id));
    const verb = entry.change === 'deleted' ? 'taken back' : entry.ephemeralFor ? 'privately to' : 'seen by';
    print(
      `${at}  ${entry.messageId}  [${verb} ${seenBy.join(', ') || 'nobody'}] ${shown(entry.text, world)}`,
    );
  };
  return log.subscribe(tell);
};
