import { message, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

export function renderDissolved({ words }: ViewContext): MessageBody {
  return message('rest', text(words.notices.dissolved));
}
