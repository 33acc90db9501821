import type { ChannelId, MessageId } from '#domain/ids';
import type { PlaceKey } from '#use-cases/ports/places';
import { documentSchema, needed, type StoredDocument, text } from './document-schema.ts';

/** `_id` is guild, kind and what it is of; `of` is a partnership, a person, or null for the panel. */
export type PlaceDocument = StoredDocument & {
  kind: PlaceKey['kind'];
  of: string | null;
  channel: ChannelId;
  message: MessageId | null;
};

export const placesSchema = documentSchema('places', {
  kind: needed,
  of: text,
  channel: needed,
  message: text,
});
