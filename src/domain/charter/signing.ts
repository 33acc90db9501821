import { err, ok, type Result } from '@sapphire/result';
import type { PersonId } from '../ids.ts';
import type { InputField, Refusal } from '../refusal.ts';
import { CHARTER_TEXT_LIMIT, type Charter, type CharterText } from './charter.ts';

/** After this an unsigned charter is remembered aloud, and after that it dissolves kindly (programme.md 11). */
export const CHARTER_REMINDER_HOURS = 72;
export const CHARTER_DAYS = 7;

const FIELDS: [keyof CharterText, InputField][] = [
  ['values', 'charter-values'],
  ['norms', 'charter-norms'],
  ['setback', 'charter-setback'],
  ['lifeEvents', 'charter-life-events'],
  ['celebrate', 'charter-celebrate'],
];

/**
 * A new version, written by one of the members and so signed by them. Refuses an empty or overlong text,
 * and a version that has changed since the writer looked (`basedOn`), so that nobody's words are lost unseen.
 */
export const writeCharterVersion = (
  charter: Charter,
  author: PersonId,
  basedOn: number,
  text: CharterText,
): Result<Charter, Refusal> => {
  if (basedOn !== charter.version) return err({ kind: 'charter-changed', version: charter.version });
  for (const [name, field] of FIELDS) {
    if (text[name].trim() === '') return err({ kind: 'invalid-input', field, problem: 'empty' });
    if (text[name].length > CHARTER_TEXT_LIMIT)
      return err({ kind: 'invalid-input', field, problem: 'too-long', limit: CHARTER_TEXT_LIMIT });
  }
  return ok({ version: charter.version + 1, author, text, signedBy: [author], signedAt: null });
};

/** Adds a signature to the version the signer saw; signing twice changes nothing. */
export const sign = (
  charter: Charter,
  person: PersonId,
  version: number,
  members: readonly PersonId[],
  now: Date,
): Result<Charter, Refusal> => {
  if (version !== charter.version) return err({ kind: 'charter-changed', version: charter.version });
  if (charter.signedBy.includes(person)) return err({ kind: 'already-done' });
  const signedBy = [...charter.signedBy, person];
  return ok({
    ...charter,
    signedBy,
    signedAt: members.every((member) => signedBy.includes(member)) ? now : null,
  });
};
