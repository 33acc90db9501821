import type { Round } from '#use-cases/ports/rounds';
import {
  documentSchema,
  needed,
  neededDate,
  neededNumber,
  partSchema,
  type Stored,
  texts,
} from './document-schema.ts';
import { profileSchema, reasonSchema } from './profile-schema.ts';

export type RoundDocument = Stored<Round>;

export const roundsSchema = documentSchema('rounds', {
  seed: neededNumber,
  on: needed,
  ranAt: neededDate,
  pool: {
    type: [
      partSchema({
        person: needed,
        profile: { type: profileSchema, required: true },
        roundsWaited: neededNumber,
        apartFrom: texts,
      }),
    ],
    default: null,
  },
  pairs: [
    partSchema({ members: texts, score: neededNumber, reason: { type: reasonSchema, required: true } }),
  ],
  left: texts,
});
