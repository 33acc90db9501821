import { err, ok, type Result } from '@sapphire/result';
import type { z } from 'zod';
import type { InputField, Refusal } from '#domain/refusal';

/** The part of a submitted form that is read: discord.js keeps the answers by the custom ids of the fields. */
export type SubmittedForm = {
  readonly fields: { readonly fields: ReadonlyMap<string, object> };
};

/** A form's answers by field: a text or a radio choice as a string, a select as a list, a checkbox as a boolean. */
export function formAnswers({ fields }: SubmittedForm): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const [id, field] of fields.fields) {
    if ('values' in field) answers[id] = field.values;
    else if ('value' in field) answers[id] = field.value;
  }
  return answers;
}

/**
 * Lets only bounded primitives of the expected shape in; what does not fit is refused with the field that
 * it was about. Discord checks the same limits, but a form opened before an update may have had others.
 */
export function admit<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  fieldOf: (key: string) => InputField,
): Result<z.output<Schema>, Refusal> {
  const read = schema.safeParse(given);
  if (read.success) return ok(read.data);
  const issue = read.error.issues[0];
  const field = fieldOf(String(issue?.path[0] ?? ''));
  if (issue?.code === 'too_big') {
    const problem = issue.origin === 'array' ? 'too-many' : 'too-long';
    return err({ kind: 'invalid-input', field, problem, limit: Number(issue.maximum) });
  }
  const problem = issue?.code === 'too_small' ? 'empty' : 'not-a-choice';
  return err({ kind: 'invalid-input', field, problem });
}
