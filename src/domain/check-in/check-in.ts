import type { CheckInId, GuildId, MessageId, PartnershipId, PersonId } from '../ids.ts';
import type { Support } from '../matching/profile.ts';

export const CHECK_IN_TEXT_LIMIT = 1000;

/** One sign of life in a partnership; texts are encrypted with their author's key. */
export type CheckIn = {
  id: CheckInId;
  guild: GuildId;
  partnership: PartnershipId;
  person: PersonId;
  at: Date;
  what:
    | { kind: 'micro'; progress: string; blockers: string; feeling: string; supportWanted: Support | null }
    | { kind: 'minimum' }
    | { kind: 'pulse'; answer: PulseAnswer }
    | { kind: 'message'; message: MessageId };
};

export const PULSE_ANSWERS = ['yes', 'slipping', 'hand'] as const;
export type PulseAnswer = (typeof PULSE_ANSWERS)[number];
