import { message, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

export function renderPartnerLeft({ words }: ViewContext): MessageBody {
  return message('rest', text(words.notices.partnerLeft));
}
