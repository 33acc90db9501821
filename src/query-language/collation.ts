import { isDocument } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';

export type CompareStrings = (a: string, b: string) => number;

/** What counts, by strength: letters; and accents; and case. */
const sensitivities: Record<string, 'base' | 'accent' | 'variant'> = { 1: 'base', 2: 'accent', 3: 'variant' };

/**
 * The order of strings that a command asks for, by ICU as MongoDB itself does; undefined for the binary order.
 * English with a strength from 1 to 3; all else is refused by name.
 */
export function compileCollation(collation: unknown): CompareStrings | undefined {
  if (collation === undefined || collation === null) return undefined;
  if (!isDocument(collation)) fail(14, "BSON field 'collation' is not an object");
  const { locale, strength = 3, ...others } = collation;
  for (const other of Object.keys(others)) refuse(`a collation with '${other}'`);
  if (locale === 'simple') return undefined;
  if (locale !== 'en' && locale !== 'en_US') refuse(`a collation for '${String(locale)}'`);
  const sensitivity = sensitivities[String(strength)] ?? refuse(`a collation with strength ${strength}`);
  return new Intl.Collator('en-US', { sensitivity }).compare;
}
