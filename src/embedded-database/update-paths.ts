import { type Doc, has, isDocument, setField, typeName } from './bson-values.ts';
import { fail } from './command-error.ts';
import type { Predicate } from './filter.ts';
import { isArrayIndex, type MatchState } from './paths.ts';

/** One place in a document that an update operator writes to. */
export interface Target {
  /** The dotted path with positions filled in. */
  path: string;
  /** The value there; `undefined` when there is none. */
  get(): unknown;
  /** Sets the value, making the sub-documents on the way. */
  set(value: unknown): void;
  remove(): void;
}

const maxArrayPadding = 1_500_000;

/**
 * The places that an update path means in a document: the element a filter matched for `$`, every element for
 * `$[]`, those that an array filter accepts for `$[name]`.
 */
export function writeTargets(
  document: Doc,
  path: string,
  state: MatchState,
  filters: ReadonlyMap<string, Predicate>,
): Target[] {
  if (!path.includes('$')) return [target(document, path.split('.'))];
  return resolve(document, path.split('.'), 0, state, filters, path).map((parts) => target(document, parts));
}

function resolve(
  value: unknown,
  parts: readonly string[],
  at: number,
  state: MatchState,
  filters: ReadonlyMap<string, Predicate>,
  path: string,
): string[][] {
  const part = parts[at];
  if (part === undefined) return [[]];
  const onward = (key: string, inner: unknown): string[][] =>
    resolve(inner, parts, at + 1, state, filters, path).map((rest) => [key, ...rest]);
  if (part === '$') {
    if (state.position === undefined) {
      fail(2, 'The positional operator did not find the match needed from the query.');
    }
    const key = String(state.position);
    return onward(key, Array.isArray(value) ? value[state.position] : undefined);
  }
  const filtered = /^\$\[(.*)\]$/.exec(part);
  if (filtered !== null) {
    const name = filtered[1] as string;
    const here = parts.slice(0, at).join('.');
    if (value === undefined) {
      fail(2, `The path '${here}' must exist to apply array updates`);
    }
    if (!Array.isArray(value)) fail(2, `Cannot apply array updates to non-array element ${here}`);
    const filter = filters.get(name);
    if (name !== '' && filter === undefined) {
      fail(2, `No array filter found for identifier '${name}' in path '${path}'`);
    }
    return value.flatMap((element: unknown, i) =>
      filter === undefined || filter(element, {}) ? onward(String(i), element) : [],
    );
  }
  if (at === 0 && part.startsWith('$')) {
    fail(52, `The dollar ($) prefixed field '${part}' in '${path}' is not allowed`);
  }
  return onward(part, step(value, part));
}

function step(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return isArrayIndex(part) ? value[Number(part)] : undefined;
  return isDocument(value) && has(value, part) ? value[part] : undefined;
}

function target(document: Doc, parts: readonly string[]): Target {
  const path = parts.join('.');
  const last = parts[parts.length - 1] as string;
  return {
    path,
    get: () => parts.reduce(step, document as unknown),
    set: (value) => {
      let holder: unknown = document;
      for (let i = 0; i < parts.length - 1; i++) {
        const part = parts[i] as string;
        let next = step(holder, part);
        if (next === undefined) {
          next = {};
          put(holder, part, next, path);
        }
        holder = next;
      }
      put(holder, last, value, path);
    },
    remove: () => {
      const holder = parts.slice(0, -1).reduce(step, document as unknown);
      if (Array.isArray(holder)) {
        // An element is emptied rather than taken out, so that the others keep their positions.
        if (isArrayIndex(last) && Number(last) < holder.length) holder[Number(last)] = null;
      } else if (isDocument(holder)) delete holder[last];
    },
  };
}

function put(holder: unknown, part: string, value: unknown, path: string): void {
  if (Array.isArray(holder)) {
    if (!isArrayIndex(part)) {
      fail(28, `Cannot create field '${part}' in element of an array, at '${path}'`);
    }
    const at = Number(part);
    if (at - holder.length > maxArrayPadding) fail(2, "can't backfill more than 1500000 elements");
    while (holder.length < at) holder.push(null);
    holder[at] = value;
  } else if (isDocument(holder)) setField(holder, part, value);
  else fail(28, `Cannot create field '${part}' in a ${typeName(holder)}, at '${path}'`);
}
