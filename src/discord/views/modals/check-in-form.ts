import { CHECK_IN_TEXT_LIMIT } from '#domain/check-in/check-in';
import type { PartnershipId } from '#domain/ids';
import { SUPPORTS } from '#domain/matching/profile';
import { form, selectField, textField, type Form } from '../fields.ts';
import type { ViewContext } from '../message-body.ts';

/**
 * A check-in in under a minute; only the first field has to be filled. The custom ids of the fields are
 * the names in `CheckInForm`; `feeling` is a key of `words.labels.feelings`, and it and `supportWanted`
 * are lists of at most one.
 */
export function checkInForm(
  { partnership }: { partnership: PartnershipId },
  { words, ids, guild }: ViewContext,
): Form {
  const said = words.forms.checkIn;
  const typed = { value: '', most: CHECK_IN_TEXT_LIMIT, long: true };
  return form(ids({ action: 'checkin-form', subject: partnership, guild }), said.title, [
    textField('progress', said.progress, { ...typed, required: true }),
    textField('blockers', said.blockers, { ...typed, required: false }),
    selectField(
      'feeling',
      said.feeling,
      Object.entries(words.labels.feelings).map(([value, label]) => ({ value, label })),
      { chosen: [], least: 0, most: 1 },
    ),
    selectField(
      'supportWanted',
      said.supportWanted,
      SUPPORTS.map((value) => ({ value, ...words.labels.supports[value] })),
      { chosen: [], least: 0, most: 1 },
    ),
  ]);
}
