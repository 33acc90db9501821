import type { ChannelId, MessageId, PartnershipId, PersonId } from '#domain/ids';

/** What a place is for: `thread` of a partnership, `corner` of a person, or a message worth finding again. */
export type PlaceKey =
  | { kind: 'thread'; partnership: PartnershipId }
  | { kind: 'corner'; person: PersonId }
  | { kind: 'dm'; person: PersonId }
  | { kind: 'charter'; partnership: PartnershipId }
  | { kind: 'checklist'; partnership: PartnershipId }
  | { kind: 'panel' };

export type Place = { key: PlaceKey; channel: ChannelId; message: MessageId | null };

/** Which Discord channel or message stands for which of our things. */
export interface Places {
  get(key: PlaceKey): Promise<Place | null>;
  /** Replaces the place of that key. */
  put(place: Place): Promise<void>;
  /** Whose thread or corner this channel is. */
  byChannel(channel: ChannelId): Promise<Place | null>;
  remove(key: PlaceKey): Promise<void>;
}
