import { ok } from '@sapphire/result';
import { describe, expect, test } from 'vitest';
import type { GuildId, PersonId, UserId } from '#domain/ids';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { anId, inUnit } from './samples.ts';

/** What every `People` promises. */
export function describePeople(unitOfWork: () => UnitOfWork): void {
  describe('people', () => {
    test('a linked account and its person find each other', async () => {
      const guild = anId<GuildId>();
      const [person, user] = [anId<PersonId>(), anId<UserId>()];
      await inUnit(unitOfWork(), guild, async ({ people }) => {
        await people.link(person, user);
        expect(await people.personOf(user)).toBe(person);
        expect(await people.userOf(person)).toBe(user);
      });
    });

    test('an account is another person in every community', async () => {
      const user = anId<UserId>();
      for (const guild of [anId<GuildId>(), anId<GuildId>()]) {
        const person = anId<PersonId>();
        await inUnit(unitOfWork(), guild, (unit) => unit.people.link(person, user));
        expect(await inUnit(unitOfWork(), guild, (unit) => unit.people.personOf(user))).toBe(person);
      }
    });

    test('an account that is a person already cannot become a second one', async () => {
      const guild = anId<GuildId>();
      const [first, user] = [anId<PersonId>(), anId<UserId>()];
      await inUnit(unitOfWork(), guild, (unit) => unit.people.link(first, user));
      const again = await unitOfWork().run(guild, async ({ people }) =>
        ok(await people.link(anId<PersonId>(), user)),
      );
      expect(again.unwrapErr()).toEqual({ kind: 'already-done' });
      expect(await inUnit(unitOfWork(), guild, (unit) => unit.people.personOf(user))).toBe(first);
    });

    test('a person cut from their account is named by nothing, and the account may come back as somebody new', async () => {
      const guild = anId<GuildId>();
      const [person, user, again] = [anId<PersonId>(), anId<UserId>(), anId<PersonId>()];
      await inUnit(unitOfWork(), guild, async ({ people }) => {
        await people.link(person, user);
        await people.cut(person);
        expect(await people.userOf(person)).toBeNull();
        expect(await people.personOf(user)).toBeNull();
        await people.link(again, user);
        expect(await people.personOf(user)).toBe(again);
      });
    });
  });
}
