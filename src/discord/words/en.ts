import { buttons } from './en/buttons.ts';
import { charter } from './en/charter.ts';
import { commands } from './en/commands.ts';
import { forms } from './en/forms.ts';
import { labels } from './en/labels.ts';
import { notices } from './en/notices.ts';
import { refusals } from './en/refusals.ts';
import { replies } from './en/replies.ts';
import { setup } from './en/setup.ts';

/**
 * Everything Alongside says in English, and by its type what every other locale has to say. Words take
 * names, dates and instants already written for Discord, and text from people already escaped.
 */
export const en = {
  locale: 'en',
  labels,
  buttons,
  commands,
  forms,
  charter,
  notices,
  replies,
  refusals,
  setup,
};

/** The words of one locale; `es` and `de` will say `satisfies Words`. */
export type Words = typeof en;
