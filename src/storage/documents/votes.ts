import type { Ballot, Vote } from '#domain/vote/vote';
import type { Sealed } from '../encryption/seal.ts';
import {
  documentSchema,
  needed,
  neededDate,
  neededNumber,
  type Stored,
  type StoredDocument,
  sealed,
} from './document-schema.ts';

export type VoteDocument = Stored<Vote>;

export const votesSchema = documentSchema('votes', {
  partnership: needed,
  trial: neededNumber,
  openedAt: neededDate,
  closesAt: neededDate,
  extended: { type: Boolean, required: true },
  state: needed,
  version: neededNumber,
});

/** `_id` is vote and person, so there is one ballot for each; its reason is sealed with the person's key. */
export type BallotDocument = StoredDocument & Omit<Ballot, 'reason'> & { reason: Sealed | null };

export const ballotsSchema = documentSchema('ballots', {
  vote: needed,
  person: needed,
  choice: needed,
  energy: neededNumber,
  momentum: neededNumber,
  reason: sealed,
  castAt: neededDate,
});
