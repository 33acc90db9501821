import { Command } from '@sapphire/framework';
import { ok } from '@sapphire/result';
import { ApplicationCommandOptionType, InteractionContextType } from 'discord.js';
import { act } from '../act.ts';
import { COMMANDS, named } from '../command-words.ts';
import { runSubcommand } from '../subcommands.ts';
import { renderEraseConfirm } from '../views/replies/erase.ts';

const { erase } = COMMANDS.data;

export class DataCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: COMMANDS.data.name });
  }

  override registerApplicationCommands(registry: Command.Registry) {
    registry.registerChatInputCommand({
      ...named(({ data }) => data),
      contexts: [InteractionContextType.Guild],
      dmPermission: false,
      options: [{ ...named(({ data }) => data.erase), type: ApplicationCommandOptionType.Subcommand }],
    });
  }

  override chatInputRun(interaction: Command.ChatInputCommandInteraction) {
    return runSubcommand(interaction, {
      [erase.name]: () =>
        act(interaction, {
          guild: null,
          run: () => Promise.resolve(ok({ now: this.container.now() })),
          view: renderEraseConfirm,
        }),
    });
  }
}
