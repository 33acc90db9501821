import { Command } from '@sapphire/framework';
import { InteractionContextType } from 'discord.js';
import { COMMANDS, named } from '../command-words.ts';
import { openForm } from '../form.ts';
import { checkInForm } from '../views/modals/check-in-form.ts';

export class CheckInCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: COMMANDS.checkin.name });
  }

  override registerApplicationCommands(registry: Command.Registry) {
    registry.registerChatInputCommand({
      ...named(({ checkin }) => checkin),
      contexts: [InteractionContextType.Guild],
      dmPermission: false,
    });
  }

  override chatInputRun(interaction: Command.ChatInputCommandInteraction) {
    return openForm(interaction, {
      guild: null,
      query: (actor) => this.container.app.findPartnership(actor, { partnership: null }),
      form: checkInForm,
      choose: 'check-in',
    });
  }
}
