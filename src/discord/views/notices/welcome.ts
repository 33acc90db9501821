import type { NoticeOf } from '#use-cases/ports/notices';
import { heading, message, text } from '../components.ts';
import { improveButtons } from '../improve-buttons.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

export function renderWelcome({ where }: NoticeOf<'welcome'>, context: ViewContext): MessageBody {
  const { welcome } = context.words.notices;
  return message(
    'calm',
    heading(welcome.title),
    text(welcome[where], '', welcome.next),
    improveButtons(['styles', 'support', 'skills'], context),
  );
}
