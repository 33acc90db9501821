import { buttons, message, quietButton, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

const CONFIRM_WITHIN_MS = 15 * 60_000;

/** Asks once, because erasing has no way back; the button lives for 15 minutes. */
export function renderEraseConfirm({ now }: { now: Date }, { words, ids, guild }: ViewContext): MessageBody {
  const expiresAt = new Date(now.getTime() + CONFIRM_WITHIN_MS);
  return message(
    'calm',
    text(words.replies.erase.confirm, '', words.replies.erase.noWayBack),
    buttons(
      quietButton(words.buttons.eraseForGood, ids({ action: 'erase-yes', subject: '', guild, expiresAt })),
    ),
  );
}

export function renderErased({ words }: ViewContext): MessageBody {
  return message('rest', text(words.replies.erase.done));
}
