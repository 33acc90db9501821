import type { APIActionRowComponent, APIComponentInMessageActionRow } from 'discord-api-types/v10';
import type { PartnershipView } from '#use-cases/app';
import type { Words } from '../../words/en.ts';
import { afterPauseButtons, checkInButtons } from '../check-in-buttons.ts';
import { buttons, divider, heading, mainButton, message, quietButton, text } from '../components.ts';
import { instant } from '../instant.ts';
import { matchReasonLines } from '../match-reason.ts';
import { mentionAll, mentionChannel } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';
import { trialLines } from '../trial-lines.ts';

/** Where a partnership stands, told to one of its people, with whatever is waiting for them first. */
export function renderPartnership(view: PartnershipView, context: ViewContext): MessageBody {
  const { members, you, state, progress, waitingForYou, thread, reason } = view;
  const { words } = context;
  const said = words.replies.partnership;
  const others = members.filter(({ person }) => person !== you.person);
  return message(
    'sky',
    heading(said.title(mentionAll(others, words))),
    text(
      stateText(state, words),
      state.kind === 'ended' ? null : said.waitingForYou[waitingForYou ?? 'nothing'],
      thread && said.thread(mentionChannel(thread)),
    ),
    progress ? text(...trialLines(progress, words)) : null,
    ...actions(view, context),
    divider(),
    text(...matchReasonLines(reason, members, you.person, words)),
  );
}

function stateText(state: PartnershipView['state'], words: Words): string {
  const said = words.replies.partnership.state;
  switch (state.kind) {
    case 'steady':
      return said.steady(instant(state.since));
    case 'paused':
      return said[state.because](words.labels.day(state.until));
    default:
      return said[state.kind];
  }
}

function actions(
  { partnership, state, charterVersion, waitingForYou }: PartnershipView,
  context: ViewContext,
): (APIActionRowComponent<APIComponentInMessageActionRow> | null)[] {
  const { words, ids, guild } = context;
  const about = { subject: partnership, guild };
  if (state.kind === 'ended') return [];
  if (state.kind === 'paused') return afterPauseButtons(partnership, context);
  const extra = String(charterVersion);
  return [
    state.kind === 'agreeing' ? null : checkInButtons(partnership, context),
    buttons(
      waitingForYou === 'sign'
        ? mainButton(words.buttons.sign, ids({ action: 'sign', ...about, extra }))
        : null,
      quietButton(words.buttons.suggestChange, ids({ action: 'charter-edit', ...about, extra })),
      quietButton(words.buttons.leavePairing, ids({ action: 'end', ...about })),
    ),
  ];
}
