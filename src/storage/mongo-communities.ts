import type { Community } from '#domain/community/community';
import type { Communities } from '#use-cases/ports/communities';
import type { CommunityDocument } from './documents/communities.ts';
import type { GuildCollection } from './guild-collection.ts';

/** `Communities` in MongoDB; the `_id` is the guild. */
export class MongoCommunities implements Communities {
  readonly #communities: GuildCollection<CommunityDocument>;

  constructor(communities: GuildCollection<CommunityDocument>) {
    this.#communities = communities;
  }

  async get(): Promise<Community | null> {
    const document = await this.#communities.findOne({ _id: this.#communities.guild });
    if (document === null) return null;
    const { _id, schemaVersion, ...community } = document;
    return community;
  }

  async save(community: Community, expectedVersion: number | null): Promise<void> {
    await this.#communities.save({ _id: this.#communities.guild, ...community }, expectedVersion);
  }
}
