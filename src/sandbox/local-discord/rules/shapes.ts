/** A JSON object whose fields are not known yet. */
export type Json = Record<string, unknown>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The list itself, or an empty one: the schema check reports wrong types, so that each rule need not. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list with their positions, which are needed to say where a fault lies. */
export function objectsOf(value: unknown): [number, Json][] {
  return listOf(value).flatMap((item, index): [number, Json][] => (isJson(item) ? [[index, item]] : []));
}

/** Nothing said: Discord treats `null` in an optional field as though the field were not there. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** Nothing to show: absent, white space only, or an empty list. */
export function isEmpty(value: unknown): boolean {
  if (isAbsent(value)) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

/**
 * The length of a text as Discord's limits count it: in code points, so that an emoji outside the basic plane
 * is one character and not two.
 */
export function lengthOf(text: string): number {
  return [...text].length;
}
