import type { GuildId, PartnershipId, PersonId, VoteId } from '../ids.ts';

export const CHOICES = ['continue', 'tweak', 'pause'] as const;
export type Choice = (typeof CHOICES)[number];

/** 1 is "running on empty", 5 is "full of it"; people pick words, and see words. */
export type Level = 1 | 2 | 3 | 4 | 5;

/** One person's sealed answer; it can be changed until the vote closes. */
export type Ballot = {
  vote: VoteId;
  person: PersonId;
  choice: Choice;
  energy: Level;
  momentum: Level;
  /** Encrypted at rest, never shown to anyone else. */
  reason: string | null;
  castAt: Date;
};

/** The final review of one trial. It opens when the prompt was delivered, not when it was planned. */
export type Vote = {
  id: VoteId;
  guild: GuildId;
  partnership: PartnershipId;
  trial: number;
  openedAt: Date;
  closesAt: Date;
  extended: boolean;
  state: 'open' | 'closed';
  version: number;
};
