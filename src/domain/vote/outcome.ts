import type { GuildId, PartnershipId, VoteId } from '../ids.ts';
import type { Choice, Level } from './vote.ts';

/** What a trial came to; kept for export and, in whole months, for `/outcomes`. It names nobody. */
export type Outcome = {
  id: VoteId;
  guild: GuildId;
  partnership: PartnershipId;
  trial: number;
  result: Choice;
  bySilence: boolean;
  members: number;
  ratings: { supported: number; pressured: number };
  energy: Level[];
  momentum: Level[];
  checkIns: number;
  closedAt: Date;
};
