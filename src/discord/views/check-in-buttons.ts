import type { APIActionRowComponent, APIComponentInMessageActionRow } from 'discord-api-types/v10';
import type { PartnershipId } from '#domain/ids';
import { buttons, mainButton, quietButton } from './components.ts';
import type { ViewContext } from './message-body.ts';

/** What stands under every prompt: check in, a small one, or rest; no form and no reason for the last two. */
export function checkInButtons(
  partnership: PartnershipId,
  { words, ids, guild }: ViewContext,
): APIActionRowComponent<APIComponentInMessageActionRow> | null {
  const about = { subject: partnership, guild };
  return buttons(
    mainButton(words.buttons.checkIn, ids({ action: 'check-in', ...about })),
    quietButton(words.buttons.minimum, ids({ action: 'minimum', ...about })),
    quietButton(words.buttons.rest, ids({ action: 'rest', ...about })),
  );
}

/** "Still on track?" in one tap. */
export function pulseButtons(
  partnership: PartnershipId,
  { words, ids, guild }: ViewContext,
): APIActionRowComponent<APIComponentInMessageActionRow> | null {
  const about = { subject: partnership, guild };
  return buttons(
    quietButton(words.buttons.pulseYes, ids({ action: 'pulse-yes', ...about })),
    quietButton(words.buttons.pulseSlipping, ids({ action: 'pulse-slip', ...about })),
    quietButton(words.buttons.pulseHand, ids({ action: 'pulse-hand', ...about })),
  );
}

/** What follows a pause: pick it up, take longer, or say farewell. */
export function afterPauseButtons(
  partnership: PartnershipId,
  context: ViewContext,
): (APIActionRowComponent<APIComponentInMessageActionRow> | null)[] {
  const { words, ids, guild } = context;
  const about = { subject: partnership, guild };
  return [
    buttons(
      mainButton(words.buttons.resume, ids({ action: 'resume', ...about })),
      quietButton(words.buttons.end, ids({ action: 'end', ...about })),
    ),
    buttons(
      ...([7, 14, 21, 28] as const).map((days) =>
        quietButton(
          words.buttons.pauseDays(days),
          ids({ action: 'pause-days', ...about, extra: String(days) }),
        ),
      ),
    ),
  ];
}
