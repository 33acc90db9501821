import type { OutcomesView } from '#use-cases/app';
import { heading, message, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** The latest year of whole months. */
const MONTHS_SHOWN = 12;

export function renderOutcomes({ months }: OutcomesView, { words }: ViewContext): MessageBody {
  const said = words.replies.outcomes;
  const decimals = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 1 });
  if (months.length === 0) return message('sky', heading(said.title), text(said.none));
  return message(
    'sky',
    heading(said.title),
    ...months
      .slice(-MONTHS_SHOWN)
      .map(({ month, trials, continued, tweaked, paused, supported, pressured, checkInsPerTrial }) =>
        text(
          said.month(words.labels.month(month)),
          said.trials(trials, continued, tweaked, paused),
          said.support(supported, pressured),
          said.checkIns(decimals.format(checkInsPerTrial)),
        ),
      ),
    text(`-# ${said.private}`),
  );
}
