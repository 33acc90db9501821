import { Locale, type LocalizationMap } from 'discord.js';
import { en, type Words } from './words/en.ts';
import { SPOKEN_LOCALES, wordsFor } from './words/words-for.ts';

/** The words of commands under which Discord and the pieces know them. */
export const COMMANDS = en.commands;

type Commands = Words['commands'];
/** Name and description of a command, subcommand or option, in English and in every other locale spoken. */
export type Named = {
  name: string;
  nameLocalizations: LocalizationMap;
  description: string;
  descriptionLocalizations: LocalizationMap;
};

/** A command's part as Discord lists it. */
export function named(pick: (commands: Commands) => { name: string; description: string }): Named {
  return {
    ...pick(COMMANDS),
    nameLocalizations: localised((words) => pick(words.commands).name),
    descriptionLocalizations: localised((words) => pick(words.commands).description),
  };
}

/** One text in every Discord locale that has words of its own besides English, which is Discord's fallback. */
export function localised(pick: (words: Words) => string): LocalizationMap {
  const texts: LocalizationMap = {};
  for (const locale of Object.values(Locale)) {
    const words = wordsFor(locale);
    if (words.locale !== en.locale && SPOKEN_LOCALES.includes(words.locale)) texts[locale] = pick(words);
  }
  return texts;
}
