import { Command } from '@sapphire/framework';
import { ApplicationCommandOptionType, InteractionContextType } from 'discord.js';
import { act } from '../act.ts';
import { COMMANDS, named } from '../command-words.ts';
import { runSubcommand } from '../subcommands.ts';
import { renderRoundReport } from '../views/replies/round-report.ts';

const { preview, run } = COMMANDS.match;

/** Rounds. Discord shows it to everyone, because it cannot know who holds the rounds grant; the use case does. */
export class MatchCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: COMMANDS.match.name });
  }

  override registerApplicationCommands(registry: Command.Registry) {
    registry.registerChatInputCommand({
      ...named(({ match }) => match),
      contexts: [InteractionContextType.Guild],
      dmPermission: false,
      options: [
        { ...named(({ match }) => match.preview), type: ApplicationCommandOptionType.Subcommand },
        { ...named(({ match }) => match.run), type: ApplicationCommandOptionType.Subcommand },
      ],
    });
  }

  override chatInputRun(interaction: Command.ChatInputCommandInteraction) {
    const { app } = this.container;
    return runSubcommand(interaction, {
      [preview.name]: () =>
        act(interaction, {
          guild: null,
          run: (actor) => app.previewRound(actor, {}),
          view: (report, showing) => renderRoundReport(report, { stage: 'preview' }, showing),
        }),
      [run.name]: () =>
        act(interaction, {
          guild: null,
          run: (actor) => app.runRound(actor, {}),
          view: (report, showing) => renderRoundReport(report, { stage: 'run' }, showing),
        }),
    });
  }
}
