import { message, text } from '../components.ts';
import { instant, instantInWords } from '../instant.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

export function renderBallotSealed(
  { changed, closesAt }: { changed: boolean; closesAt: Date },
  { words }: ViewContext,
): MessageBody {
  const said = words.replies.vote;
  return message(
    'warm',
    text(changed ? said.changed : said.sealed, said.until(instant(closesAt), instantInWords(closesAt))),
  );
}
