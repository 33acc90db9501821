import type { Charter } from '#domain/charter/charter';
import type { Partnership } from '#domain/partnership/partnership';
import type { Sealed } from '../encryption/seal.ts';
import {
  documentSchema,
  needed,
  neededDate,
  neededNumber,
  numbers,
  partSchema,
  type Stored,
  sealed,
  text,
  texts,
} from './document-schema.ts';
import { reasonSchema } from './profile-schema.ts';

/**
 * The charter's text is sealed with the partnership's key. `pair` names the members in one order and `live`
 * says "not ended", for the index that keeps one live partnership for the same people.
 */
export type PartnershipDocument = Omit<Stored<Partnership>, 'charter'> & {
  charter: Omit<Charter, 'text'> & { sealed: Sealed | null };
  pair: string;
  live: boolean;
};

export const partnershipsSchema = documentSchema('partnerships', {
  proposal: text,
  preset: needed,
  members: texts,
  pair: needed,
  live: { type: Boolean, required: true },
  reason: { type: reasonSchema, required: true },
  locale: needed,
  zone: needed,
  charter: {
    type: partSchema({
      version: neededNumber,
      author: text,
      sealed,
      signedBy: texts,
      signedAt: { type: Date },
    }),
    required: true,
  },
  state: {
    type: partSchema({
      kind: needed,
      since: { type: Date },
      until: text,
      because: text,
      ending: text,
      at: { type: Date },
    }),
    required: true,
  },
  trial: {
    type: partSchema({
      number: neededNumber,
      tweaksInARow: neededNumber,
      startsOn: needed,
      delivered: numbers,
      lastPromptAt: { type: Date },
      ratings: [partSchema({ person: needed, rating: needed })],
    }),
    default: null,
  },
  resting: [partSchema({ person: needed, until: needed })],
  formedAt: neededDate,
  version: neededNumber,
});
