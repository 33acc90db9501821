import type { Form } from '#discord/views/fields';
import type { MessageBody } from '#discord/views/message-body';
import { checkInForm } from '#discord/views/modals/check-in-form';
import { charterForm } from '#discord/views/modals/charter-form';
import { skillsForm, stylesForm, supportForm } from '#discord/views/modals/improve-forms';
import { joiningForm } from '#discord/views/modals/joining-form';
import { voteForm } from '#discord/views/modals/vote-form';
import { renderApology } from '#discord/views/replies/apology';
import { renderBallotSealed } from '#discord/views/replies/ballot-sealed';
import {
  renderCharterReading,
  renderCharterSigned,
  renderCharterWritten,
} from '#discord/views/replies/charter';
import {
  renderCheckedIn,
  renderMessageCounted,
  renderPulseTaken,
  renderRested,
} from '#discord/views/replies/checked-in';
import { renderErased, renderEraseConfirm } from '#discord/views/replies/erase';
import { renderHelpNow } from '#discord/views/replies/help-now';
import { renderJoined } from '#discord/views/replies/joined';
import { renderOutcomes } from '#discord/views/replies/outcomes';
import { renderPartnership } from '#discord/views/replies/partnership';
import {
  renderEndConfirm,
  renderEnded,
  renderPartnershipResumed,
  renderPauseChosen,
} from '#discord/views/replies/pause-and-end';
import { renderProfile } from '#discord/views/replies/profile';
import { renderProfileSaved } from '#discord/views/replies/profile-saved';
import { renderLeft, renderProfilePaused, renderProfileResumed } from '#discord/views/replies/profile-state';
import { renderProposalAnswered, renderQuestionAsked } from '#discord/views/replies/proposal-answered';
import { renderRated, renderTalk } from '#discord/views/replies/rated';
import { renderRefusal } from '#discord/views/replies/refusal';
import { renderRoundReport } from '#discord/views/replies/round-report';
import { renderSetupCheck, renderSetupStarted } from '#discord/views/replies/setup';
import type { ChannelId, RoleId, ZoneId } from '#domain/ids';
import { VALUES } from '#domain/matching/profile';
import type { PartnershipView, RoundReport } from '#use-cases/app';
import type { PermissionCheck } from '#use-cases/ports/announcer';
import {
  guild,
  partnership,
  vote,
  now,
  closesAt,
  date,
  context,
  ana,
  ben,
  gone,
  reason,
  charterText,
  progress,
  profile,
  bareProfile,
} from './facts.ts';
import { refusalExamples } from './refusal-examples.ts';

