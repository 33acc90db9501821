import { ok } from '@sapphire/result';
import { describe, expect, test } from 'vitest';
import type { GuildId, ProposalId } from '#domain/ids';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import { anId, aProposal, inUnit, later, NOW, twoPeople } from './samples.ts';

/** What every `Proposals` promises. */
export function describeProposals(unitOfWork: () => UnitOfWork): void {
  describe('proposals', () => {
    test('a proposal is read back as it was saved', async () => {
      const guild = anId<GuildId>();
      const proposal = aProposal(guild);
      await inUnit(unitOfWork(), guild, (unit) => unit.proposals.save(proposal, null));
      expect(await inUnit(unitOfWork(), guild, (unit) => unit.proposals.get(proposal.id))).toEqual(proposal);
    });

    test('two people have one open proposal between them, whoever is named first', async () => {
      const guild = anId<GuildId>();
      const [one, two] = twoPeople();
      const first = aProposal(guild, { members: [one, two] });
      await inUnit(unitOfWork(), guild, (unit) => unit.proposals.save(first, null));
      const second = aProposal(guild, { members: [two, one] });
      const refused = await unitOfWork().run(guild, async ({ proposals }) =>
        ok(await proposals.save(second, null)),
      );
      expect(refused.unwrapErr()).toEqual({ kind: 'already-done' });
      await inUnit(unitOfWork(), guild, async ({ proposals }) => {
        await proposals.save({ ...first, state: 'closed' }, 1);
        await proposals.save(second, null);
        expect(await proposals.openOf(one)).toEqual([second]);
        expect(await proposals.ofPerson(two)).toHaveLength(2);
      });
    });

    test('open ones come in order of id', async () => {
      const guild = anId<GuildId>();
      const [b, a] = ['b', 'a'].map((id) => aProposal(guild, { id: `${id}${anId<string>()}` as ProposalId }));
      const found = await inUnit(unitOfWork(), guild, async ({ proposals }) => {
        await proposals.save(b!, null);
        await proposals.save(a!, null);
        await proposals.save(aProposal(guild, { state: 'accepted' }), null);
        return proposals.open();
      });
      expect(found).toEqual([a, b]);
    });

    test('pairs proposed since an instant are told, that instant included', async () => {
      const guild = anId<GuildId>();
      const early = aProposal(guild, { proposedAt: later(-1) });
      const recent = aProposal(guild, { proposedAt: NOW, state: 'closed' });
      const pairs = await inUnit(unitOfWork(), guild, async ({ proposals }) => {
        await proposals.save(early, null);
        await proposals.save(recent, null);
        return proposals.pairsSince(NOW);
      });
      expect(pairs).toEqual([recent.members]);
    });
  });
}
