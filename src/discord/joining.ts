import { container } from '@sapphire/framework';
import { ok, type Result } from '@sapphire/result';
import type { GuildId } from '#domain/ids';
import type { Profile } from '#domain/matching/profile';
import type { Refusal } from '#domain/refusal';
import type { Actor } from '#use-cases/actor';
import type { Speaker } from './actor-of.ts';
import { openForm } from './form.ts';
import type { FormOpener } from './respond.ts';
import { joiningForm } from './views/modals/joining-form.ts';

/** Opens the form of five fields: empty for a newcomer, filled in for somebody who joined before. */
export function openJoiningForm(interaction: FormOpener & Speaker, guild: GuildId | null): Promise<void> {
  return openForm(interaction, { guild, query: knownProfile, form: joiningForm });
}

async function knownProfile(actor: Actor): Promise<Result<Profile | null, Refusal>> {
  const viewed = await container.app.viewProfile(actor, {});
  if (viewed.isErr() && viewed.unwrapErr().kind === 'not-a-member') return ok(null);
  return viewed.map(({ profile }) => profile);
}
