import type { APITextDisplayComponent } from 'discord-api-types/v10';
import type { CharterText } from '#domain/charter/charter';
import type { Words } from '../words/en.ts';
import { text } from './components.ts';
import { escapeText } from './escape-text.ts';

/** In the order in which the page is read. */
export const CHARTER_FIELDS = [
  'values',
  'norms',
  'setback',
  'lifeEvents',
  'celebrate',
] as const satisfies readonly (keyof CharterText)[];

/**
 * The text of a charter, a heading and a paragraph for each part. Escaped text may grow to 650 characters
 * a part, so that the whole page stays below Discord's 4,000 for a message.
 */
export function charterLines(charter: CharterText, words: Words): (APITextDisplayComponent | null)[] {
  return CHARTER_FIELDS.map((field) =>
    text(`**${words.charter.headings[field]}**`, escapeText(charter[field], 650)),
  );
}
