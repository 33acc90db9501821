import type { Words } from '../../words/en.ts';
import { message, text } from '../components.ts';
import { plainText } from '../escape-text.ts';
import type { MessageBody } from '../message-body.ts';

/** For bugs and outages: ours, not theirs, with the reference that stands in the log. */
export function renderApology({ reference }: { reference: string }, words: Words): MessageBody {
  return message('rest', text(words.replies.apology(plainText(reference.replaceAll('`', ''), 40))));
}
