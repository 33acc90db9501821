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
 * Tells what happens as it happens. Every line carries the id of a message in the world's log, its virtual
 * time and who could see it; what somebody did is told with the answer that they got.
 */
export const narrate = (log: EventLog, world: World, print: (line: string) => void): (() => void) => {
  const doing = new Map<string, string[]>();
  const answered = new Set<string>();
  return log.subscribe((entry: LogEntry): void => {
    if (entry.kind === 'person') {
      const what = entry.does.replace(/ on \d+$/, '').replace(/ \{.*\}$/, '');
      doing.set(entry.userId, [...(doing.get(entry.userId) ?? []), what]);
    }
    if (entry.kind !== 'message' || entry.text === '') return;
    const { ephemeralFor, messageId, change } = entry;
    const isAnswer = ephemeralFor !== null && !answered.has(messageId);
    if (change === 'edited' && !isAnswer) return;
    const seenBy = entry.visibleTo.filter((id) => !world.people.get(id)?.bot).map((id) => nameOf(world, id));
    const verb = change === 'deleted' ? 'taken back from' : ephemeralFor ? 'answered to' : 'seen by';
    let did = '';
    if (ephemeralFor !== null) {
      answered.add(messageId);
      did = `${nameOf(world, ephemeralFor)} ${doing.get(ephemeralFor)?.join(', ') ?? 'waits'}: `;
      doing.delete(ephemeralFor);
    }
    const at = new Date(entry.at).toISOString().slice(0, 16).replace('T', ' ');
    print(
      `${at}  ${messageId}  [${verb} ${seenBy.join(', ') || 'nobody'}] ${did}${shown(entry.text, world)}`,
    );
  });
};
