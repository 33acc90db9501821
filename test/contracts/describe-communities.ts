import { describe, expect, test } from 'vitest';
import type { GuildId, RoleId } from '#domain/ids';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { aCommunity, anId, inUnit } from './samples.ts';

/** What every `Communities` promises. */
export function describeCommunities(unitOfWork: () => UnitOfWork): void {
  describe('communities', () => {
    test('a server that was never set up has no community', async () => {
      expect(await inUnit(unitOfWork(), anId<GuildId>(), (unit) => unit.communities.get())).toBeNull();
    });

    test('a community is read back as it was saved, and again as it was changed', async () => {
      const guild = anId<GuildId>();
      const community = aCommunity(guild);
      const changed = { ...community, preset: 'boundary' as const, roundsRole: anId<RoleId>(), version: 2 };
      await inUnit(unitOfWork(), guild, async ({ communities }) => {
        await communities.save(community, null);
        expect(await communities.get()).toEqual(community);
        await communities.save(changed, 1);
      });
      expect(await inUnit(unitOfWork(), guild, (unit) => unit.communities.get())).toEqual(changed);
    });
  });
}
