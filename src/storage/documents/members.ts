import type { Member } from '#domain/community/member';
import type { PersonId } from '#domain/ids';
import {
  documentSchema,
  needed,
  neededDate,
  neededNumber,
  partSchema,
  type StoredDocument,
  text,
} from './document-schema.ts';
import { profileSchema } from './profile-schema.ts';

/** `_id` is the person. */
export type MemberDocument = StoredDocument & { _id: PersonId } & Omit<Member, 'person'>;

export const membersSchema = documentSchema('members', {
  profile: { type: profileSchema, required: true },
  state: { type: partSchema({ kind: needed, until: text }), required: true },
  locale: needed,
  reach: needed,
  unansweredInARow: neededNumber,
  roundsWaited: neededNumber,
  capacity: neededNumber,
  joinedAt: neededDate,
  version: neededNumber,
});
