import type { PersonId } from '#domain/ids';
import type { LedgerRow } from '#domain/ledger/ledger-row';
import { localDateOf } from '#domain/time/local-time';
import type { Unit } from '../ports/unit-of-work.ts';

/** Of these people, whom today's one unsolicited ping is still free for. */
export const withPingLeft = async (
  unit: Unit,
  row: LedgerRow,
  people: readonly PersonId[],
  now: Date,
): Promise<PersonId[]> => {
  const pinged: PersonId[] = [];
  for (const person of people) {
    const member = await unit.members.get(person);
    if (member && (await unit.ledger.takePing(person, localDateOf(now, member.profile.zone), row.id)))
      pinged.push(person);
  }
  return pinged;
};
