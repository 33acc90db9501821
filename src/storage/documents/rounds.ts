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
  weights: {
    type: partSchema({
      values: neededNumber,
      styles: neededNumber,
      support: neededNumber,
      themes: neededNumber,
      skills: neededNumber,
      overlap: neededNumber,
      rhythm: neededNumber,
    }),
    default: null,
  },
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
  certificate: {
    type: partSchema({
      matched: neededNumber,
      score: neededNumber,
      gap: { type: Number },
      matchings: [partSchema({ primal: neededNumber, dual: neededNumber })],
    }),
    default: null,
  },
});
