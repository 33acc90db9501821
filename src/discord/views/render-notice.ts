import type { Notice } from '#use-cases/ports/notices';
import type { MessageBody, ViewContext } from './message-body.ts';
import { renderCharter } from './notices/charter.ts';
import { renderCharterReminder } from './notices/charter-reminder.ts';
import { renderCheckIn } from './notices/check-in.ts';
import { renderChecklist } from './notices/checklist.ts';
import { renderDissolved } from './notices/dissolved.ts';
import { renderFacilitatorNote } from './notices/facilitator-note.ts';
import { renderFarewell } from './notices/farewell.ts';
import { renderJoiningPanel } from './notices/joining-panel.ts';
import { renderPartnerLeft } from './notices/partner-left.ts';
import { renderProfileResting } from './notices/profile-resting.ts';
import { renderPrompt } from './notices/prompt.ts';
import { renderProposal } from './notices/proposal.ts';
import { renderProposalClosed } from './notices/proposal-closed.ts';
import { renderProposalQuestion } from './notices/proposal-question.ts';
import { renderReEntry } from './notices/re-entry.ts';
import { renderRest } from './notices/rest.ts';
import { renderRhythmPrompt } from './notices/rhythm-prompt.ts';
import { renderVoteExtension } from './notices/vote-extension.ts';
import { renderVoteResult } from './notices/vote-result.ts';
import { renderWelcome } from './notices/welcome.ts';
import { renderWhyCard } from './notices/why-card.ts';

/**
 * Makes a message of any notice: pure, within Discord's limits (4,000 characters of text, 40 components)
 * whatever people wrote. A new kind of notice does not compile until it is rendered here.
 */
export function renderNotice(notice: Notice, context: ViewContext): MessageBody {
  switch (notice.kind) {
    case 'joining-panel':
      return renderJoiningPanel(context);
    case 'welcome':
      return renderWelcome(notice, context);
    case 'proposal':
      return renderProposal(notice, context);
    case 'proposal-question':
      return renderProposalQuestion(notice, context);
    case 'proposal-closed':
      return renderProposalClosed(notice, context);
    case 'profile-resting':
      return renderProfileResting(context);
    case 'why-card':
      return renderWhyCard(notice, context);
    case 'charter':
      return renderCharter(notice, context);
    case 'charter-reminder':
      return renderCharterReminder(notice, context);
    case 'dissolved':
      return renderDissolved(context);
    case 'checklist':
      return renderChecklist(notice, context);
    case 'prompt':
      return renderPrompt(notice, context);
    case 'vote-extension':
      return renderVoteExtension(notice, context);
    case 'vote-result':
      return renderVoteResult(notice, context);
    case 're-entry':
      return renderReEntry(notice, context);
    case 'farewell':
      return renderFarewell(notice, context);
    case 'rhythm-prompt':
      return renderRhythmPrompt(notice, context);
    case 'check-in':
      return renderCheckIn(notice, context);
    case 'rest':
      return renderRest(notice, context);
    case 'partner-left':
      return renderPartnerLeft(context);
    case 'facilitator-note':
      return renderFacilitatorNote(notice, context);
  }
}
