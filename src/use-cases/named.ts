import type { PersonId } from '#domain/ids';
import type { Named } from './ports/notices.ts';
import type { Unit } from './ports/unit-of-work.ts';

/** A person as a message may name them; somebody erased has no account any more. */
export const named = async (unit: Unit, person: PersonId): Promise<Named> => ({
  person,
  user: await unit.people.userOf(person),
});

export const allNamed = async (unit: Unit, people: readonly PersonId[]): Promise<Named[]> => {
  const result: Named[] = [];
  for (const person of people) result.push(await named(unit, person));
  return result;
};
