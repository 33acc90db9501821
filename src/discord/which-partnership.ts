import { container } from '@sapphire/framework';
import type { Result } from '@sapphire/result';
import type { PartnershipId } from '#domain/ids';
import type { Refusal } from '#domain/refusal';
import type { Actor } from '#use-cases/actor';
import type { UseCase } from '#use-cases/app';
import { andThen } from './and-then.ts';

/** Runs a use case on the partnership that a command means where it was typed; it may refuse to guess. */
export async function onThePartnershipMeant<Output>(
  actor: Actor,
  useCase: UseCase<{ partnership: PartnershipId }, Output>,
): Promise<Result<Output, Refusal>> {
  const meant = await container.app.findPartnership(actor, { partnership: null });
  return andThen(meant, (which) => useCase(actor, which));
}
