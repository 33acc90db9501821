import { type Doc, isDocument, typeName } from '#query-language/bson-values';
import { compileCollation } from '#query-language/collation';
import { fail, refuse } from '#query-language/command-error';
import { isNumeric, toDouble } from '#query-language/numbers';

// What a client sends in the fields of a command, or of a statement in one, read as what it has to be.

/** A field that has to be a document where there is one; null is as good as none, here and below. */
export function document(body: Doc, name: string): Doc | undefined {
  const value = body[name] ?? undefined;
  return value === undefined || isDocument(value) ? value : wrongType(name, value, 'object');
}

export function documents(body: Doc, name: string): Doc[] {
  const value = body[name];
  return Array.isArray(value) && value.every(isDocument) ? value : wrongType(name, value, 'array of objects');
}

/** A number that is not negative; what is behind its point does not count. */
export function count(body: Doc, name: string): number | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  const number = isNumeric(value) ? Math.trunc(toDouble(value)) : wrongType(name, value, 'int');
  return number >= 0 ? number : fail(51024, `BSON field '${name}' value must be >= 0`);
}

export function boolean(body: Doc, name: string): boolean {
  const value = body[name] ?? false;
  if (isNumeric(value)) return toDouble(value) !== 0;
  return typeof value === 'boolean' ? value : wrongType(name, value, 'bool');
}

function wrongType(name: string, value: unknown, wanted: string): never {
  fail(14, `BSON field '${name}' is of type '${typeName(value)}', expected '${wanted}'`);
}

/** Fails over a field that is not among those known. */
export function mustBeKnown(what: string, body: Doc, known: readonly string[]): void {
  const unknown = Object.keys(body).find((field) => !known.includes(field));
  if (unknown !== undefined) fail(40415, `BSON field '${what}.${unknown}' is an unknown field.`);
}

/** Refuses by name the options in the list that are switched on. */
export function refuseOptions(what: string, body: Doc, unsupported: readonly string[]): void {
  const used = unsupported.find((option) => (body[option] ?? false) !== false);
  if (used !== undefined) refuse(`'${used}' in ${what}`);
}

/** Collections and indexes are in binary order. */
export function refuseCollation(what: string, { collation }: Doc): void {
  if (compileCollation(collation) !== undefined) refuse(`a collation in ${what}`);
}
