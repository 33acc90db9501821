import { container } from '@sapphire/framework';
import type { ChatInputCommandInteraction } from 'discord.js';
import { wordsFor } from './words/words-for.ts';

/** Runs what the chosen subcommand stands for; one that this version does not have is refused as out of date. */
export async function runSubcommand(
  interaction: ChatInputCommandInteraction,
  subcommands: Readonly<Record<string, () => Promise<void>>>,
): Promise<void> {
  const chosen = interaction.options.getSubcommand();
  const run = Object.hasOwn(subcommands, chosen) ? subcommands[chosen] : undefined;
  if (run) return run();
  await container.respond.refuse(interaction, { kind: 'expired' }, wordsFor(interaction.locale));
}
