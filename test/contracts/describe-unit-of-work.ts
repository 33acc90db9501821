import { err, ok } from '@sapphire/result';
import { describe, expect, test } from 'vitest';
import type { GuildId, PersonId, UserId } from '#domain/ids';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { aMember, anEffect, anId, inUnit } from './samples.ts';

/** What every `UnitOfWork` promises. */
export function describeUnitOfWork(unitOfWork: () => UnitOfWork): void {
  describe('a unit of work', () => {
    test('a refusal takes back the change and the effect it would have caused', async () => {
      const guild = anId<GuildId>();
      const member = aMember(guild);
      const effect = anEffect();
      const refused = await unitOfWork().run(guild, async ({ members, ledger }) => {
        await members.save(member, null);
        await ledger.record(effect);
        return err({ kind: 'expired' });
      });
      expect(refused.unwrapErr()).toEqual({ kind: 'expired' });
      await inUnit(unitOfWork(), guild, async ({ members, ledger }) => {
        expect(await members.get(member.person)).toBeNull();
        expect(await ledger.waitingOf(effect.subject)).toEqual([]);
      });
    });

    test('a bug takes everything back and is thrown', async () => {
      const guild = anId<GuildId>();
      const member = aMember(guild);
      const run = unitOfWork().run(guild, async ({ members }) => {
        await members.save(member, null);
        throw new RangeError('a bug');
      });
      await expect(run).rejects.toThrow(RangeError);
      expect(await inUnit(unitOfWork(), guild, (unit) => unit.members.get(member.person))).toBeNull();
    });

    test('change and effect are there together after a commit', async () => {
      const guild = anId<GuildId>();
      const [member, effect] = [aMember(guild), anEffect()];
      await inUnit(unitOfWork(), guild, async ({ members, ledger }) => {
        await members.save(member, null);
        await ledger.record(effect);
      });
      await inUnit(unitOfWork(), guild, async ({ members, ledger }) => {
        expect(await members.get(member.person)).toEqual(member);
        expect(await ledger.waitingOf(effect.subject)).toHaveLength(1);
      });
    });

    test('twenty units that count the same thing at once lose none', async () => {
      const guild = anId<GuildId>();
      const member = aMember(guild);
      await inUnit(unitOfWork(), guild, (unit) => unit.members.save(member, null));
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          inUnit(unitOfWork(), guild, async ({ members, ledger }) => {
            const read = await members.get(member.person);
            await members.save({ ...read!, roundsWaited: read!.roundsWaited + 1 }, read!.version);
            await ledger.record(anEffect({ subject: member.person, occurrence: `${index}` }));
          }),
        ),
      );
      await inUnit(unitOfWork(), guild, async ({ members, ledger }) => {
        expect(await members.get(member.person)).toMatchObject({ roundsWaited: 20, version: 21 });
        expect(await ledger.waitingOf(member.person)).toHaveLength(20);
      });
    });

    test('a stale version runs the unit again from the start', async () => {
      const guild = anId<GuildId>();
      const member = aMember(guild);
      await inUnit(unitOfWork(), guild, (unit) => unit.members.save(member, null));
      let runs = 0;
      await inUnit(unitOfWork(), guild, async ({ members }) => {
        runs += 1;
        await members.save({ ...member, roundsWaited: runs }, runs === 1 ? 7 : 1);
      });
      expect(runs).toBe(2);
      const saved = await inUnit(unitOfWork(), guild, (unit) => unit.members.get(member.person));
      expect(saved?.roundsWaited).toBe(2);
    });

    test('a version that is never right is a bug, told after a few runs', async () => {
      const guild = anId<GuildId>();
      const member = aMember(guild);
      const run = inUnit(unitOfWork(), guild, (unit) => unit.members.save(member, 7));
      await expect(run).rejects.toThrow(/version 7/);
    });

    test('a unique index that refuses comes back as already done, even when the work swallows it', async () => {
      const guild = anId<GuildId>();
      const user = anId<UserId>();
      await inUnit(unitOfWork(), guild, (unit) => unit.people.link(anId<PersonId>(), user));
      const member = aMember(guild);
      const result = await unitOfWork().run(guild, async ({ members, people }) => {
        await members.save(member, null);
        await people.link(anId<PersonId>(), user).catch(() => {});
        return ok('linked');
      });
      expect(result.unwrapErr()).toEqual({ kind: 'already-done' });
      expect(await inUnit(unitOfWork(), guild, (unit) => unit.members.get(member.person))).toBeNull();
    });

    test('steps side by side are a bug, told at once', async () => {
      const guild = anId<GuildId>();
      const run = unitOfWork().run(guild, async ({ members }) =>
        ok(await Promise.all([members.inProgramme(), members.inProgramme()])),
      );
      await expect(run).rejects.toThrow(/sequential/);
    });

    test('a unit’s ports do nothing after it', async () => {
      const guild = anId<GuildId>();
      const { members } = await inUnit(unitOfWork(), guild, async (unit) => unit);
      await expect(members.inProgramme()).rejects.toThrow(/over/);
    });

    test('an entity of another community is not stored', async () => {
      const run = inUnit(unitOfWork(), anId<GuildId>(), (unit) =>
        unit.members.save(aMember(anId<GuildId>()), null),
      );
      await expect(run).rejects.toThrow(/another community/);
    });
  });
}
