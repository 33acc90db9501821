import type { NoticeOf } from '#use-cases/ports/notices';
import { afterPauseButtons } from '../check-in-buttons.ts';
import { buttons, heading, mainButton, message, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** The result alone: no ballots, and energy and momentum as words. */
export function renderVoteResult(notice: NoticeOf<'vote-result'>, context: ViewContext): MessageBody {
  const { partnership, result, bySilence, mood, next } = notice;
  const { words, ids, guild } = context;
  const said = words.notices.voteResult;
  return message(
    result === 'pause' ? 'rest' : 'warm',
    heading(said.title[result]),
    text(
      bySilence ? said.bySilence : null,
      said[result](next && words.labels.day(next)),
      mood && said.mood(words.labels.energy[mood.energy], words.labels.momentum[mood.momentum]),
    ),
    result === 'tweak'
      ? buttons(
          mainButton(
            words.buttons.suggestChange,
            ids({ action: 'charter-edit', subject: partnership, guild }),
          ),
        )
      : null,
    ...(result === 'pause' ? afterPauseButtons(partnership, context) : []),
  );
}
