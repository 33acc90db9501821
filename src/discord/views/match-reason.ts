import type { PersonId } from '#domain/ids';
import type { MatchReason } from '#domain/matching/profile';
import type { Named } from '#use-cases/ports/notices';
import type { Words } from '../words/en.ts';
import { escapeText } from './escape-text.ts';
import { mention } from './mention.ts';

/**
 * What makes a match, in lines: shared values, one useful difference, shared themes and languages. `reader`
 * is spoken to as "you"; null speaks of everybody by name.
 */
export function matchReasonLines(
  reason: MatchReason,
  members: readonly Named[],
  reader: PersonId | null,
  words: Words,
): string[] {
  const { labels, notices } = words;
  const said = notices.proposal;
  const lines: string[] = [];
  if (reason.sharedValues.length > 0) {
    const values = said.values(labels.list(reason.sharedValues.map((value) => labels.values[value])));
    lines.push(reason.sharedStar ? `${values} ${said.star(labels.values[reason.sharedStar])}` : values);
  }
  const difference = differenceText(reason, members, reader, words);
  if (difference) lines.push(said.difference(difference));
  if (reason.sharedThemes.length > 0)
    lines.push(said.themes(labels.list(reason.sharedThemes.map((theme) => labels.themes[theme]))));
  if (reason.languages.length > 0)
    lines.push(said.languages(labels.list(reason.languages.map((language) => labels.languages[language]))));
  return lines;
}

/** One useful difference as the middle of a sentence; null when the match has none to tell. */
export function differenceText(
  { difference }: MatchReason,
  members: readonly Named[],
  reader: PersonId | null,
  words: Words,
): string | null {
  if (!difference) return null;
  const { labels, notices } = words;
  const said = notices.proposal;
  if (difference.kind === 'style') return labels.styles[difference.axis].difference;
  const from = members.find(({ person }) => person === difference.from);
  const who = from ? mention(from, words) : labels.formerPartner;
  const isReader = difference.from === reader;
  if (difference.kind === 'support') {
    const support = labels.supports[difference.support].label.toLocaleLowerCase(words.locale);
    return isReader ? said.supportFromYou(support) : said.supportFrom(who, support);
  }
  const skill = escapeText(difference.skill, 80);
  return isReader ? said.skillFromYou(skill) : said.skillFrom(who, skill);
}
