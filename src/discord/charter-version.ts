import type { Result } from '@sapphire/result';
import { z } from 'zod';
import type { Refusal } from '#domain/refusal';
import { admit } from './form-answers.ts';

const version = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** The version of a charter that a button or form was made for. */
export function charterVersion(extra: string | null): Result<number, Refusal> {
  return admit(version, extra, () => 'charter-norms');
}
