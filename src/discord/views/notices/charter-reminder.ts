import type { NoticeOf } from '#use-cases/ports/notices';
import { buttons, message, quietButton, text } from '../components.ts';
import { instantInWords } from '../instant.ts';
import { mentionAll } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** Signing itself stays on the charter, where its text and version are. */
export function renderCharterReminder(
  { partnership, waitingFor, dissolvesAt }: NoticeOf<'charter-reminder'>,
  { words, ids, guild }: ViewContext,
): MessageBody {
  const said = words.notices.charterReminder;
  return message(
    'calm',
    text(said.body(mentionAll(waitingFor, words)), said.until(instantInWords(dissolvesAt))),
    buttons(
      quietButton(words.buttons.suggestChange, ids({ action: 'charter-edit', subject: partnership, guild })),
    ),
  );
}
