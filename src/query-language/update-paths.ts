import { type Doc, isDocument, setField, typeName } from './bson-values.ts';
import { fail } from './command-error.ts';
import { child, isArrayIndex } from './paths.ts';

/** Which elements an update's `$[name]` means. */
export type ArrayFilters = ReadonlyMap<string, (element: unknown) => boolean>;

/**
 * The plain paths that an update's path stands for in a document: `$` is the element that the query matched, `$[]`
 * every element, `$[name]` those that an array filter accepts.
 */
export function plainPaths(
  holder: unknown,
  [part, ...rest]: readonly string[],
  position?: number,
  filters?: ArrayFilters,
): string[][] {
  if (part === undefined) return [[]];
  const name = /^\$\[(.*)\]$/.exec(part)?.[1];
  const further = (key: string) =>
    plainPaths(child(holder, key), rest, position, filters).map((path) => [key, ...path]);
  if (part === '$')
    return further(String(position ?? fail(2, 'The positional operator did not find a match')));
  if (name === undefined) return further(part);
  if (!Array.isArray(holder)) fail(2, `${part} needs an array, and there is one of type ${typeName(holder)}`);
  const filter = filters?.get(name);
  return Object.keys(holder)
    .filter((key) => filter?.(holder[Number(key)]) ?? true)
    .flatMap(further);
}

/**
 * A copy with another value where a plain path leads to. Where `change` gives `undefined` the value goes; a path that
 * a value bars, as a number does, is an error unless it is only to go.
 */
export function changedAt(
  holder: unknown,
  [key = '', ...rest]: readonly string[],
  change: (present: unknown) => unknown,
  removing = false,
): unknown {
  if (holder !== undefined && !isDocument(holder) && !(Array.isArray(holder) && isArrayIndex(key)))
    return removing ? holder : fail(28, `Cannot create field '${key}' in the type ${typeName(holder)}`);
  const present = child(holder, key);
  const next = rest.length > 0 ? changedAt(present, rest, change, removing) : change(present);
  return Object.is(next, present) ? holder : withChild(holder, key, next);
}

const maxArrayPadding = 1_500_000;

function withChild(holder: unknown, key: string, value: unknown): unknown {
  if (Array.isArray(holder)) {
    const missing = Number(key) - holder.length;
    if (missing > maxArrayPadding) fail(2, "can't backfill more than 1500000 elements");
    const copy = [...holder, ...Array(Math.max(0, missing)).fill(null)];
    // An element is emptied rather than taken out, so that the others keep their positions.
    copy[Number(key)] = value ?? null;
    return copy;
  }
  const copy: Doc = { ...(holder as Doc | undefined) };
  if (value === undefined) delete copy[key];
  else setField(copy, key, value);
  return copy;
}
