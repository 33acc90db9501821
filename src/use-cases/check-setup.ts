import { err, ok } from '@sapphire/result';
import type { App } from './app.ts';
import type { Deps } from './deps.ts';
import { adminAsking, communityOf } from './who-asks.ts';

/** Tries every permission the bot needs and says what is missing. */
export const checkSetup =
  ({ unitOfWork, serverCheck }: Deps): App['checkSetup'] =>
  async (actor) => {
    const found = await unitOfWork.run(actor.guild, async (unit) => {
      const admin = adminAsking(actor);
      return admin.isErr() ? err(admin.unwrapErr()) : communityOf(unit);
    });
    if (found.isErr()) return err(found.unwrapErr());
    const { lobby, circlesCategory } = found.unwrap();
    return ok({ checks: await serverCheck.inspect(actor.guild, lobby, circlesCategory) });
  };
