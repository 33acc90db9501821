import { Command } from '@sapphire/framework';
import { InteractionContextType } from 'discord.js';
import { COMMANDS, named } from '../command-words.ts';
import { openJoiningForm } from '../joining.ts';

export class JoinCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: COMMANDS.join.name });
  }

  override registerApplicationCommands(registry: Command.Registry) {
    registry.registerChatInputCommand({
      ...named(({ join }) => join),
      contexts: [InteractionContextType.Guild],
      dmPermission: false,
    });
  }

  override chatInputRun(interaction: Command.ChatInputCommandInteraction) {
    return openJoiningForm(interaction, null);
  }
}
