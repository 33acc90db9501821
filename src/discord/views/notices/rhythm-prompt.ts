import type { NoticeOf } from '#use-cases/ports/notices';
import { checkInButtons, pulseButtons } from '../check-in-buttons.ts';
import { message, text } from '../components.ts';
import { mention, mentionAll } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

export function renderRhythmPrompt(
  { partnership, to, opens, softReEntry }: NoticeOf<'rhythm-prompt'>,
  context: ViewContext,
): MessageBody {
  const { words } = context;
  const said = words.notices.rhythmPrompt;
  return message(
    'sky',
    text(
      softReEntry ? words.notices.prompt.softReEntry : null,
      said.body(mentionAll(to, words), mention(opens, words)),
      said.pulse,
    ),
    pulseButtons(partnership, context),
    checkInButtons(partnership, context),
    text(`-# ${words.notices.prompt.smallIsEnough}`),
  );
}
