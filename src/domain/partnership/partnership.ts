import type { Charter } from '../charter/charter.ts';
import type { GuildId, LocalDate, PartnershipId, PersonId, ProposalId, ZoneId } from '../ids.ts';
import type { MatchReason } from '../matching/profile.ts';
import type { PresetName } from '../preset.ts';
import type { TrialDay } from '../trial/trial-plan.ts';

export type Ending = 'unsigned' | 'left' | 'erased' | 'ended' | 'farewell' | 'gone';

/** Two (later: more) people from a mutual yes to a farewell. */
export type Partnership = {
  id: PartnershipId;
  guild: GuildId;
  proposal: ProposalId | null;
  preset: PresetName;
  members: PersonId[];
  reason: MatchReason;
  /** The language they share with the bot, and the zone in which "day 1" is counted. */
  locale: string;
  zone: ZoneId;
  charter: Charter;
  state:
    | { kind: 'agreeing' }
    | { kind: 'trial' }
    | { kind: 'steady'; since: Date }
    | { kind: 'paused'; until: LocalDate; because: 'chosen' | 'silence' }
    | { kind: 'ended'; ending: Ending; at: Date };
  trial: Trial | null;
  /** Per person: rests until this day inclusive; the reason is never asked. */
  resting: { person: PersonId; until: LocalDate }[];
  formedAt: Date;
  version: number;
};

/** A 14-day trial: number 1 is the first, a tweak starts the next. */
export type Trial = {
  number: number;
  tweaksInARow: number;
  startsOn: LocalDate;
  /** Days whose prompt was delivered, and when the last one was. */
  delivered: TrialDay[];
  lastPromptAt: Date | null;
  ratings: { person: PersonId; rating: 'supported' | 'pressured' }[];
};
