import type { NoticeOf } from '#use-cases/ports/notices';
import { heading, message, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

export function renderFarewell({ ending }: NoticeOf<'farewell'>, { words }: ViewContext): MessageBody {
  const said = words.notices.farewell;
  return message('rest', heading(said.title), text(said.body[ending], said.after));
}
