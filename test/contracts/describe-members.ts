import { describe, expect, test } from 'vitest';
import type { GuildId, LocalDate, PersonId } from '#domain/ids';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { aMember, anId, inUnit } from './samples.ts';

/** What every `Members` promises. */
export function describeMembers(unitOfWork: () => UnitOfWork): void {
  describe('members', () => {
    test('a member is read back as they were saved', async () => {
      const guild = anId<GuildId>();
      const member = aMember(guild, { state: { kind: 'paused', until: '2026-04-01' as LocalDate } });
      await inUnit(unitOfWork(), guild, (unit) => unit.members.save(member, null));
      expect(await inUnit(unitOfWork(), guild, (unit) => unit.members.get(member.person))).toEqual(member);
    });

    test('somebody who never joined is not a member', async () => {
      const found = await inUnit(unitOfWork(), anId<GuildId>(), (unit) => unit.members.get(anId<PersonId>()));
      expect(found).toBeNull();
    });

    test('each save moves the version on by one, whatever the entity says', async () => {
      const guild = anId<GuildId>();
      const member = aMember(guild, { version: 40 });
      await inUnit(unitOfWork(), guild, async ({ members }) => {
        await members.save(member, null);
        expect((await members.get(member.person))?.version).toBe(1);
        await members.save({ ...member, roundsWaited: 3 }, 1);
        expect(await members.get(member.person)).toEqual({ ...member, roundsWaited: 3, version: 2 });
      });
    });

    test('a member of one community is a stranger in another', async () => {
      const [guild, other] = [anId<GuildId>(), anId<GuildId>()];
      const member = aMember(guild);
      await inUnit(unitOfWork(), guild, (unit) => unit.members.save(member, null));
      await inUnit(unitOfWork(), other, async ({ members }) => {
        expect(await members.get(member.person)).toBeNull();
        expect(await members.inProgramme()).toEqual([]);
        await members.remove(member.person);
      });
      expect(await inUnit(unitOfWork(), guild, (unit) => unit.members.get(member.person))).toEqual(member);
    });

    test('those who are active or paused are in the programme, in order of person; those who rest or left are not', async () => {
      const guild = anId<GuildId>();
      const active = aMember(guild, { person: `b${anId<string>()}` as PersonId });
      const paused = aMember(guild, {
        person: `a${anId<string>()}` as PersonId,
        state: { kind: 'paused', until: '2026-04-01' as LocalDate },
      });
      const resting = aMember(guild, { state: { kind: 'resting' } });
      const gone = aMember(guild, { state: { kind: 'left' } });
      const found = await inUnit(unitOfWork(), guild, async ({ members }) => {
        for (const member of [active, paused, resting, gone]) await members.save(member, null);
        return members.inProgramme();
      });
      expect(found).toEqual([paused, active]);
    });

    test('a removed member is gone', async () => {
      const guild = anId<GuildId>();
      const member = aMember(guild);
      const found = await inUnit(unitOfWork(), guild, async ({ members }) => {
        await members.save(member, null);
        await members.remove(member.person);
        return members.get(member.person);
      });
      expect(found).toBeNull();
    });
  });
}
