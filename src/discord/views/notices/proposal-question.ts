import type { NoticeOf } from '#use-cases/ports/notices';
import { buttons, mainButton, message, quietButton, text } from '../components.ts';
import { mentionAtStart } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

export function renderProposalQuestion(
  { proposal, from, question }: NoticeOf<'proposal-question'>,
  { words, ids, guild }: ViewContext,
): MessageBody {
  const said = words.notices.proposalQuestion;
  const about = { subject: proposal, guild };
  return message(
    'warm',
    text(said.body(mentionAtStart(from, words), words.labels.questions[question])),
    text(said.next),
    buttons(
      mainButton(words.buttons.accept, ids({ action: 'accept', ...about })),
      quietButton(words.buttons.decline, ids({ action: 'decline', ...about })),
    ),
  );
}
