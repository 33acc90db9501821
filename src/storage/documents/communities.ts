import type { Community } from '#domain/community/community';
import {
  documentSchema,
  needed,
  neededDate,
  neededNumber,
  type StoredDocument,
  text,
} from './document-schema.ts';

/** `_id` is the guild. */
export type CommunityDocument = StoredDocument & Community;

export const communitiesSchema = documentSchema('communities', {
  preset: needed,
  locale: needed,
  lobby: text,
  circlesCategory: text,
  facilitatorRole: text,
  roundsRole: text,
  threadBudget: neededNumber,
  setUpAt: neededDate,
  version: neededNumber,
});
