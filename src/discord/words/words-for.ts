import { en, type Words } from './en.ts';

const LOCALES: ReadonlyMap<string, Words> = new Map([['en', en]]);

/** The locales that have words of their own, for the localised names of commands. */
export const SPOKEN_LOCALES: readonly string[] = [...LOCALES.keys()];

/**
 * The words for a Discord locale (`en-GB`, `es-419`): those of the locale, else of its language, else
 * English.
 */
export function wordsFor(locale: string): Words {
  const [language = ''] = locale.split('-');
  return LOCALES.get(locale) ?? LOCALES.get(language) ?? en;
}
