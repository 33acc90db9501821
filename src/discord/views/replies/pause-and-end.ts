import type { LocalDate, PartnershipId } from '#domain/ids';
import { buttons, message, quietButton, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

const CONFIRM_WITHIN_MS = 15 * 60_000;

export function renderPartnershipResumed({ words }: ViewContext): MessageBody {
  return message('warm', text(words.replies.resumedTogether));
}

export function renderPauseChosen({ until }: { until: LocalDate }, { words }: ViewContext): MessageBody {
  return message('rest', text(words.replies.pauseChosen(words.labels.day(until))));
}

/** Asks once, because it ends it for the other too; rest is offered beside it, and no reason is asked. */
export function renderEndConfirm(
  { partnership, now }: { partnership: PartnershipId; now: Date },
  { words, ids, guild }: ViewContext,
): MessageBody {
  const expiresAt = new Date(now.getTime() + CONFIRM_WITHIN_MS);
  return message(
    'calm',
    text(words.replies.end.confirm, words.replies.end.instead),
    buttons(
      quietButton(
        words.buttons.endForGood,
        ids({ action: 'end-yes', subject: partnership, guild, expiresAt }),
      ),
      quietButton(words.buttons.rest, ids({ action: 'rest', subject: partnership, guild })),
    ),
  );
}

export function renderEnded({ words }: ViewContext): MessageBody {
  return message('rest', text(words.replies.end.done));
}
