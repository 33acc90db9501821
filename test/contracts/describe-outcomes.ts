import { ok } from '@sapphire/result';
import { describe, expect, test } from 'vitest';
import type { GuildId } from '#domain/ids';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { anId, anOutcome, inUnit, later, NOW } from './samples.ts';

/** What every `Outcomes` promises. */
export function describeOutcomes(unitOfWork: () => UnitOfWork): void {
  describe('outcomes', () => {
    test('a trial has one outcome', async () => {
      const guild = anId<GuildId>();
      const outcome = anOutcome(guild);
      await inUnit(unitOfWork(), guild, (unit) => unit.outcomes.add(outcome));
      const again = await unitOfWork().run(guild, async ({ outcomes }) =>
        ok(await outcomes.add({ ...outcome, result: 'pause' })),
      );
      expect(again.unwrapErr()).toEqual({ kind: 'already-done' });
      const found = await inUnit(unitOfWork(), guild, (unit) => unit.outcomes.of(outcome.partnership));
      expect(found).toEqual([outcome]);
    });

    test('those closed in a span come in order of closing, its start included and its end not', async () => {
      const guild = anId<GuildId>();
      const at = [5, 0, 10, -1].map((hours) => anOutcome(guild, { closedAt: later(hours) }));
      const found = await inUnit(unitOfWork(), guild, async ({ outcomes }) => {
        for (const outcome of at) await outcomes.add(outcome);
        return outcomes.between(NOW, later(10));
      });
      expect(found).toEqual([at[1], at[0]]);
    });
  });
}
