import type { Outcome } from '#domain/vote/outcome';
import {
  documentSchema,
  needed,
  neededDate,
  neededNumber,
  numbers,
  partSchema,
  type Stored,
} from './document-schema.ts';

export type OutcomeDocument = Stored<Outcome>;

export const outcomesSchema = documentSchema('outcomes', {
  partnership: needed,
  trial: neededNumber,
  result: needed,
  bySilence: { type: Boolean, required: true },
  members: neededNumber,
  ratings: { type: partSchema({ supported: neededNumber, pressured: neededNumber }), required: true },
  energy: numbers,
  momentum: numbers,
  checkIns: neededNumber,
  closedAt: neededDate,
});
