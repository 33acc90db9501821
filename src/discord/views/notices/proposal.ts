import { PRESET_QUESTIONS } from '#domain/proposal/proposal';
import type { NoticeOf } from '#use-cases/ports/notices';
import {
  buttons,
  divider,
  heading,
  mainButton,
  message,
  quietButton,
  selectOne,
  text,
} from '../components.ts';
import { instant, instantInWords } from '../instant.ts';
import { matchReasonLines } from '../match-reason.ts';
import { meetingTime } from '../meeting-times.ts';
import { mention } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** Names both, says why, and asks: yes, not this time, or one of three questions first. */
export function renderProposal(
  { proposal, you, other, reason, zones, closesAt, now }: NoticeOf<'proposal'>,
  { words, ids, guild }: ViewContext,
): MessageBody {
  const said = words.notices.proposal;
  const about = { subject: proposal, guild, expiresAt: closesAt };
  const theirName = mention(other, words);
  const times = reason.meetAtUtcHours.slice(0, 3).map((hour) => {
    const [yours = '', theirs = ''] = meetingTime(hour, [zones.you, zones.other], now, words);
    return `- ${yours === theirs ? said.oneClock(yours) : said.bothClocks(yours, theirs, theirName)}`;
  });
  return message(
    'warm',
    heading(said.title(theirName)),
    text(said.lead(mention(you, words), theirName)),
    text(...matchReasonLines(reason, [you, other], you.person, words)),
    times.length > 0 ? text(said.hours(reason.sharedHours), ...times) : null,
    divider(),
    text(said.closes(instant(closesAt), instantInWords(closesAt))),
    buttons(
      mainButton(words.buttons.accept, ids({ action: 'accept', ...about })),
      quietButton(words.buttons.decline, ids({ action: 'decline', ...about })),
    ),
    selectOne(
      ids({ action: 'ask', ...about }),
      said.ask,
      PRESET_QUESTIONS.map((question) => ({ label: words.labels.questions[question], value: question })),
    ),
  );
}
