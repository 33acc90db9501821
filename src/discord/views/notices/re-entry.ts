import type { NoticeOf } from '#use-cases/ports/notices';
import { afterPauseButtons } from '../check-in-buttons.ts';
import { message, text } from '../components.ts';
import { mentionAll } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** A pause has run its time: a soft beginning, not a backlog. */
export function renderReEntry({ partnership, to }: NoticeOf<'re-entry'>, context: ViewContext): MessageBody {
  const said = context.words.notices.reEntry;
  return message(
    'calm',
    text(said.body(mentionAll(to, context.words)), said.choice),
    ...afterPauseButtons(partnership, context),
  );
}
