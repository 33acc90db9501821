import { ok } from '@sapphire/result';
import type { GuildId, PersonId } from '#domain/ids';
import type { Partnership } from '#domain/partnership/partnership';
import type { UnitOfWork } from '#use-cases/ports/unit-of-work';
import type { DrawerDocuments } from '#sandbox/web-client/protocol';

const SEALED = 'What people wrote in here is stored encrypted; the demo opens it for you.';

/** What is stored about one community, read through the same ports as the bot, so that sealed texts are open. */
export const openDocuments = async (unitOfWork: UnitOfWork, guildId: string): Promise<DrawerDocuments> => {
  const read = await unitOfWork.run(guildId as GuildId, async (unit) => {
    const community = await unit.communities.get();
    const members = await unit.members.inProgramme();
    const proposals = new Map<string, unknown>();
    const partnerships = new Map<string, Partnership>();
    const checkIns: unknown[] = [];
    const ballots: unknown[] = [];
    for (const { person } of members) {
      for (const proposal of await unit.proposals.ofPerson(person)) proposals.set(proposal.id, proposal);
      for (const partnership of await unit.partnerships.ofPerson(person))
        partnerships.set(partnership.id, partnership);
      checkIns.push(...(await unit.checkIns.ofPerson(person)));
      ballots.push(...(await unit.votes.ballotsOf(person)));
    }
    const outcomes: unknown[] = [];
    const rows: unknown[] = [];
    const people: { person: PersonId; user: string | null }[] = [];
    for (const { id } of partnerships.values()) {
      outcomes.push(...(await unit.outcomes.of(id)));
      rows.push(...(await unit.ledger.waitingOf(id)));
    }
    for (const { person } of members) people.push({ person, user: await unit.people.userOf(person) });
    return ok([
      { collection: 'communities', about: 'One for each server.', documents: community ? [community] : [] },
      {
        collection: 'people',
        about: 'The only place where an account and a person meet.',
        documents: people,
      },
      { collection: 'members', about: SEALED, documents: members },
      { collection: 'proposals', about: 'Offers, and who said what.', documents: [...proposals.values()] },
      { collection: 'partnerships', about: SEALED, documents: [...partnerships.values()] },
      { collection: 'checkIns', about: SEALED, documents: checkIns },
      { collection: 'ballots', about: SEALED, documents: ballots },
      { collection: 'outcomes', about: 'What trials came to; they name nobody.', documents: outcomes },
      { collection: 'ledger', about: 'What is still to be said or done, and when.', documents: rows },
    ]);
  });
  return read.unwrap();
};
