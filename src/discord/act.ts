import type { Result } from '@sapphire/result';
import { container } from '@sapphire/framework';
import { MessageFlags } from 'discord.js';
import type { GuildId } from '#domain/ids';
import type { Refusal } from '#domain/refusal';
import type { Actor } from '#use-cases/actor';
import { actorOf, type Speaker } from './actor-of.ts';
import { andThen } from './and-then.ts';
import type { Answerable, Updatable } from './respond.ts';
import type { MessageBody, ViewContext } from './views/message-body.ts';
import type { ChooseWith } from './views/replies/refusal.ts';
import { wordsFor } from './words/words-for.ts';

/** What a view of this shape of piece is given: words, ids and the server, and who reads it. */
export type Showing = ViewContext & { actor: Actor };

export type Acting<Output> = {
  /** The server that a clicked button names; null for a command. */
  guild: GuildId | null;
  run(actor: Actor): Promise<Result<Output, Refusal>>;
  view(output: Output, showing: Showing): MessageBody;
  /** Which action the buttons of `which-partnership` stand for. */
  choose?: ChooseWith['action'];
};

/**
 * The first shape of a piece, **act**: take the interaction within Discord's three seconds, then one use
 * case, then a view that this person alone sees. A component on a message that only they see is answered
 * in its place, any other with a message of its own. When the interaction is already gone (a copy of this
 * process took it), nothing runs.
 */
export function act<Output>(interaction: Answerable & Speaker, acting: Acting<Output>): Promise<void> {
  return container.inFlight.track(carryOut(interaction, acting));
}

async function carryOut<Output>(
  interaction: Answerable & Speaker,
  { guild, run, view, choose }: Acting<Output>,
): Promise<void> {
  const { respond, customIds } = container;
  const words = wordsFor(interaction.locale);
  const inPlace = standsOnPrivateMessage(interaction) ? interaction : null;
  const taken = inPlace ? await respond.deferUpdate(inPlace) : await respond.deferPrivately(interaction);
  if (!taken) return;
  const result = await andThen(actorOf(interaction, guild), async (actor) =>
    (await run(actor)).map((output) => ({ output, actor })),
  );
  await result.match({
    ok: ({ output, actor }) => {
      const shown = view(output, { words, ids: customIds.mint, guild: actor.guild, actor });
      return inPlace ? respond.replace(inPlace, shown) : respond.answer(interaction, shown);
    },
    err: (refusal) =>
      respond.refuse(interaction, refusal, words, choosing(choose, guild ?? guildOf(interaction))),
  });
}

/** Buttons for `which-partnership` need a server to be minted for. */
export function choosing(
  action: ChooseWith['action'] | undefined,
  guild: GuildId | null,
): ChooseWith | undefined {
  return action && guild ? { action, ids: container.customIds.mint, guild } : undefined;
}

export function guildOf(speaker: Speaker): GuildId | null {
  return speaker.guildId as GuildId | null;
}

/** A component's interaction whose message is ephemeral. Redrawing a shared one would show the answer to all. */
function standsOnPrivateMessage(interaction: Answerable): interaction is Updatable {
  if (!('deferUpdate' in interaction) || !('message' in interaction)) return false;
  const { message } = interaction;
  if (typeof message !== 'object' || message === null || !('flags' in message)) return false;
  const flags = message.flags;
  if (typeof flags !== 'object' || flags === null || !('has' in flags) || typeof flags.has !== 'function')
    return false;
  return flags.has.call(flags, MessageFlags.Ephemeral) === true;
}
