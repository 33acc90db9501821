import type { NoticeOf } from '#use-cases/ports/notices';
import { message, text } from '../components.ts';
import { mentionAtStart } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** That somebody rests, and until when; never why. */
export function renderRest({ who, until }: NoticeOf<'rest'>, { words }: ViewContext): MessageBody {
  return message('rest', text(words.notices.rest(mentionAtStart(who, words), words.labels.day(until))));
}
