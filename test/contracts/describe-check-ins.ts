import { ok } from '@sapphire/result';
import { describe, expect, test } from 'vitest';
import type { CheckIn } from '#domain/check-in/check-in';
import type { GuildId, MessageId, PartnershipId, PersonId } from '#domain/ids';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { aCheckIn, anId, inUnit, later, NOW } from './samples.ts';

const KINDS: CheckIn['what'][] = [
  { kind: 'micro', progress: 'a “page”', blockers: '', feeling: 'müde', supportWanted: null },
  { kind: 'minimum' },
  { kind: 'pulse', answer: 'hand' },
  { kind: 'message', message: anId<MessageId>() },
];

/** What every `CheckIns` promises. */
export function describeCheckIns(unitOfWork: () => UnitOfWork): void {
  describe('check-ins', () => {
    test.each(KINDS)('a check-in of kind $kind is read back as it was added', async (what) => {
      const guild = anId<GuildId>();
      const checkIn = aCheckIn(guild, { what });
      await inUnit(unitOfWork(), guild, (unit) => unit.checkIns.add(checkIn));
      expect(await inUnit(unitOfWork(), guild, (unit) => unit.checkIns.get(checkIn.id))).toEqual(checkIn);
      expect(await inUnit(unitOfWork(), guild, (unit) => unit.checkIns.ofPerson(checkIn.person))).toEqual([
        checkIn,
      ]);
    });

    test('a message counts once, however often it is counted at the same moment', async () => {
      const guild = anId<GuildId>();
      const message = anId<MessageId>();
      const results = await Promise.all(
        Array.from({ length: 5 }, () =>
          unitOfWork().run(guild, async ({ checkIns }) =>
            ok(await checkIns.add(aCheckIn(guild, { what: { kind: 'message', message } }))),
          ),
        ),
      );
      expect(results.filter((result) => result.isOk())).toHaveLength(1);
      for (const refused of results.filter((result) => result.isErr())) {
        expect(refused.unwrapErr()).toEqual({ kind: 'already-done' });
      }
      const found = await inUnit(unitOfWork(), guild, (unit) => unit.checkIns.byMessage(message));
      expect(found?.what).toEqual({ kind: 'message', message });
    });

    test('the same message id may count in another community', async () => {
      const message = anId<MessageId>();
      for (const guild of [anId<GuildId>(), anId<GuildId>()]) {
        await inUnit(unitOfWork(), guild, (unit) =>
          unit.checkIns.add(aCheckIn(guild, { what: { kind: 'message', message } })),
        );
      }
    });

    test('a partnership counts its check-ins since an instant and knows each one’s latest', async () => {
      const guild = anId<GuildId>();
      const [partnership, person, partner] = [anId<PartnershipId>(), anId<PersonId>(), anId<PersonId>()];
      await inUnit(unitOfWork(), guild, async ({ checkIns }) => {
        expect(await checkIns.latest(partnership, person)).toBeNull();
        for (const at of [later(-1), later(5), NOW]) {
          await checkIns.add(aCheckIn(guild, { partnership, person, at, what: { kind: 'minimum' } }));
        }
        await checkIns.add(aCheckIn(guild, { partnership, person: partner, at: later(9) }));
        await checkIns.add(aCheckIn(guild, { person, at: later(11) }));
        expect(await checkIns.countSince(partnership, NOW)).toBe(3);
        expect(await checkIns.latest(partnership, person)).toEqual(later(5));
      });
    });

    test('removing somebody’s check-ins leaves their partner’s', async () => {
      const guild = anId<GuildId>();
      const [mine, theirs] = [aCheckIn(guild), aCheckIn(guild)];
      await inUnit(unitOfWork(), guild, async ({ checkIns }) => {
        await checkIns.add(mine);
        await checkIns.add(theirs);
        await checkIns.removeOf(mine.person);
        expect(await checkIns.get(mine.id)).toBeNull();
        expect(await checkIns.get(theirs.id)).toEqual(theirs);
      });
    });
  });
}
