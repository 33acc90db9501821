import { ok } from '@sapphire/result';
import { describe, expect, test } from 'vitest';
import type { GuildId, PersonId } from '#domain/ids';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { aBallot, anId, aVote, inUnit, later } from './samples.ts';

/** What every `Votes` promises. */
export function describeVotes(unitOfWork: () => UnitOfWork): void {
  describe('votes', () => {
    test('a vote is read back as it was saved, and found while it is open', async () => {
      const guild = anId<GuildId>();
      const vote = aVote(guild);
      const closed = { ...vote, state: 'closed' as const, version: 2 };
      await inUnit(unitOfWork(), guild, async ({ votes }) => {
        await votes.save(vote, null);
        expect(await votes.openOf(vote.partnership)).toEqual(vote);
        await votes.save(closed, 1);
        expect(await votes.openOf(vote.partnership)).toBeNull();
      });
      expect(await inUnit(unitOfWork(), guild, (unit) => unit.votes.get(vote.id))).toEqual(closed);
    });

    test('a partnership has one open vote at a time', async () => {
      const guild = anId<GuildId>();
      const vote = aVote(guild);
      await inUnit(unitOfWork(), guild, (unit) => unit.votes.save(vote, null));
      const second = aVote(guild, { partnership: vote.partnership, trial: 2 });
      const refused = await unitOfWork().run(guild, async ({ votes }) => ok(await votes.save(second, null)));
      expect(refused.unwrapErr()).toEqual({ kind: 'already-done' });
      await inUnit(unitOfWork(), guild, async ({ votes }) => {
        await votes.save({ ...vote, state: 'closed' }, 1);
        await votes.save(second, null);
        expect(await votes.openOf(vote.partnership)).toEqual(second);
      });
    });

    test('somebody who changes their mind has one ballot, the last', async () => {
      const guild = anId<GuildId>();
      const [vote, person, partner] = [aVote(guild), anId<PersonId>(), anId<PersonId>()];
      const last = aBallot(vote.id, person, { choice: 'pause', reason: null, castAt: later(1) });
      const other = aBallot(vote.id, partner);
      const found = await inUnit(unitOfWork(), guild, async ({ votes }) => {
        await votes.putBallot(aBallot(vote.id, person));
        await votes.putBallot(other);
        await votes.putBallot(last);
        return votes.ballots(vote.id);
      });
      expect(found).toHaveLength(2);
      expect(found).toEqual(expect.arrayContaining([last, other]));
    });

    test('twenty changes of mind at once still leave one ballot', async () => {
      const guild = anId<GuildId>();
      const [vote, person] = [aVote(guild), anId<PersonId>()];
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          inUnit(unitOfWork(), guild, (unit) =>
            unit.votes.putBallot(aBallot(vote.id, person, { castAt: later(index) })),
          ),
        ),
      );
      expect(await inUnit(unitOfWork(), guild, (unit) => unit.votes.ballots(vote.id))).toHaveLength(1);
    });

    test('the ballots of somebody who erases are removed, and only theirs', async () => {
      const guild = anId<GuildId>();
      const [vote, person, partner] = [aVote(guild), anId<PersonId>(), anId<PersonId>()];
      await inUnit(unitOfWork(), guild, async ({ votes }) => {
        await votes.putBallot(aBallot(vote.id, person));
        await votes.putBallot(aBallot(vote.id, partner));
        expect(await votes.ballotsOf(person)).toEqual([aBallot(vote.id, person)]);
        await votes.removeBallotsOf(person);
        expect(await votes.ballotsOf(person)).toEqual([]);
        expect(await votes.ballots(vote.id)).toEqual([aBallot(vote.id, partner)]);
      });
    });
  });
}
