import type { CharterText } from '#domain/charter/charter';
import type { LocalDate } from '#domain/ids';
import type { NoticeOf } from '#use-cases/ports/notices';
import { buttons, divider, heading, mainButton, message, quietButton, text } from '../components.ts';
import { charterLines } from '../charter-lines.ts';
import { mention, mentionAll } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';
import type { Words } from '../../words/en.ts';

/** One page: the text, who has signed this version, and two answers. It is redrawn as people sign. */
export function renderCharter(notice: NoticeOf<'charter'>, { words, ids, guild }: ViewContext): MessageBody {
  const { partnership, version, author, signedBy, waitingFor, trialStartsOn } = notice;
  const said = words.notices.charter;
  const page: CharterText =
    notice.text ?? words.charter.starting(notice.values.map((value) => words.labels.values[value]));
  const about = { subject: partnership, guild, extra: String(version) };
  const isSigned = waitingFor.length === 0;
  const isPrefilled = notice.text === null;
  return message(
    'warm',
    heading(said.title(version)),
    text(isPrefilled ? said.prefilled : author && said.by(mention(author, words))),
    ...charterLines(page, words),
    divider(),
    text(
      signedBy.length > 0 ? said.signed(mentionAll(signedBy, words)) : null,
      isSigned ? null : said.waiting(mentionAll(waitingFor, words)),
      isSigned ? signedLine(trialStartsOn, words) : said.counts,
    ),
    buttons(
      isSigned ? null : mainButton(words.buttons.sign, ids({ action: 'sign', ...about })),
      quietButton(words.buttons.suggestChange, ids({ action: 'charter-edit', ...about })),
    ),
  );
}

function signedLine(trialStartsOn: LocalDate | null, { labels, notices }: Words): string {
  return trialStartsOn ? notices.charter.starts(labels.day(trialStartsOn)) : notices.charter.agreed;
}
