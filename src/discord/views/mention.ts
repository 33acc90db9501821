import type { ChannelId, RoleId } from '#domain/ids';
import type { Named } from '#use-cases/ports/notices';
import type { Words } from '../words/en.ts';

/** Somebody as a message names them; whoever erased themselves or left is "a former partner". */
export function mention(named: Named, words: Words): string {
  return named.user === null ? words.labels.formerPartner : `<@${named.user}>`;
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
