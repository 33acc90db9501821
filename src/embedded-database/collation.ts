import { type Doc, isDocument } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { isNumeric, toDouble } from './numbers.ts';

export type CompareStrings = (a: string, b: string) => number;

/**
 * The order of strings that a command asks for, by ICU as MongoDB itself does; undefined for the binary order.
 * English with a strength of 1 (letters), 2 (and accents) or 3 (and case), or 1 with `caseLevel`; all else is
 * refused by name.
 */
export function compileCollation(collation: unknown): CompareStrings | undefined {
  if (collation === undefined || collation === null) return undefined;
  if (!isDocument(collation)) fail(14, "BSON field 'collation' is not an object");
  const { locale, strength = 3, caseLevel = false, ...others } = collation as Doc;
  const other = Object.keys(others)[0];
  if (other !== undefined) refuse(`a collation with '${other}'`);
  if (locale === 'simple') return undefined;
  if (typeof locale !== 'string' || !/^en(_US)?$/.test(locale)) refuse(`a collation for '${String(locale)}'`);
  const level = isNumeric(strength) ? toDouble(strength) : 0;
  if (level < 1 || level > 3 || (caseLevel === true && level !== 1))
    refuse(`a collation with strength ${String(strength)}${caseLevel === true ? ' and caseLevel' : ''}`);
  const sensitivity = caseLevel === true ? 'case' : (['base', 'accent', 'variant'] as const)[level - 1];
  return new Intl.Collator(locale.replace('_', '-'), { sensitivity }).compare;
}
