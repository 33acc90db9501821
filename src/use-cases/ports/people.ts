import type { PersonId, UserId } from '#domain/ids';

/** The only place where an account and a person meet. Erasing cuts it. */
export interface People {
  personOf(user: UserId): Promise<PersonId | null>;
  userOf(person: PersonId): Promise<UserId | null>;
  link(person: PersonId, user: UserId): Promise<void>;
  /** Removes the mapping and the person's encryption key; nothing of theirs can be read or named after it. */
  cut(person: PersonId): Promise<void>;
}
