import { describe, expect, test } from 'vitest';
import type { ChannelId, GuildId, LocalDate, MessageId, PersonId, RowId, ZoneId } from '#domain/ids';
import type { NewEffect } from '#domain/ledger/ledger-row';
import type { LedgerClaims } from '#use-cases/ports/ledger';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { anEffect, anId, inUnit, later, NOW } from './samples.ts';

type Made = { unitOfWork: UnitOfWork; ledgerClaims: LedgerClaims };

/** What every `Ledger` promises inside a unit. */
export function describeLedger(made: () => Made): void {
  const record = (guild: GuildId, effect: NewEffect): Promise<RowId> =>
    inUnit(made().unitOfWork, guild, (unit) => unit.ledger.record(effect));
  const read = (guild: GuildId, id: RowId) => inUnit(made().unitOfWork, guild, (unit) => unit.ledger.get(id));
  const claim = async (guild: GuildId, id: RowId) => {
    const claimed = await made().ledgerClaims.claim(guild, id, NOW);
    expect(claimed).not.toBeNull();
    return claimed!;
  };

  describe('the ledger', () => {
    test('a recorded effect waits with everything it was given', async () => {
      const guild = anId<GuildId>();
      const effect = {
        subject: anId<string>(),
        kind: 'prompt',
        occurrence: 'day-3',
        recipient: anId<PersonId>(),
        refs: { day: 3, partnership: 'p' },
        target: { kind: 'person', person: anId<PersonId>() },
        after: anId<RowId>(),
        dueAt: later(2),
        intended: { zone: 'Africa/Cairo' as ZoneId, on: '2026-03-02' as LocalDate, hour: 9 },
        windowEndsAt: later(14),
      } satisfies NewEffect;
      const id = await record(guild, effect);
      expect(await read(guild, id)).toEqual({
        ...effect,
        id,
        guild,
        wakeAt: later(2),
        state: 'waiting',
        leaseUntil: null,
        fence: 0,
        attempts: 0,
        lastCode: null,
        channel: null,
        message: null,
      });
    });

    test('an effect without details starts at its beginning', async () => {
      const guild = anId<GuildId>();
      const row = await read(guild, await record(guild, anEffect()));
      expect(row).toMatchObject({
        occurrence: '',
        recipient: null,
        refs: {},
        after: null,
        intended: null,
        windowEndsAt: null,
      });
    });

    test('an effect recorded twice is one row, and the first stands', async () => {
      const guild = anId<GuildId>();
      const effect = anEffect({ occurrence: 'v2' });
      const first = await record(guild, effect);
      const second = await record(guild, { ...effect, dueAt: later(5) });
      expect(second).toBe(first);
      expect((await read(guild, first))?.dueAt).toEqual(NOW);
    });

    test('guild, subject, kind, occurrence and recipient each make it another row', async () => {
      const guild = anId<GuildId>();
      const effect = anEffect();
      const ids = [
        await record(guild, effect),
        await record(anId<GuildId>(), effect),
        await record(guild, { ...effect, subject: anId<string>() }),
        await record(guild, { ...effect, kind: 'welcome' }),
        await record(guild, { ...effect, occurrence: 'again' }),
        await record(guild, { ...effect, recipient: anId<PersonId>() }),
      ];
      expect(new Set(ids).size).toBe(ids.length);
    });

    test('twenty units that record the same effect at once make one row', async () => {
      const guild = anId<GuildId>();
      const effect = anEffect();
      const ids = await Promise.all(Array.from({ length: 20 }, () => record(guild, effect)));
      expect(new Set(ids).size).toBe(1);
      const waiting = await inUnit(made().unitOfWork, guild, (unit) => unit.ledger.waitingOf(effect.subject));
      expect(waiting).toHaveLength(1);
    });

    test('cancelling reaches what waits for the subject, of the kinds named, and nothing that is under way', async () => {
      const guild = anId<GuildId>();
      const subject = anId<string>();
      const prompt = await record(guild, anEffect({ subject, kind: 'prompt', dueAt: later(1) }));
      const pinned = await record(guild, anEffect({ subject, kind: 'checklist' }));
      const running = await record(guild, anEffect({ subject, kind: 'charter' }));
      await claim(guild, running);
      await inUnit(made().unitOfWork, guild, async ({ ledger }) => {
        expect(await ledger.cancel(subject, ['prompt', 'rhythm-prompt'])).toBe(1);
        expect((await ledger.waitingOf(subject)).map(({ id }) => id)).toEqual([pinned]);
        expect(await ledger.cancel(subject)).toBe(1);
        expect(await ledger.cancel(subject)).toBe(0);
      });
      expect((await read(guild, prompt))?.state).toBe('cancelled');
      expect((await read(guild, running))?.state).toBe('claimed');
    });

    test('a waiting row moves to another instant; one that is over does not', async () => {
      const guild = anId<GuildId>();
      const id = await record(guild, anEffect({ windowEndsAt: later(1) }));
      await inUnit(made().unitOfWork, guild, (unit) => unit.ledger.reschedule(id, later(24), later(36)));
      expect(await read(guild, id)).toMatchObject({
        dueAt: later(24),
        wakeAt: later(24),
        windowEndsAt: later(36),
      });
      await inUnit(made().unitOfWork, guild, async ({ ledger }) => {
        const row = await ledger.get(id);
        await ledger.cancel(row!.subject);
        await ledger.reschedule(id, later(48), null);
      });
      expect(await read(guild, id)).toMatchObject({ state: 'cancelled', dueAt: later(24) });
    });

    test('what waits for a subject comes in order of its due instant', async () => {
      const guild = anId<GuildId>();
      const subject = anId<string>();
      for (const hours of [7, 1, 3]) {
        await record(guild, anEffect({ subject, occurrence: `${hours}`, dueAt: later(hours) }));
      }
      const waiting = await inUnit(made().unitOfWork, guild, (unit) => unit.ledger.waitingOf(subject));
      expect(waiting.map(({ occurrence }) => occurrence)).toEqual(['1', '3', '7']);
    });

    test('a settled row keeps where its message stands', async () => {
      const guild = anId<GuildId>();
      const id = await record(guild, anEffect());
      const { fence } = await claim(guild, id);
      const [channel, message] = [anId<ChannelId>(), anId<MessageId>()];
      const settled = await inUnit(made().unitOfWork, guild, (unit) =>
        unit.ledger.settle(id, fence, { state: 'done', channel, message }),
      );
      expect(settled).toBe(true);
      expect(await read(guild, id)).toMatchObject({ state: 'done', channel, message, leaseUntil: null });
    });

    test('a settlement with an outdated fence changes nothing', async () => {
      const guild = anId<GuildId>();
      const id = await record(guild, anEffect());
      const { fence } = await claim(guild, id);
      const settle = (fence: number) =>
        inUnit(made().unitOfWork, guild, (unit) => unit.ledger.settle(id, fence, { state: 'done' }));
      expect(await settle(fence - 1)).toBe(false);
      expect((await read(guild, id))?.state).toBe('claimed');
      expect(await settle(fence)).toBe(true);
      expect(await settle(fence)).toBe(false);
    });

    test('a row put back to waiting is looked at again at its hour, with the code of what happened', async () => {
      const guild = anId<GuildId>();
      const id = await record(guild, anEffect());
      const { fence } = await claim(guild, id);
      await inUnit(made().unitOfWork, guild, (unit) =>
        unit.ledger.settle(id, fence, { state: 'waiting', wakeAt: later(1), code: 50007 }),
      );
      expect(await read(guild, id)).toMatchObject({
        state: 'waiting',
        wakeAt: later(1),
        lastCode: 50007,
        attempts: 1,
      });
      expect(await made().ledgerClaims.claim(guild, id, NOW)).toBeNull();
      expect(await made().ledgerClaims.claim(guild, id, later(1))).toMatchObject({
        fence: 2,
        resumed: false,
      });
    });

    test.each([
      503,
      'ECONNRESET',
    ])('after %s the message may stand in Discord already, and the next claim says so', async (code) => {
      const guild = anId<GuildId>();
      const id = await record(guild, anEffect());
      const { fence } = await claim(guild, id);
      await inUnit(made().unitOfWork, guild, (unit) =>
        unit.ledger.settle(id, fence, { state: 'waiting', wakeAt: NOW, code }),
      );
      expect((await claim(guild, id)).resumed).toBe(true);
    });

    test('a row that waited for another is due at once when that one is done', async () => {
      const guild = anId<GuildId>();
      const subject = anId<string>();
      const thread = await record(guild, anEffect({ subject, kind: 'open-thread' }));
      const card = await record(guild, anEffect({ subject, kind: 'why-card', after: thread }));
      const early = await claim(guild, card);
      await inUnit(made().unitOfWork, guild, (unit) =>
        unit.ledger.settle(card, early.fence, { state: 'waiting', wakeAt: later(2) }),
      );
      const { fence } = await claim(guild, thread);
      await inUnit(made().unitOfWork, guild, (unit) => unit.ledger.settle(thread, fence, { state: 'done' }));
      expect(await made().ledgerClaims.claim(guild, card, NOW)).not.toBeNull();
    });

    test('messages that carry somebody’s words are found for erasure once they are posted', async () => {
      const guild = anId<GuildId>();
      const author = anId<PersonId>();
      const posted = await record(guild, anEffect({ kind: 'check-in', refs: { author } }));
      await record(guild, anEffect({ kind: 'check-in', refs: { author } }));
      const { fence } = await claim(guild, posted);
      const found = await inUnit(made().unitOfWork, guild, async ({ ledger }) => {
        await ledger.settle(posted, fence, {
          state: 'done',
          channel: anId<ChannelId>(),
          message: anId<MessageId>(),
        });
        return ledger.postedBy(author);
      });
      expect(found.map(({ id }) => id)).toEqual([posted]);
    });

    test('one of twenty rows takes somebody’s ping of the day, and may take it again', async () => {
      const guild = anId<GuildId>();
      const person = anId<PersonId>();
      const on = '2026-03-02' as LocalDate;
      const rows = Array.from({ length: 20 }, () => anId<RowId>());
      const take = (row: RowId) =>
        inUnit(made().unitOfWork, guild, (unit) => unit.ledger.takePing(person, on, row));
      const taken = await Promise.all(rows.map(take));
      expect(taken.filter(Boolean)).toHaveLength(1);
      const winner = rows[taken.indexOf(true)]!;
      expect(await take(winner)).toBe(true);
      expect(await take(anId<RowId>())).toBe(false);
    });

    test('another day and another person have a ping of their own', async () => {
      const guild = anId<GuildId>();
      const [person, row] = [anId<PersonId>(), anId<RowId>()];
      await inUnit(made().unitOfWork, guild, async ({ ledger }) => {
        expect(await ledger.takePing(person, '2026-03-02' as LocalDate, row)).toBe(true);
        expect(await ledger.takePing(person, '2026-03-03' as LocalDate, anId<RowId>())).toBe(true);
        expect(await ledger.takePing(anId<PersonId>(), '2026-03-02' as LocalDate, anId<RowId>())).toBe(true);
      });
    });
  });
}
