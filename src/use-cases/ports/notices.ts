import type { CharterText } from '#domain/charter/charter';
import type { CheckIn } from '#domain/check-in/check-in';
import type { LocalDate, PartnershipId, PersonId, ProposalId, UserId, VoteId, ZoneId } from '#domain/ids';
import type { MatchReason, Value } from '#domain/matching/profile';
import type { Ending } from '#domain/partnership/partnership';
import type { PresetQuestion } from '#domain/proposal/proposal';
import type { TrialDay } from '#domain/trial/trial-plan';
import type { Choice } from '#domain/vote/vote';

/** Somebody as a message may name them; a null user is "a former partner". */
export type Named = { person: PersonId; user: UserId | null };

/** How far a trial is, for the checklist and for the sentence each prompt says about it. */
export type TrialProgress = {
  startsOn: LocalDate;
  days: { day: TrialDay; on: LocalDate; done: boolean }[];
  checkIns: number;
  ended: boolean;
};

/** Energy and momentum as words of 1 to 5, rounded over everybody; never shown as numbers. */
export type Mood = { energy: 1 | 2 | 3 | 4 | 5; momentum: 1 | 2 | 3 | 4 | 5 } | null;

/** The facts of every message the bot posts by itself; views and words make it a message. */
export type Notice =
  | { kind: 'joining-panel' }
  | { kind: 'welcome'; where: 'dm' | 'corner' }
  | {
      kind: 'proposal';
      proposal: ProposalId;
      you: Named;
      other: Named;
      reason: MatchReason;
      zones: { you: ZoneId; other: ZoneId };
      closesAt: Date;
      now: Date;
    }
  | { kind: 'proposal-question'; proposal: ProposalId; from: Named; question: PresetQuestion }
  | { kind: 'proposal-closed'; other: Named }
  | { kind: 'profile-resting' }
  | { kind: 'why-card'; members: (Named & { zone: ZoneId })[]; reason: MatchReason; opens: Named; now: Date }
  | {
      kind: 'charter';
      partnership: PartnershipId;
      version: number;
      author: Named | null;
      /** null asks for the locale's prefilled words, made from `values`. */
      text: CharterText | null;
      values: Value[];
      signedBy: Named[];
      waitingFor: Named[];
      trialStartsOn: LocalDate | null;
    }
  | { kind: 'charter-reminder'; partnership: PartnershipId; waitingFor: Named[]; dissolvesAt: Date }
  | { kind: 'dissolved' }
  | { kind: 'checklist'; progress: TrialProgress }
  /** One trial prompt. `late` says so kindly. Day 14 carries the vote that opens as it is delivered. */
  | {
      kind: 'prompt';
      partnership: PartnershipId;
      day: TrialDay;
      to: Named[];
      late: boolean;
      softReEntry: boolean;
      wellBeing: boolean;
      opens: Named;
      progress: TrialProgress;
      vote: { id: VoteId; closesAt: Date } | null;
    }
  | { kind: 'vote-extension'; vote: VoteId; closesAt: Date }
  | {
      kind: 'vote-result';
      partnership: PartnershipId;
      result: Choice;
      bySilence: boolean;
      mood: Mood;
      /** When the steady rhythm asks first, the new trial starts, or the pause ends. */
      next: LocalDate | null;
    }
  | { kind: 're-entry'; partnership: PartnershipId; to: Named[] }
  | { kind: 'farewell'; partnership: PartnershipId; ending: Ending }
  | { kind: 'rhythm-prompt'; partnership: PartnershipId; to: Named[]; opens: Named; softReEntry: boolean }
  | { kind: 'check-in'; partnership: PartnershipId; from: Named; what: CheckIn['what'] }
  | { kind: 'rest'; who: Named; until: LocalDate }
  | { kind: 'partner-left' }
  | { kind: 'facilitator-note'; what: 'no-permission' | 'thread-gone' };

export type NoticeOf<Kind extends Notice['kind']> = Extract<Notice, { kind: Kind }>;
