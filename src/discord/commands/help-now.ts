import { Command } from '@sapphire/framework';
import { InteractionContextType } from 'discord.js';
import { COMMANDS, named } from '../command-words.ts';
import { renderHelpNow } from '../views/replies/help-now.ts';
import { wordsFor } from '../words/words-for.ts';

/** Where to find help right now: works everywhere, needs nobody to have joined, and leaves no trace. */
export class HelpNowCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: COMMANDS.helpNow.name });
  }

  override registerApplicationCommands(registry: Command.Registry) {
    registry.registerChatInputCommand({
      ...named(({ helpNow }) => helpNow),
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    });
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction) {
    await this.container.respond.answer(interaction, renderHelpNow(wordsFor(interaction.locale)));
  }
}
