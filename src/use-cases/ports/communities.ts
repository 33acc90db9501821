import type { Community } from '#domain/community/community';

/** The one community of the unit's guild. */
export interface Communities {
  get(): Promise<Community | null>;
  /** Refuses (by running the unit again) when the stored version is not `expectedVersion`; null inserts. */
  save(community: Community, expectedVersion: number | null): Promise<void>;
}
