import type { NoticeOf } from '#use-cases/ports/notices';
import { divider, heading, message, text } from '../components.ts';
import { matchReasonLines } from '../match-reason.ts';
import { meetingTime } from '../meeting-times.ts';
import { mention, mentionAll } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** Explains a match to both at once, with free times on both clocks. */
export function renderWhyCard(
  { members, reason, opens, now }: NoticeOf<'why-card'>,
  { words }: ViewContext,
): MessageBody {
  const said = words.notices.whyCard;
  const zones = members.map(({ zone }) => zone);
  const times = reason.meetAtUtcHours.slice(0, 3).map((hour) => {
    const clocks = meetingTime(hour, zones, now, words);
    if (new Set(clocks).size === 1) return `- ${words.notices.proposal.oneClock(clocks[0] ?? '')}`;
    return `- ${words.labels.list(members.map((member, at) => said.time(clocks[at] ?? '', mention(member, words))))}`;
  });
  return message(
    'warm',
    heading(said.title),
    text(said.hello(mentionAll(members, words))),
    text(...matchReasonLines(reason, members, null, words)),
    times.length > 0 ? text(words.notices.proposal.hours(reason.sharedHours), ...times) : null,
    divider(),
    text(said.opens(mention(opens, words))),
  );
}
