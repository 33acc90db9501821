import type { CheckIn } from '#domain/check-in/check-in';
import type { Support } from '#domain/matching/profile';
import type { Sealed } from '../encryption/seal.ts';
import {
  documentSchema,
  needed,
  neededDate,
  partSchema,
  type Stored,
  sealed,
  text,
} from './document-schema.ts';

/** A micro-check-in's three texts are sealed together with its author's key. */
export type CheckInDocument = Omit<Stored<CheckIn>, 'what'> & {
  what:
    | Exclude<CheckIn['what'], { kind: 'micro' }>
    | { kind: 'micro'; supportWanted: Support | null; sealed: Sealed | null };
};

export const checkInsSchema = documentSchema('checkIns', {
  partnership: needed,
  person: needed,
  at: neededDate,
  what: {
    type: partSchema({
      kind: needed,
      supportWanted: text,
      sealed: { type: sealed.type },
      answer: text,
      message: text,
    }),
    required: true,
  },
});
