import { ok } from '@sapphire/result';
import { describe, expect, test } from 'vitest';
import type { GuildId, LocalDate, PartnershipId } from '#domain/ids';
import type { Partnership } from '#domain/partnership/partnership';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { anId, aPartnership, inUnit, NOW, twoPeople } from './samples.ts';

const STATES: Partnership['state'][] = [
  { kind: 'agreeing' },
  { kind: 'trial' },
  { kind: 'steady', since: NOW },
  { kind: 'paused', until: '2026-04-01' as LocalDate, because: 'silence' },
  { kind: 'ended', ending: 'farewell', at: NOW },
];

/** What every `Partnerships` promises. */
export function describePartnerships(unitOfWork: () => UnitOfWork): void {
  describe('partnerships', () => {
    test.each(STATES)('a partnership that is $kind is read back as it was saved', async (state) => {
      const guild = anId<GuildId>();
      const partnership = aPartnership(guild, { state });
      await inUnit(unitOfWork(), guild, (unit) => unit.partnerships.save(partnership, null));
      const found = await inUnit(unitOfWork(), guild, (unit) => unit.partnerships.get(partnership.id));
      expect(found).toEqual(partnership);
    });

    test('one without a trial, a proposal or words of its own in the charter is kept as it is', async () => {
      const guild = anId<GuildId>();
      const bare = aPartnership(guild, {
        proposal: null,
        trial: null,
        resting: [],
        charter: { version: 1, author: null, text: null, signedBy: [], signedAt: NOW },
      });
      await inUnit(unitOfWork(), guild, (unit) => unit.partnerships.save(bare, null));
      expect(await inUnit(unitOfWork(), guild, (unit) => unit.partnerships.get(bare.id))).toEqual(bare);
    });

    test('the same two people are partners once at a time', async () => {
      const guild = anId<GuildId>();
      const [one, two] = twoPeople();
      const first = aPartnership(guild, { members: [one, two] });
      const second = aPartnership(guild, { members: [two, one] });
      await inUnit(unitOfWork(), guild, (unit) => unit.partnerships.save(first, null));
      const refused = await unitOfWork().run(guild, async ({ partnerships }) =>
        ok(await partnerships.save(second, null)),
      );
      expect(refused.unwrapErr()).toEqual({ kind: 'already-done' });
      const ended: Partnership = { ...first, state: { kind: 'ended', ending: 'ended', at: NOW }, version: 2 };
      await inUnit(unitOfWork(), guild, async ({ partnerships }) => {
        await partnerships.save(ended, 1);
        await partnerships.save(second, null);
        expect(await partnerships.liveOf(one)).toEqual([second]);
      });
      const ids = (await inUnit(unitOfWork(), guild, (unit) => unit.partnerships.ofPerson(one))).map(
        ({ id }) => id,
      );
      expect(ids).toEqual([first.id, second.id].sort());
    });

    test('live ones come in order of id, paused ones among them, ended ones not', async () => {
      const guild = anId<GuildId>();
      const b = aPartnership(guild, { id: `b${anId<string>()}` as PartnershipId });
      const a = aPartnership(guild, { id: `a${anId<string>()}` as PartnershipId, state: STATES[3]! });
      const found = await inUnit(unitOfWork(), guild, async ({ partnerships }) => {
        await partnerships.save(b, null);
        await partnerships.save(a, null);
        await partnerships.save(aPartnership(guild, { state: STATES[4]! }), null);
        return partnerships.live();
      });
      expect(found).toEqual([a, b]);
    });
  });
}
