import type { PersonId } from '../ids.ts';

/** The one-page agreement, as its authors wrote it; every text at most 600 characters. */
export type CharterText = {
  values: string;
  norms: string;
  setback: string;
  lifeEvents: string;
  celebrate: string;
};
export const CHARTER_TEXT_LIMIT = 600;

/** The current version of a charter and who has signed that version. */
export type Charter = {
  version: number;
  /** null while it is still the prefilled one. */
  author: PersonId | null;
  /** null while it is still the prefilled one, whose words are the locale's. */
  text: CharterText | null;
  signedBy: PersonId[];
  signedAt: Date | null;
};
