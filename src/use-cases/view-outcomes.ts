import { err, ok } from '@sapphire/result';
import type { PersonId } from '#domain/ids';
import type { Outcome } from '#domain/vote/outcome';
import type { App, OutcomesView } from './app.ts';
import type { Deps } from './deps.ts';
import type { Unit } from './ports/unit-of-work.ts';
import { facilitatorAsking } from './who-asks.ts';

/** Fewer people than this behind a number, and the number is not shown (programme.md 37). */
const PEOPLE_AT_LEAST = 5;
const MONTHS_SHOWN = 12;

const monthOf = (instant: Date): string => instant.toISOString().slice(0, 7);

const peopleIn = async (unit: Unit, outcomes: readonly Outcome[]): Promise<number> => {
  const people = new Set<PersonId>();
  for (const { partnership } of outcomes)
    for (const person of (await unit.partnerships.get(partnership))?.members ?? []) people.add(person);
  return people.size;
};

/**
 * Counts by whole past UTC months; a month joins the next ones until five distinct people stand behind it,
 * and the running month is never shown, so that no two views can be subtracted from one another.
 */
export const viewOutcomes =
  ({ unitOfWork, clock }: Deps): App['viewOutcomes'] =>
  (actor) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const community = await facilitatorAsking(unit, actor);
      if (community.isErr()) return err(community.unwrapErr());
      const now = clock.now();
      const until = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
      const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - MONTHS_SHOWN, 1));
      const months: OutcomesView['months'] = [];
      let gathered: Outcome[] = [];
      let started: string | null = null;
      const all = await unit.outcomes.between(from, until);
      for (const month of [...new Set(all.map(({ closedAt }) => monthOf(closedAt)))]) {
        gathered = [...gathered, ...all.filter(({ closedAt }) => monthOf(closedAt) === month)];
        started ??= month;
        if ((await peopleIn(unit, gathered)) < PEOPLE_AT_LEAST) continue;
        const count = (result: Outcome['result']) =>
          gathered.filter((outcome) => outcome.result === result).length;
        months.push({
          month: started === month ? month : `${started} – ${month}`,
          trials: gathered.length,
          continued: count('continue'),
          tweaked: count('tweak'),
          paused: count('pause'),
          supported: gathered.reduce((sum, { ratings }) => sum + ratings.supported, 0),
          pressured: gathered.reduce((sum, { ratings }) => sum + ratings.pressured, 0),
          checkInsPerTrial: Math.round(
            gathered.reduce((sum, { checkIns }) => sum + checkIns, 0) / gathered.length,
          ),
        });
        gathered = [];
        started = null;
      }
      return ok({ months });
    });
