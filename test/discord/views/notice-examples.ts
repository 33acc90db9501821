import type { MessageId } from '#domain/ids';
import { VALUES } from '#domain/matching/profile';
import type { Notice, NoticeOf } from '#use-cases/ports/notices';
import {
  partnership,
  proposal,
  vote,
  now,
  closesAt,
  date,
  ana,
  ben,
  gone,
  berlin,
  kolkata,
  reason,
  bareReason,
  charterText,
  progress,
} from './facts.ts';

type Examples = { [Kind in Notice['kind']]: NoticeOf<Kind>[] };

/** Every kind of notice, its variants included, with `text` wherever people may have written something. */
export function noticeExamples(text: string): Examples {
  const both = [ana, ben];
  const prompt = {
    kind: 'prompt',
    partnership,
    to: both,
    late: true,
    softReEntry: true,
    wellBeing: true,
    opens: ana,
    progress,
    vote: null,
  } as const;
  const offer = {
    kind: 'proposal',
    proposal,
    you: ana,
    other: ben,
    reason: reason(text),
    zones: { you: berlin, other: kolkata },
    closesAt,
    now,
  } as const;
  const charter = {
    kind: 'charter',
    partnership,
    version: 12,
    author: ana,
    text: charterText(text),
    values: VALUES.slice(0, 5),
    signedBy: [ana],
    waitingFor: [ben],
    trialStartsOn: null,
  } as const satisfies Notice;
  const result = { kind: 'vote-result', partnership, next: date('2026-04-10') } as const;
  const checkIn = { kind: 'check-in', partnership, from: ana } as const;
  return {
    'joining-panel': [{ kind: 'joining-panel' }],
    welcome: [
      { kind: 'welcome', where: 'dm' },
      { kind: 'welcome', where: 'corner' },
    ],
    proposal: [
      offer,
      { ...offer, reason: bareReason },
      {
        ...offer,
        reason: { ...bareReason, difference: { kind: 'support', support: 'listen', from: ana.person } },
      },
      { ...offer, reason: { ...bareReason, difference: { kind: 'style', axis: 'drivingReflective' } } },
      { ...offer, other: gone },
    ],
    'proposal-question': [
      { kind: 'proposal-question', proposal, from: ben, question: 'how-often' },
      { kind: 'proposal-question', proposal, from: ben, question: 'what-helps' },
      { kind: 'proposal-question', proposal, from: gone, question: 'what-hope' },
    ],
    'proposal-closed': [{ kind: 'proposal-closed', other: ben }],
    'profile-resting': [{ kind: 'profile-resting' }],
    'why-card': [
      {
        kind: 'why-card',
        members: [
          { ...ana, zone: berlin },
          { ...ben, zone: kolkata },
        ],
        reason: reason(text),
        opens: ana,
        now,
      },
    ],
    charter: [
      charter,
      { ...charter, version: 1, author: null, text: null, signedBy: [], waitingFor: both },
      { ...charter, signedBy: both, waitingFor: [], trialStartsOn: date('2026-03-28') },
    ],
    'charter-reminder': [{ kind: 'charter-reminder', partnership, waitingFor: both, dissolvesAt: closesAt }],
    dissolved: [{ kind: 'dissolved' }],
    checklist: [
      { kind: 'checklist', progress },
      { kind: 'checklist', progress: { ...progress, checkIns: 0, ended: true } },
    ],
    prompt: [
      { ...prompt, day: 1 },
      { ...prompt, day: 3 },
      { ...prompt, day: 7 },
      { ...prompt, day: 14, vote: { id: vote, closesAt } },
      { ...prompt, day: 14, late: false, softReEntry: false, wellBeing: false },
    ],
    'vote-extension': [{ kind: 'vote-extension', vote, closesAt }],
    'vote-result': [
      { ...result, result: 'continue', bySilence: false, mood: { energy: 4, momentum: 5 } },
      { ...result, result: 'tweak', bySilence: false, mood: { energy: 1, momentum: 1 }, next: null },
      { ...result, result: 'pause', bySilence: true, mood: null },
    ],
    're-entry': [{ kind: 're-entry', partnership, to: both }],
    farewell: (['unsigned', 'left', 'erased', 'ended', 'farewell', 'gone'] as const).map((ending) => ({
      kind: 'farewell',
      partnership,
      ending,
    })),
    'rhythm-prompt': [
      { kind: 'rhythm-prompt', partnership, to: both, opens: ben, softReEntry: true },
      { kind: 'rhythm-prompt', partnership, to: [ana], opens: ana, softReEntry: false },
    ],
    'check-in': [
      {
        ...checkIn,
        what: { kind: 'micro', progress: text, blockers: text, feeling: text, supportWanted: 'structure' },
      },
      {
        ...checkIn,
        what: { kind: 'micro', progress: 'x', blockers: '', feeling: 'calm', supportWanted: null },
      },
      { ...checkIn, what: { kind: 'minimum' } },
      { ...checkIn, what: { kind: 'pulse', answer: 'yes' } },
      { ...checkIn, what: { kind: 'pulse', answer: 'slipping' } },
      { ...checkIn, from: gone, what: { kind: 'pulse', answer: 'hand' } },
      { ...checkIn, what: { kind: 'message', message: '4444444444444444444' as MessageId } },
    ],
    rest: [{ kind: 'rest', who: ana, until: date('2026-04-02') }],
    'partner-left': [{ kind: 'partner-left' }],
    'facilitator-note': [
      { kind: 'facilitator-note', what: 'no-permission' },
      { kind: 'facilitator-note', what: 'thread-gone' },
    ],
  };
}
