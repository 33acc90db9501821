import { Command } from '@sapphire/framework';
import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { MessageId, UserId } from '#domain/ids';
import { act } from '../act.ts';
import { COMMANDS, localised } from '../command-words.ts';
import { renderMessageCounted } from '../views/replies/checked-in.ts';

const { name } = COMMANDS.countAsCheckIn;

/** In a message's menu. Only the message's id and author are used: its content is none of the bot's business. */
export class CountAsCheckInCommand extends Command {
  constructor(context: Command.LoaderContext) {
    // Sapphire lower-cases a piece's name, and looks a command up under the name that Discord shows.
    super(context, { name, aliases: [name] });
  }

  override registerApplicationCommands(registry: Command.Registry) {
    registry.registerContextMenuCommand({
      name,
      nameLocalizations: localised(({ commands }) => commands.countAsCheckIn.name),
      type: ApplicationCommandType.Message,
      contexts: [InteractionContextType.Guild],
      dmPermission: false,
    });
  }

  override async contextMenuRun(interaction: Command.ContextMenuCommandInteraction) {
    if (!interaction.isMessageContextMenuCommand()) return;
    const { id, author } = interaction.targetMessage;
    await act(interaction, {
      guild: null,
      run: (actor) =>
        this.container.app.countAsCheckIn(actor, { message: id as MessageId, author: author.id as UserId }),
      view: renderMessageCounted,
    });
  }
}
