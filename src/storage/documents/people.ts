import type { PersonId, UserId } from '#domain/ids';
import { documentSchema, needed, type StoredDocument } from './document-schema.ts';

export type PersonDocument = StoredDocument & { _id: PersonId; user: UserId };

export const peopleSchema = documentSchema('people', { user: needed });
