import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageState } from '../../protocol.ts';

/** Who and what ids stand for, for the person who looks; the same object for as long as nothing of it changes. */
export interface Names {
  me: string;
  zone: string;
  /** What the world's clock is ahead of the machine's, in milliseconds. */
  offset: number;
  person(id: string): string | undefined;
  isBot(id: string): boolean;
  role(id: string): string | undefined;
  place(id: string): string | undefined;
}

const NOBODY: Names = {
  me: '',
  zone: 'UTC',
  offset: 0,
  person: () => undefined,
  isBot: () => false,
  role: () => undefined,
  place: () => undefined,
};

export const NamesContext = createContext<Names>(NOBODY);

export const useNames = (): Names => useContext(NamesContext);

/** Makes names from a state, or gives the known ones back when nothing of them changed. */
export function namesOf(
  state: PageState,
  known: { key: string; names: Names } | null,
): { key: string; names: Names } {
  const { me, cast, people, roles, places, clock } = state;
  const named = places.map(({ id, name }) => [id, name] as const);
  const zone = cast.find(({ id }) => id === me)?.zone ?? 'UTC';
  const key = JSON.stringify([me, zone, people, roles, named, clock.offset]);
  if (known?.key === key) return known;
  const peopleById = new Map(people.map((person) => [person.id, person]));
  const rolesById = new Map(roles.map(({ id, name }) => [id, name.replace(/^@/, '')]));
  const placesById = new Map(named);
  return {
    key,
    names: {
      me,
      zone,
      offset: clock.offset,
      person: (id) => peopleById.get(id)?.name,
      isBot: (id) => peopleById.get(id)?.bot ?? false,
      role: (id) => rolesById.get(id),
      place: (id) => placesById.get(id),
    },
  };
}
