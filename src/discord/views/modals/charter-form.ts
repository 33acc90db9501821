import { CHARTER_TEXT_LIMIT, type CharterText } from '#domain/charter/charter';
import type { PartnershipId } from '#domain/ids';
import type { Value } from '#domain/matching/profile';
import { CHARTER_FIELDS } from '../charter-lines.ts';
import { form, textField, type Form } from '../fields.ts';
import type { ViewContext } from '../message-body.ts';

/**
 * The agreement, to be changed: five texts, filled in with what stands there now. The version it is based
 * on travels as the id's `extra`; the custom ids of the fields are the names in `CharterText`. `slower`
 * puts a gentler rhythm in place of the norms.
 */
export function charterForm(
  charter: {
    partnership: PartnershipId;
    version: number;
    text: CharterText | null;
    values: Value[];
    slower: boolean;
  },
  { words, ids, guild }: ViewContext,
): Form {
  const { partnership, version, values, slower } = charter;
  const current = charter.text ?? words.charter.starting(values.map((value) => words.labels.values[value]));
  const page = slower ? { ...current, norms: words.charter.slowerNorms } : current;
  const id = ids({ action: 'charter-form', subject: partnership, guild, extra: String(version) });
  return form(
    id,
    words.forms.charter.title,
    CHARTER_FIELDS.map((field, at) => {
      const label = words.charter.headings[field];
      const said = at === 0 ? { label, description: words.forms.charter.hint } : { label };
      return textField(field, said, {
        value: page[field],
        most: CHARTER_TEXT_LIMIT,
        required: true,
        long: true,
      });
    }),
  );
}
