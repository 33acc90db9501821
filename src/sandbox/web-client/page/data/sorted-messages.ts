import type { PageMessage } from '../../protocol.ts';

/** Orders ids by age: a longer decimal is a younger one. */
export function compareIds(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Puts a message where it belongs: in place of its earlier self, at the end, or in between. One that is older
 * than all that are shown stays away as long as older ones are not shown either (`more`).
 */
export function insertMessage(
  messages: readonly PageMessage[],
  message: PageMessage,
  more: boolean,
): readonly PageMessage[] {
  let at = messages.length;
  while (at > 0 && compareIds(messages[at - 1]?.id ?? '', message.id) > 0) at -= 1;
  if (messages[at - 1]?.id === message.id) {
    const copy = [...messages];
    copy[at - 1] = message;
    return copy;
  }
  if (at === 0 && more) return messages;
  return [...messages.slice(0, at), message, ...messages.slice(at)];
}
