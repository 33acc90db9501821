import { buttons, mainButton, message, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

export function renderProfileResting({ words, ids, guild }: ViewContext): MessageBody {
  return message(
    'rest',
    text(words.notices.profileResting),
    buttons(mainButton(words.buttons.comeBack, ids({ action: 'come-back', subject: '', guild }))),
  );
}
