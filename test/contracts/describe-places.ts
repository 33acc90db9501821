import { describe, expect, test } from 'vitest';
import type { ChannelId, GuildId, MessageId, PartnershipId, PersonId } from '#domain/ids';
import type { Place, PlaceKey } from '#use-cases/ports/places';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { anId, inUnit } from './samples.ts';

/** What every `Places` promises. */
export function describePlaces(unitOfWork: () => UnitOfWork): void {
  describe('places', () => {
    const keys: PlaceKey[] = [
      { kind: 'thread', partnership: anId<PartnershipId>() },
      { kind: 'corner', person: anId<PersonId>() },
      { kind: 'dm', person: anId<PersonId>() },
      { kind: 'charter', partnership: anId<PartnershipId>() },
      { kind: 'checklist', partnership: anId<PartnershipId>() },
      { kind: 'panel' },
    ];
    test.each(keys)('a place for $kind is found again, moved and removed', async (key) => {
      const guild = anId<GuildId>();
      const place: Place = { key, channel: anId<ChannelId>(), message: null };
      const moved: Place = { key, channel: anId<ChannelId>(), message: anId<MessageId>() };
      await inUnit(unitOfWork(), guild, async ({ places }) => {
        expect(await places.get(key)).toBeNull();
        await places.put(place);
        expect(await places.get(key)).toEqual(place);
        await places.put(moved);
        expect(await places.get(key)).toEqual(moved);
        await places.remove(key);
        expect(await places.get(key)).toBeNull();
      });
    });

    test('a channel tells whose thread it is, not which messages stand in it', async () => {
      const guild = anId<GuildId>();
      const partnership = anId<PartnershipId>();
      const channel = anId<ChannelId>();
      await inUnit(unitOfWork(), guild, async ({ places }) => {
        await places.put({ key: { kind: 'charter', partnership }, channel, message: anId<MessageId>() });
        expect(await places.byChannel(channel)).toBeNull();
        await places.put({ key: { kind: 'thread', partnership }, channel, message: null });
        expect((await places.byChannel(channel))?.key).toEqual({ kind: 'thread', partnership });
      });
    });

    test('a corner is told by its channel, in its own community only', async () => {
      const guild = anId<GuildId>();
      const place: Place = {
        key: { kind: 'corner', person: anId<PersonId>() },
        channel: anId<ChannelId>(),
        message: null,
      };
      await inUnit(unitOfWork(), guild, (unit) => unit.places.put(place));
      expect(await inUnit(unitOfWork(), guild, (unit) => unit.places.byChannel(place.channel))).toEqual(
        place,
      );
      expect(
        await inUnit(unitOfWork(), anId<GuildId>(), (unit) => unit.places.byChannel(place.channel)),
      ).toBeNull();
    });
  });
}
