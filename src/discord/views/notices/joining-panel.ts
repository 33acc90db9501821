import { buttons, divider, heading, mainButton, message, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** Stands in the lobby for good; its button never expires. It says what is stored before anybody joins. */
export function renderJoiningPanel({ words, ids, guild }: ViewContext): MessageBody {
  const { joiningPanel, disclosure } = words.notices;
  return message(
    'calm',
    heading(joiningPanel.title),
    text(joiningPanel.body, '', joiningPanel.soft),
    divider(),
    text(`**${disclosure.title}**`, ...disclosure.lines.map((line) => `- ${line}`)),
    buttons(mainButton(words.buttons.join, ids({ action: 'join', subject: '', guild }))),
  );
}
