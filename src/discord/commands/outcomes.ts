import { Command } from '@sapphire/framework';
import { InteractionContextType } from 'discord.js';
import { act } from '../act.ts';
import { COMMANDS, named } from '../command-words.ts';
import { renderOutcomes } from '../views/replies/outcomes.ts';

/** For facilitators; Discord shows it to everyone, because it cannot know who they are; the use case does. */
export class OutcomesCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: COMMANDS.outcomes.name });
  }

  override registerApplicationCommands(registry: Command.Registry) {
    registry.registerChatInputCommand({
      ...named(({ outcomes }) => outcomes),
      contexts: [InteractionContextType.Guild],
      dmPermission: false,
    });
  }

  override chatInputRun(interaction: Command.ChatInputCommandInteraction) {
    return act(interaction, {
      guild: null,
      run: (actor) => this.container.app.viewOutcomes(actor, {}),
      view: renderOutcomes,
    });
  }
}
