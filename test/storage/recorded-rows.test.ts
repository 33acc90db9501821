import { err } from '@sapphire/result';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GuildId, RowId } from '#domain/ids';
import type { NewEffect } from '#domain/ledger/ledger-row';
import { anEffect, anId, inUnit, later, NOW } from '../contracts/samples.ts';
import { openTestStorage, type TestStorage } from './open-test-storage.ts';

describe('the rows handed to the schedule after a commit', () => {
  let storage: TestStorage;
  let handed: unknown[] = [];
  let schedule: () => Promise<void> = async () => {};
  beforeAll(async () => {
    storage = await openTestStorage({
      onRecorded: async (rows) => {
        handed.push(...rows);
        await schedule();
      },
    });
  });
  beforeEach(() => {
    handed = [];
    schedule = async () => {};
  });
  afterAll(() => storage.close());

  const guild = anId<GuildId>();
  const record = (effect: NewEffect): Promise<RowId> =>
    inUnit(storage.unitOfWork, guild, (unit) => unit.ledger.record(effect));

  test('are the new ones, at their hour', async () => {
    const id = await record(anEffect({ dueAt: later(3) }));
    expect(handed).toEqual([{ guild, id, wakeAt: later(3) }]);
  });

  test('are none for an effect that was recorded before', async () => {
    const effect = anEffect();
    await record(effect);
    handed = [];
    await record(effect);
    expect(handed).toEqual([]);
  });

  test('are none when the unit is refused', async () => {
    await storage.unitOfWork.run(guild, async ({ ledger }) => {
      await ledger.record(anEffect());
      return err({ kind: 'expired' });
    });
    expect(handed).toEqual([]);
  });

  test('are those that moved, once they are committed', async () => {
    const id = await record(anEffect());
    handed = [];
    await inUnit(storage.unitOfWork, guild, async ({ ledger }) => {
      await ledger.reschedule(id, later(5), null);
      expect(handed).toEqual([]);
    });
    expect(handed).toEqual([{ guild, id, wakeAt: later(5) }]);
  });

  test('are what goes back to waiting, and what waited for a row that is over', async () => {
    const first = await record(anEffect());
    const second = await record(anEffect({ after: first, dueAt: later(1) }));
    const settle = async (id: RowId, end: 'waiting' | 'done') => {
      handed = [];
      const claimed = await storage.ledgerClaims.claim(guild, id, later(9));
      const settlement = end === 'done' ? { state: end } : { state: end, wakeAt: later(2) };
      await inUnit(storage.unitOfWork, guild, (unit) => unit.ledger.settle(id, claimed!.fence, settlement));
    };
    await settle(first, 'waiting');
    expect(handed).toEqual([{ guild, id: first, wakeAt: later(2) }]);
    await settle(first, 'done');
    expect(handed).toEqual([{ guild, id: second, wakeAt: later(1) }]);
  });

  test('may be lost: a schedule that is away takes nothing back', async () => {
    schedule = () => Promise.reject(new Error('away'));
    const id = await record(anEffect({ dueAt: NOW }));
    expect(await storage.ledgerClaims.overdue(NOW, 1_000)).toContainEqual({ guild, id });
  });
});
