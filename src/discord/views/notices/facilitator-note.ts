import type { NoticeOf } from '#use-cases/ports/notices';
import { message, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

export function renderFacilitatorNote(
  { what }: NoticeOf<'facilitator-note'>,
  { words }: ViewContext,
): MessageBody {
  const said = words.notices.facilitatorNote;
  return message('calm', text(what === 'no-permission' ? said.noPermission : said.threadGone));
}
