import type { NoticeOf } from '#use-cases/ports/notices';
import { buttons, mainButton, message, text } from '../components.ts';
import { instant, instantInWords } from '../instant.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** To everyone, whoever has voted: nobody learns who has not. */
export function renderVoteExtension(
  { vote, closesAt }: NoticeOf<'vote-extension'>,
  { words, ids, guild }: ViewContext,
): MessageBody {
  const said = words.notices.voteExtension;
  return message(
    'sky',
    text(said.body, said.until(instant(closesAt), instantInWords(closesAt))),
    buttons(mainButton(words.buttons.vote, ids({ action: 'vote', subject: vote, guild }))),
  );
}
