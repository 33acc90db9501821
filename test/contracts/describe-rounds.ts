import { describe, expect, test } from 'vitest';
import type { GuildId } from '#domain/ids';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { anId, aRound, inUnit, later } from './samples.ts';

/** What every `Rounds` promises. */
export function describeRounds(unitOfWork: () => UnitOfWork): void {
  describe('rounds', () => {
    test('the latest round is read back as it was run', async () => {
      const guild = anId<GuildId>();
      const [early, late] = [aRound(), aRound({ ranAt: later(24) })];
      const found = await inUnit(unitOfWork(), guild, async ({ rounds }) => {
        expect(await rounds.latest()).toBeNull();
        await rounds.add(late);
        await rounds.add(early);
        return rounds.latest();
      });
      expect(found).toEqual(late);
    });

    test('a gap that is not known, or was not kept, is read back as such', async () => {
      const certificate = { ...aRound().certificate!, gap: null };
      for (const round of [aRound({ certificate }), aRound({ certificate: null, weights: null })]) {
        const found = await inUnit(unitOfWork(), anId<GuildId>(), async ({ rounds }) => {
          await rounds.add(round);
          return rounds.latest();
        });
        expect(found).toEqual(round);
      }
    });

    test('dropping a round’s pool leaves its result and the other rounds', async () => {
      const guild = anId<GuildId>();
      const [early, late] = [aRound(), aRound({ ranAt: later(24) })];
      await inUnit(unitOfWork(), guild, async ({ rounds }) => {
        await rounds.add(early);
        await rounds.add(late);
        await rounds.dropPool(early.id);
        expect(await rounds.latest()).toEqual(late);
        await rounds.dropPool(late.id);
        expect(await rounds.latest()).toEqual({ ...late, pool: null });
      });
    });

    test('forgetting somebody drops every pool that holds them and no other', async () => {
      const guild = anId<GuildId>();
      const [withThem, without] = [aRound(), aRound({ ranAt: later(24) })];
      await inUnit(unitOfWork(), guild, async ({ rounds }) => {
        await rounds.add(withThem);
        await rounds.forget(withThem.pool![0]!.person);
        expect(await rounds.latest()).toEqual({ ...withThem, pool: null });
        await rounds.add(without);
        await rounds.forget(withThem.pool![0]!.person);
        expect(await rounds.latest()).toEqual(without);
      });
    });
  });
}