/** Every reply, by name; the long ones as long as they can become. */
export function replyExamples(text: string): [string, MessageBody][] {
  const { words } = context;
  const lobby = '5555555555555555555' as ChannelId;
  const view: PartnershipView = {
    partnership,
    members: [ana, ben],
    you: ana,
    state: { kind: 'trial' },
    progress,
    charterVersion: 2,
    waitingForYou: 'vote',
    thread: lobby,
    reason: reason(text),
  };
  const report: RoundReport = {
    pairs: Array.from({ length: 200 }, () => ({ members: [ana, ben], reason: reason(text) })),
    left: Array.from({ length: 200 }, () => ({ who: ana, why: 'odd-one-out', trio: [ana, ben] })),
    available: 600,
    seed: 4_294_967_295,
    certificate: { matched: 400, score: 1_000_000, gap: 123_456, matchings: [] },
  };
  const months = Array.from({ length: 40 }, (_, at) => ({
    month: `2026-${String((at % 12) + 1).padStart(2, '0')}`,
    trials: 120,
    continued: 80,
    tweaked: 20,
    paused: 20,
    supported: 200,
    pressured: 12,
    checkInsPerTrial: 6.25,
  }));
  const permissions = Object.keys(words.setup.permissions) as PermissionCheck['permission'][];
  const checks = (ok: boolean): PermissionCheck[] =>
    permissions.flatMap((permission) =>
      (['server', 'lobby'] as const).map((where) => ({ permission, where, ok })),
    );
  const choose = { action: 'check-in', ids: context.ids, guild } as const;
  const until = date('2026-04-02');
  const reading = { partnership, version: 3, values: VALUES.slice(0, 5) };
  return [
    ['joined', renderJoined({ profile: profile(text), again: false }, context)],
    ['joined again', renderJoined({ profile: bareProfile, again: true }, context)],
    ['profile saved', renderProfileSaved({ profile: profile(text) }, context)],
    ['profile saved, open', renderProfileSaved({ profile: bareProfile }, context)],
    ['profile', renderProfile({ profile: profile(text), state: { kind: 'active' } }, context)],
    ['profile paused', renderProfile({ profile: bareProfile, state: { kind: 'paused', until } }, context)],
    ['profile resting', renderProfile({ profile: bareProfile, state: { kind: 'resting' } }, context)],
    ['profile left', renderProfile({ profile: bareProfile, state: { kind: 'left' } }, context)],
    ['paused', renderProfilePaused({ until }, context)],
    ['resumed', renderProfileResumed(context)],
    ['left', renderLeft({ partnershipsEnded: 0 }, context)],
    ['left, one ended', renderLeft({ partnershipsEnded: 1 }, context)],
    ['erase confirm', renderEraseConfirm({ now }, context)],
    ['erased', renderErased(context)],
    ['round preview', renderRoundReport(report, { stage: 'preview' }, context)],
    ['round run', renderRoundReport({ ...report, left: [] }, { stage: 'run' }, context)],
    ['round of nobody', renderRoundReport({ ...report, pairs: [], left: [] }, { stage: 'run' }, context)],
    ['waiting', renderProposalAnswered({ state: 'waiting' }, context)],
    ['introduced', renderProposalAnswered({ state: 'introduced' }, context)],
    ['declined', renderProposalAnswered({ state: 'declined' }, context)],
    ['asked', renderQuestionAsked({ asked: 'what-hope' }, context)],
    ['charter', renderCharterReading({ ...reading, text: charterText(text) }, context)],
    ['charter prefilled', renderCharterReading({ ...reading, text: null }, context)],
    ['charter written', renderCharterWritten({ version: 3 }, context)],
    ['signed', renderCharterSigned({ signedByAll: false, trialStartsOn: null }, context)],
    ['signed by all', renderCharterSigned({ signedByAll: true, trialStartsOn: until }, context)],
    ['signed by all again', renderCharterSigned({ signedByAll: true, trialStartsOn: null }, context)],
    ['checked in', renderCheckedIn({ by: 'form' }, context)],
    ['small check-in', renderCheckedIn({ by: 'minimum' }, context)],
    ['message counted', renderMessageCounted({ again: false }, context)],
    ['message counted again', renderMessageCounted({ again: true }, context)],
    ['pulse yes', renderPulseTaken({ answer: 'yes', partnership }, context)],
    ['pulse slipping', renderPulseTaken({ answer: 'slipping', partnership }, context)],
    ['pulse hand', renderPulseTaken({ answer: 'hand', partnership }, context)],
    ['rested', renderRested({ until }, context)],
    ['supported', renderRated({ rating: 'supported', partnership }, context)],
    ['pressured', renderRated({ rating: 'pressured', partnership }, context)],
    ['talk', renderTalk({ facilitatorRole: '6666666666666666666' as RoleId }, context)],
    ['talk without role', renderTalk({ facilitatorRole: null }, context)],
    ['ballot', renderBallotSealed({ changed: false, closesAt }, context)],
    ['ballot changed', renderBallotSealed({ changed: true, closesAt }, context)],
    ['picked up', renderPartnershipResumed(context)],
    ['pause chosen', renderPauseChosen({ until }, context)],
    ['end confirm', renderEndConfirm({ partnership, now }, context)],
    ['ended', renderEnded(context)],
    ['partnership in trial', renderPartnership(view, context)],
    [
      'partnership agreeing',
      renderPartnership(
        { ...view, state: { kind: 'agreeing' }, waitingForYou: 'sign', progress: null },
        context,
      ),
    ],
    ['partnership steady', renderPartnership({ ...view, state: { kind: 'steady', since: now } }, context)],
    [
      'partnership paused',
      renderPartnership(
        { ...view, state: { kind: 'paused', until, because: 'silence' }, waitingForYou: null },
        context,
      ),
    ],
    [
      'partnership ended',
      renderPartnership(
        { ...view, members: [ana, gone], state: { kind: 'ended', ending: 'left', at: now }, thread: null },
        context,
      ),
    ],
    ['outcomes', renderOutcomes({ months }, context)],
    ['no outcomes', renderOutcomes({ months: [] }, context)],
    ['set up', renderSetupStarted({ lobby: null, again: false }, context)],
    ['set up again', renderSetupStarted({ lobby, again: true }, context)],
    ['permissions missing', renderSetupCheck({ checks: checks(false) }, context)],
    ['permissions fine', renderSetupCheck({ checks: checks(true) }, context)],
    ['help now', renderHelpNow(words)],
    ['apology', renderApology({ reference: text || 'A1B2C3' }, words)],
    ...Object.values(refusalExamples(text))
      .flat()
      .flatMap((refusal): [string, MessageBody][] => [
        [`refusal ${refusal.kind}`, renderRefusal(refusal, words)],
        [`refusal ${refusal.kind} with choices`, renderRefusal(refusal, words, choose)],
      ]),
  ];
}

/** Every form, empty and filled in. */
export function formExamples(text: string): [string, Form][] {
  const page = { partnership, version: 3, values: VALUES.slice(0, 5), slower: false };
  return [
    ['joining', joiningForm(null, context)],
    ['joining again', joiningForm({ ...profile(text), zone: text as ZoneId }, context)],
    ['styles', stylesForm(profile(text), context)],
    ['styles, new', stylesForm(bareProfile, context)],
    ['support', supportForm(profile(text), context)],
    ['support, new', supportForm(bareProfile, context)],
    ['skills', skillsForm(profile(text), context)],
    ['skills, new', skillsForm(bareProfile, context)],
    ['check-in', checkInForm({ partnership }, context)],
    ['charter', charterForm({ ...page, text: charterText(text) }, context)],
    ['charter, slower', charterForm({ ...page, text: null, slower: true }, context)],
    ['vote', voteForm({ vote }, context)],
  ];
}
