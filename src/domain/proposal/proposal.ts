import type { GuildId, PersonId, ProposalId, RoundId } from '../ids.ts';
import type { MatchReason } from '../matching/profile.ts';

/** Hours in which both say yes, or the proposal lapses (programme.md 6). */
export const PROPOSAL_WINDOW_HOURS = 72;

export const PRESET_QUESTIONS = ['how-often', 'what-helps', 'what-hope'] as const;
export type PresetQuestion = (typeof PRESET_QUESTIONS)[number];

/** A match before anybody said yes. Decline and lapse read the same to the other, at the window's end. */
export type Proposal = {
  id: ProposalId;
  guild: GuildId;
  round: RoundId | null;
  members: [PersonId, PersonId];
  reason: MatchReason;
  answers: { person: PersonId; answer: 'accept' | 'decline'; at: Date }[];
  questions: { from: PersonId; question: PresetQuestion }[];
  proposedAt: Date;
  closesAt: Date;
  state: 'open' | 'accepted' | 'closed';
  version: number;
};
