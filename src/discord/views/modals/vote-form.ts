import type { VoteId } from '#domain/ids';
import { CHOICES, type Level } from '#domain/vote/vote';
import { form, radioField, selectField, textField, type Form } from '../fields.ts';
import type { ViewContext } from '../message-body.ts';

const LEVELS = [1, 2, 3, 4, 5] as const;
const REASON_LIMIT = 1000;

/**
 * A sealed vote: a choice, energy and momentum as words (lists of one number from 1 to 5), and a note for
 * oneself. It is never filled in with an earlier ballot, so that nobody looking over a shoulder reads it.
 */
export function voteForm({ vote }: { vote: VoteId }, { words, ids, guild }: ViewContext): Form {
  const said = words.forms.vote;
  const levels = (names: Readonly<Record<Level, string>>) =>
    LEVELS.map((level) => ({ value: String(level), label: sentenceCase(names[level], words.locale) }));
  const one = { chosen: [], least: 1, most: 1 };
  return form(ids({ action: 'vote-form', subject: vote, guild }), said.title, [
    radioField(
      'choice',
      said.choice,
      CHOICES.map((value) => ({ value, ...words.labels.choices[value] })),
    ),
    selectField('energy', said.energy, levels(words.labels.energy), one),
    selectField('momentum', said.momentum, levels(words.labels.momentum), one),
    textField('reason', said.reason, { value: '', most: REASON_LIMIT, required: false, long: true }),
  ]);
}

function sentenceCase(text: string, locale: string): string {
  return `${text.slice(0, 1).toLocaleUpperCase(locale)}${text.slice(1)}`;
}
