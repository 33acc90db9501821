import type { PartnershipId, RoleId } from '#domain/ids';
import { buttons, message, quietButton, text } from '../components.ts';
import { mentionRole } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** "Pressured" opens choices that nobody else sees. */
export function renderRated(
  { rating, partnership }: { rating: 'supported' | 'pressured'; partnership: PartnershipId },
  { words, ids, guild }: ViewContext,
): MessageBody {
  const about = { subject: partnership, guild };
  if (rating === 'supported') return message('warm', text(words.replies.rated.supported));
  return message(
    'calm',
    text(words.replies.rated.pressured),
    buttons(
      quietButton(words.buttons.slower, ids({ action: 'slower', ...about })),
      quietButton(words.buttons.tweak, ids({ action: 'charter-edit', ...about })),
      quietButton(words.buttons.rest, ids({ action: 'rest', ...about })),
      quietButton(words.buttons.talk, ids({ action: 'talk', ...about })),
      quietButton(words.buttons.leavePairing, ids({ action: 'end', ...about })),
    ),
  );
}

/** Where to find a facilitator; the bot passes nothing on by itself. */
export function renderTalk(
  { facilitatorRole }: { facilitatorRole: RoleId | null },
  { words }: ViewContext,
): MessageBody {
  const said = words.replies.talk;
  return message('calm', text(facilitatorRole ? said.withRole(mentionRole(facilitatorRole)) : said.without));
}
