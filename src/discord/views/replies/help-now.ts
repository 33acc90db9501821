import type { Words } from '../../words/en.ts';
import { heading, message, text } from '../components.ts';
import type { MessageBody } from '../message-body.ts';

/** Needs no community and no account: it works in a DM, before joining and after leaving. */
export function renderHelpNow(words: Words): MessageBody {
  const { title, lines, private: told } = words.replies.helpNow;
  return message('calm', heading(title), text(...lines.map((line) => `- ${line}`)), text(`-# ${told}`));
}
