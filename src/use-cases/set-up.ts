import { err, ok } from '@sapphire/result';
import type { App } from './app.ts';
import type { Deps } from './deps.ts';
import { adminAsking } from './who-asks.ts';

/** Discord allows 1,000 active threads in a server; the rest stays for everybody else's. */
const THREAD_BUDGET = 700;

/** Makes a community ready, or brings its settings up to date; the lobby and the joining panel follow once. */
export const setUp =
  ({ unitOfWork, clock }: Deps): App['setUp'] =>
  (actor, { preset, facilitatorRole, roundsRole }) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const admin = adminAsking(actor);
      if (admin.isErr()) return err(admin.unwrapErr());
      const now = clock.now();
      const known = await unit.communities.get();
      const community = known
        ? {
            ...known,
            preset,
            facilitatorRole: facilitatorRole ?? known.facilitatorRole,
            roundsRole: roundsRole ?? known.roundsRole,
          }
        : {
            guild: actor.guild,
            preset,
            locale: actor.locale,
            lobby: null,
            circlesCategory: null,
            facilitatorRole,
            roundsRole,
            threadBudget: THREAD_BUDGET,
            setUpAt: now,
            version: 0,
          };
      await unit.communities.save(community, known?.version ?? null);
      await unit.audit.add({ by: actor.user, act: known ? 'set up again' : 'set up', at: now });
      const lobby = await unit.ledger.record({
        subject: actor.guild,
        kind: 'open-lobby',
        // Run again, it looks whether the lobby still stands, and opens a new one only if it does not.
        occurrence: known ? `again-${now.getTime()}` : '',
        target: { kind: 'none' },
        dueAt: now,
      });
      await unit.ledger.record({
        subject: actor.guild,
        kind: 'joining-panel',
        occurrence: known ? `again-${now.getTime()}` : '',
        target: { kind: 'lobby' },
        after: lobby,
        dueAt: now,
      });
      return ok({ lobby: community.lobby, again: known !== null });
    });
