import type { ChannelId, RoleId } from '#domain/ids';
import type { Named } from '#use-cases/ports/notices';
import type { Words } from '../words/en.ts';

/** Somebody as a message names them; whoever erased themselves or left is "a former partner". */
export function mention(named: Named, words: Words): string {
  return named.user === null ? words.labels.formerPartner : `<@${named.user}>`;
}

/** The same at the beginning of a sentence, which a mention already is and other words are not. */
export function mentionAtStart(named: Named, words: Words): string {
  const shown = mention(named, words);
  return `${shown.slice(0, 1).toLocaleUpperCase(words.locale)}${shown.slice(1)}`;
}

export function mentionAll(people: readonly Named[], words: Words): string {
  return people.length === 0
    ? words.labels.nobody
    : words.labels.list(people.map((named) => mention(named, words)));
}

export function mentionChannel(channel: ChannelId): string {
  return `<#${channel}>`;
}

export function mentionRole(role: RoleId): string {
  return `<@&${role}>`;
}
