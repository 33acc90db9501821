import type { LocalDate } from '#domain/ids';
import { message, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** A break from matching, a return, or a goodbye. */
export function renderProfilePaused({ until }: { until: LocalDate }, { words }: ViewContext): MessageBody {
  return message('rest', text(words.replies.paused(words.labels.day(until))));
}

export function renderProfileResumed({ words }: ViewContext): MessageBody {
  return message('warm', text(words.replies.resumed));
}

export function renderLeft(
  { partnershipsEnded }: { partnershipsEnded: number },
  { words }: ViewContext,
): MessageBody {
  return message('rest', text(words.replies.left(partnershipsEnded)));
}
