import type { FormErrors, Path } from './form-errors.ts';
import { isAbsent, type Json, lengthOf } from './shapes.ts';

/** What is wrong with one value, in Discord's words. */
export type Complaint = { code: string; message: string };

/** What one field must be. A value of a wrong type is left to the published schema. */
export type FieldRule = { required: boolean; complain(value: unknown): Complaint | undefined };

/** Field by field, what an object must hold: the rows of a table in Discord's documentation. */
export type FieldTable = Record<string, FieldRule>;

export const complaints = {
  required: { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' },
  badLength: (min: number, max: number): Complaint => ({
    code: 'BASE_TYPE_BAD_LENGTH',
    message: `Must be between ${min} and ${max} in length.`,
  }),
  tooLong: (max: number): Complaint => ({
    code: 'BASE_TYPE_MAX_LENGTH',
    message: `Must be ${max} or fewer in length.`,
  }),
  tooGreat: (max: number): Complaint => ({
    code: 'NUMBER_TYPE_MAX',
    message: `int value should be less than or equal to ${max}.`,
  }),
  tooSmall: (min: number): Complaint => ({
    code: 'NUMBER_TYPE_MIN',
    message: `int value should be greater than or equal to ${min}.`,
  }),
  choices: (of: readonly (string | number)[]): Complaint => ({
    code: 'BASE_TYPE_CHOICES',
    message: `Value must be one of ${tuple(of)}.`,
  }),
  wrongType: (of: readonly number[]): Complaint => ({
    code: 'UNION_TYPE_CHOICES',
    message: `Value of field "type" must be one of ${tuple(of)}.`,
  }),
  notSnowflake: (value: unknown): Complaint => ({
    code: 'NUMBER_TYPE_COERCE',
    message: `Value "${String(value)}" is not snowflake.`,
  }),
};

/** Text of `min` to `max` characters. */
export function text(min: number, max: number): FieldRule {
  return optional((value) => {
    if (typeof value !== 'string') return undefined;
    return outside(lengthOf(value), min, max);
  });
}

/** A list of `min` to `max` items. */
export function list(min: number, max: number): FieldRule {
  return optional((value) => (Array.isArray(value) ? outside(value.length, min, max) : undefined));
}

/** A number from `min` to `max`, both allowed. */
export function number(min: number, max: number): FieldRule {
  return optional((value) => {
    if (typeof value !== 'number') return undefined;
    if (value > max) return complaints.tooGreat(max);
    return value < min ? complaints.tooSmall(min) : undefined;
  });
}

/** One of a closed set of values. */
export function oneOf(...of: (string | number)[]): FieldRule {
  return optional((value) => (of.some((choice) => choice === value) ? undefined : complaints.choices(of)));
}

/** A whole number written as text, as Discord wants ids and permission sets. */
export function digits(): FieldRule {
  return optional((value) => {
    if (typeof value !== 'string' || /^\d{1,20}$/.test(value)) return undefined;
    return { code: 'NUMBER_TYPE_COERCE', message: `Value "${value}" is not int.` };
  });
}

/** The same rule for a field that may not be left out. */
export function required(rule: FieldRule): FieldRule {
  return { ...rule, required: true };
}

/** A field that may not be left out and about which nothing more is said here. */
export const present: FieldRule = { required: true, complain: () => undefined };

/** The same table for an edit, where every field may be left out. */
export function partial(table: FieldTable): FieldTable {
  return Object.fromEntries(
    Object.entries(table).map(([field, rule]) => [field, { ...rule, required: false }]),
  );
}

/** Reports every field of `body` that breaks its row in `table`. */
export function checkFields(form: FormErrors, path: Path, body: Json, table: FieldTable, source: string) {
  for (const [field, rule] of Object.entries(table)) {
    const value = body[field];
    const complaint = isAbsent(value) ? rule.required && complaints.required : rule.complain(value);
    if (complaint) form.add([...path, field], complaint.code, complaint.message, source);
  }
}

/** Values as Discord prints a set of choices: `(1,)`, `(1, 2)`, `('a', 'b')`. */
export function tuple(values: readonly (string | number)[]): string {
  const printed = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  return printed.length === 1 ? `(${printed[0]},)` : `(${printed.join(', ')})`;
}

function optional(complain: FieldRule['complain']): FieldRule {
  return { required: false, complain };
}

function outside(length: number, min: number, max: number): Complaint | undefined {
  if (length >= min && length <= max) return undefined;
  return min > 0 ? complaints.badLength(min, max) : complaints.tooLong(max);
}
