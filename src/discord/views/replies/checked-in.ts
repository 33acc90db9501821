import type { PulseAnswer } from '#domain/check-in/check-in';
import type { LocalDate, PartnershipId } from '#domain/ids';
import { checkInButtons } from '../check-in-buttons.ts';
import { message, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

export function renderCheckedIn({ by }: { by: 'form' | 'minimum' }, { words }: ViewContext): MessageBody {
  return message('warm', text(words.replies.checkedIn[by]));
}

export function renderMessageCounted({ again }: { again: boolean }, { words }: ViewContext): MessageBody {
  const said = words.replies.checkedIn;
  return message('warm', text(again ? said.messageAgain : said.message));
}

/** Slipping, or in need of a hand: a smaller step and rest are one tap away. */
export function renderPulseTaken(
  { answer, partnership }: { answer: PulseAnswer; partnership: PartnershipId },
  context: ViewContext,
): MessageBody {
  return message(
    'warm',
    text(context.words.replies.pulse[answer]),
    answer === 'yes' ? null : checkInButtons(partnership, context),
  );
}

export function renderRested({ until }: { until: LocalDate }, { words }: ViewContext): MessageBody {
  return message('rest', text(words.replies.rested(words.labels.day(until))));
}
