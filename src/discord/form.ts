import { container } from '@sapphire/framework';
import type { Result } from '@sapphire/result';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import type { GuildId } from '#domain/ids';
import type { Refusal } from '#domain/refusal';
import type { Actor } from '#use-cases/actor';
import { choosing, guildOf, type Showing } from './act.ts';
import { actorOf, type Speaker } from './actor-of.ts';
import { andThen } from './and-then.ts';
import type { FormOpener } from './respond.ts';
import type { ChooseWith } from './views/replies/refusal.ts';
import { wordsFor } from './words/words-for.ts';

export type Opening<Output> = {
  guild: GuildId | null;
  /** What the form has to know, quickly: a form cannot be deferred, it opens within three seconds or never. */
  query(actor: Actor): Promise<Result<Output, Refusal>>;
  form(output: Output, showing: Showing): APIModalInteractionResponseCallbackData;
  choose?: ChooseWith['action'];
};

/** The second shape of a piece, **form**: a quick query, then a form, or a refusal that this person alone sees. */
export function openForm<Output>(interaction: FormOpener & Speaker, opening: Opening<Output>): Promise<void> {
  return container.inFlight.track(open(interaction, opening));
}

async function open<Output>(
  interaction: FormOpener & Speaker,
  { guild, query, form, choose }: Opening<Output>,
): Promise<void> {
  const { respond, customIds } = container;
  const words = wordsFor(interaction.locale);
  const result = await andThen(actorOf(interaction, guild), async (actor) =>
    (await query(actor)).map((output) => ({ output, actor })),
  );
  await result.match({
    ok: ({ output, actor }) =>
      respond.showForm(interaction, form(output, { words, ids: customIds.mint, guild: actor.guild, actor })),
    err: (refusal) =>
      respond.refuse(interaction, refusal, words, choosing(choose, guild ?? guildOf(interaction))),
  });
}
