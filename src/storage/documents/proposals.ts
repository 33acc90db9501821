import type { Proposal } from '#domain/proposal/proposal';
import {
  documentSchema,
  needed,
  neededDate,
  neededNumber,
  partSchema,
  type Stored,
  text,
  texts,
} from './document-schema.ts';
import { reasonSchema } from './profile-schema.ts';

/** `pair` names the two in one order, for the index that keeps one open proposal for them. */
export type ProposalDocument = Stored<Proposal> & { pair: string };

export const proposalsSchema = documentSchema('proposals', {
  round: text,
  members: texts,
  pair: needed,
  reason: { type: reasonSchema, required: true },
  answers: [partSchema({ person: needed, answer: needed, at: neededDate })],
  questions: [partSchema({ from: needed, question: needed })],
  proposedAt: neededDate,
  closesAt: neededDate,
  state: needed,
  version: neededNumber,
});
