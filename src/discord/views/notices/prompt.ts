import type { NoticeOf } from '#use-cases/ports/notices';
import { checkInButtons, pulseButtons } from '../check-in-buttons.ts';
import { buttons, heading, mainButton, message, quietButton, text } from '../components.ts';
import { instant, instantInWords } from '../instant.ts';
import { mention, mentionAll } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';
import { trialStanding } from '../trial-lines.ts';

/** Day 1, 3, 7 or 14 of a trial. Every one of them can be answered with a small check-in or with rest. */
export function renderPrompt(notice: NoticeOf<'prompt'>, context: ViewContext): MessageBody {
  const { partnership, day, to, late, softReEntry, wellBeing, opens, progress, vote } = notice;
  const { words, ids, guild } = context;
  const said = words.notices.prompt;
  const about = { subject: partnership, guild };
  return message(
    'sky',
    heading(said.title[day]),
    text(
      said.hello(mentionAll(to, words)),
      softReEntry ? said.softReEntry : null,
      late ? said.late : null,
      said.body[day],
      day === 14 ? null : said.opens(mention(opens, words)),
      wellBeing ? said.wellBeing : null,
      vote ? said.voteUntil(instant(vote.closesAt), instantInWords(vote.closesAt)) : null,
    ),
    vote ? buttons(mainButton(words.buttons.vote, ids({ action: 'vote', subject: vote.id, guild }))) : null,
    day === 7
      ? buttons(
          quietButton(words.buttons.supported, ids({ action: 'supported', ...about })),
          quietButton(words.buttons.pressured, ids({ action: 'pressured', ...about })),
        )
      : null,
    day === 3 ? pulseButtons(partnership, context) : null,
    checkInButtons(partnership, context),
    text(`-# ${trialStanding(day, progress, words)} ${said.smallIsEnough}`),
  );
}
