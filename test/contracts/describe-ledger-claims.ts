import { describe, expect, test } from 'vitest';
import type { GuildId, RowId } from '#domain/ids';
import type { LedgerClaims } from '#use-cases/ports/ledger';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { anEffect, anId, inUnit, later, NOW } from './samples.ts';

type Made = {
  unitOfWork: UnitOfWork;
  ledgerClaims: LedgerClaims;
  /** Claims whose leases run out at once, as after a crash. */
  crashingClaims: LedgerClaims;
};

/** What every `LedgerClaims` promises. The suite expects a ledger of its own. */
export function describeLedgerClaims(made: () => Made): void {
  const record = (guild: GuildId, hours = 0): Promise<RowId> =>
    inUnit(made().unitOfWork, guild, (unit) => unit.ledger.record(anEffect({ dueAt: later(hours) })));

  describe('claims', () => {
    test('one of twenty that reach for a row at once gets it', async () => {
      const guild = anId<GuildId>();
      const id = await record(guild);
      const claims = await Promise.all(
        Array.from({ length: 20 }, () => made().ledgerClaims.claim(guild, id, NOW)),
      );
      const won = claims.filter((claim) => claim !== null);
      expect(won).toHaveLength(1);
      expect(won[0]).toMatchObject({
        fence: 1,
        resumed: false,
        row: { id, guild, state: 'claimed', attempts: 1 },
      });
    });

    test('a row is not to be had before its hour, in another community, or when it is over', async () => {
      const guild = anId<GuildId>();
      const id = await record(guild, 1);
      expect(await made().ledgerClaims.claim(guild, id, NOW)).toBeNull();
      expect(await made().ledgerClaims.claim(anId<GuildId>(), id, later(1))).toBeNull();
      const claimed = await made().ledgerClaims.claim(guild, id, later(1));
      await inUnit(made().unitOfWork, guild, (unit) =>
        unit.ledger.settle(id, claimed!.fence, { state: 'missed' }),
      );
      expect(await made().ledgerClaims.claim(guild, id, later(99))).toBeNull();
    });

    test('after a crash the row is claimed again, said to be resumed, and the crashed one’s mark comes too late', async () => {
      const guild = anId<GuildId>();
      const id = await record(guild);
      const crashed = await made().crashingClaims.claim(guild, id, NOW);
      const next = await made().ledgerClaims.claim(guild, id, NOW);
      expect(next).toMatchObject({ resumed: true, fence: crashed!.fence + 1 });
      const settle = (fence: number) =>
        inUnit(made().unitOfWork, guild, (unit) => unit.ledger.settle(id, fence, { state: 'done' }));
      expect(await settle(crashed!.fence)).toBe(false);
      expect(await settle(next!.fence)).toBe(true);
    });

    test('one of twenty that reach for a crashed row gets it', async () => {
      const guild = anId<GuildId>();
      const id = await record(guild);
      await made().crashingClaims.claim(guild, id, NOW);
      const claims = await Promise.all(
        Array.from({ length: 20 }, () => made().ledgerClaims.claim(guild, id, NOW)),
      );
      expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
    });

    test('a row that was resumed stays so until it is settled for good', async () => {
      const guild = anId<GuildId>();
      const id = await record(guild);
      await made().crashingClaims.claim(guild, id, NOW);
      const resumed = await made().ledgerClaims.claim(guild, id, NOW);
      await inUnit(made().unitOfWork, guild, (unit) =>
        unit.ledger.settle(id, resumed!.fence, { state: 'waiting', wakeAt: NOW, code: 429 }),
      );
      expect(await made().ledgerClaims.claim(guild, id, NOW)).toMatchObject({ resumed: true });
    });

    test('the sweep finds what is overdue and what crashed, in every community, and nothing else', async () => {
      const [guild, other] = [anId<GuildId>(), anId<GuildId>()];
      const overdue = await record(guild, -2);
      const crashed = await record(other, -1);
      await made().crashingClaims.claim(other, crashed, NOW);
      const running = await record(guild, -1);
      await made().ledgerClaims.claim(guild, running, NOW);
      const future = await record(other, 1);
      const found = await made().ledgerClaims.overdue(NOW, 1_000);
      expect(found).toEqual(
        expect.arrayContaining([
          { guild, id: overdue },
          { guild: other, id: crashed },
        ]),
      );
      const ids = found.map(({ id }) => id);
      expect(ids).not.toContain(running);
      expect(ids).not.toContain(future);
    });

    test('the sweep takes no more than it was asked for', async () => {
      const guild = anId<GuildId>();
      for (let row = 0; row < 4; row++) await record(guild, -1);
      expect(await made().ledgerClaims.overdue(NOW, 3)).toHaveLength(3);
    });

    test('the next instant anything wants to be looked at is known', async () => {
      await record(anId<GuildId>(), -1_000);
      await record(anId<GuildId>(), -900);
      expect(await made().ledgerClaims.nextWake()).toEqual(later(-1_000));
    });

    test('what is due or under way is unsettled; what waits for later or is over is not', async () => {
      const guild = anId<GuildId>();
      const before = await made().ledgerClaims.unsettled(NOW);
      await record(guild, 1);
      const due = await record(guild);
      const running = await record(guild);
      const claimed = await made().ledgerClaims.claim(guild, running, NOW);
      expect(await made().ledgerClaims.unsettled(NOW)).toBe(before + 2);
      await inUnit(made().unitOfWork, guild, async ({ ledger }) => {
        await ledger.settle(running, claimed!.fence, { state: 'done' });
        await ledger.cancel((await ledger.get(due))!.subject);
      });
      expect(await made().ledgerClaims.unsettled(NOW)).toBe(before);
    });
  });
}
