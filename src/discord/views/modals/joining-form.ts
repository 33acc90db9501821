import { LANGUAGES, SUPPORTS, VALUES, type Profile } from '#domain/matching/profile';
import { checkboxesField, form, selectField, textField, type Form } from '../fields.ts';
import type { ViewContext } from '../message-body.ts';

const DAY_PARTS = Array.from({ length: 21 }, (_, part) => part);

/**
 * Joining: five fields, filled in already when somebody changes their answers. The custom ids of the
 * fields are the names in `JoinForm`; free times are day-parts as decimal numbers.
 */
export function joiningForm(known: Profile | null, { words, ids, guild }: ViewContext): Form {
  const { labels, forms } = words;
  const said = forms.joining;
  return form(ids({ action: 'join-form', subject: '', guild }), known ? said.titleAgain : said.title, [
    textField('zone', said.zone, { value: known?.zone ?? '', most: 60, required: true, long: false }),
    selectField(
      'languages',
      said.languages,
      LANGUAGES.map((value) => ({ value, label: labels.languages[value] })),
      { chosen: known?.languages ?? [], least: 1, most: LANGUAGES.length },
    ),
    selectField(
      'freeTimes',
      said.freeTimes,
      DAY_PARTS.map((part) => ({ value: String(part), label: labels.dayPart(part) })),
      { chosen: known?.freeTimes.map(String) ?? [], least: 1, most: DAY_PARTS.length },
    ),
    selectField(
      'values',
      said.values,
      VALUES.map((value) => ({ value, label: labels.values[value] })),
      { chosen: known?.values ?? [], least: 1, most: 5 },
    ),
    checkboxesField(
      'supportWanted',
      said.supportWanted,
      SUPPORTS.map((value) => ({ value, ...labels.supports[value] })),
      { chosen: known?.supportWanted ?? [], least: 1 },
    ),
  ]);
}
