import type { PersonId } from '#domain/ids';

/** The same people in any order give the same key: what "the same pair" means to a unique index. */
export function pairKey(members: readonly PersonId[]): string {
  return [...members].sort().join('+');
}
