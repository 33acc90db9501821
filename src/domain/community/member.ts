import type { GuildId, LocalDate, PersonId } from '../ids.ts';
import type { Profile } from '../matching/profile.ts';

/** Somebody who opted in to one community. Nobody is matched without one of these in state `active`. */
export type Member = {
  person: PersonId;
  guild: GuildId;
  profile: Profile;
  state:
    | { kind: 'active' }
    | { kind: 'paused'; until: LocalDate }
    /** Three proposals in a row went unanswered; one button brings them back. */
    | { kind: 'resting' }
    | { kind: 'left' };
  /** Discord locale of the last interaction. */
  locale: string;
  /** Where the bot reaches them: a DM until Discord says their DMs are closed, then their corner. */
  reach: 'dm' | 'corner';
  unansweredInARow: number;
  roundsWaited: number;
  /** One pair at a time unless an admin allows more. */
  capacity: number;
  joinedAt: Date;
  version: number;
};
