import { has, isDocument } from './bson-values.ts';

/** Where in an array a filter matched, for the positional operator `$`. */
export interface MatchState {
  position?: number;
}

export function isArrayIndex(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part);
}

/** A part of a path that may be the name of a field; of those with a dollar a reference has three. */
export const fieldName = /^(\$(id|ref|db)$|[^$])/;

/** What one part of a path leads to, the field of a document or a position of an array; `undefined` is nothing. */
export function child(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return isArrayIndex(part) ? value[Number(part)] : undefined;
  return isDocument(value) && has(value, part) ? value[part] : undefined;
}

/**
 * Whether `test` accepts any of the values that a dotted path leads to in a query: arrays on the way are entered,
 * by position or element by element. `leaf` says whether an array at the end is also tried element by element;
 * one that a position leads to never is.
 */
export function anyValue(
  value: unknown,
  parts: readonly string[],
  at: number,
  leaf: boolean,
  test: (value: unknown) => boolean,
  state: MatchState,
): boolean {
  const part = parts[at];
  if (part === undefined) return (leaf && anyElement(value, test, state)) || test(value);
  const next = child(value, part);
  if (!Array.isArray(value)) return anyValue(next, parts, at + 1, leaf, test, state);
  const isEnd = at + 1 === parts.length;
  const further = isDocument(next) || Array.isArray(next);
  const found = isEnd
    ? next !== undefined && test(next)
    : further && anyValue(next, parts, at + 1, leaf, test, state);
  if (found) return true;
  const inside = (element: unknown) => isDocument(element) && anyValue(element, parts, at, leaf, test, state);
  return anyElement(value, inside, state);
}

/** Whether a value is an array with an element that passes a test; notes the position of the first one. */
export function anyElement(value: unknown, test: (value: unknown) => boolean, state: MatchState): boolean {
  const position = Array.isArray(value) ? value.findIndex(test) : -1;
  if (position >= 0) state.position = position;
  return position >= 0;
}
