import { Command } from '@sapphire/framework';
import { ApplicationCommandOptionType, InteractionContextType } from 'discord.js';
import { act } from '../act.ts';
import { COMMANDS, named } from '../command-words.ts';
import { openJoiningForm } from '../joining.ts';
import { runSubcommand } from '../subcommands.ts';
import { renderLeft, renderProfilePaused, renderProfileResumed } from '../views/replies/profile-state.ts';
import { renderProfile } from '../views/replies/profile.ts';

const { view, edit, pause, resume, leave } = COMMANDS.profile;
const DATE_LIMIT = 30;

export class ProfileCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: COMMANDS.profile.name });
  }

  override registerApplicationCommands(registry: Command.Registry) {
    const type = ApplicationCommandOptionType.Subcommand as const;
    registry.registerChatInputCommand({
      ...named(({ profile }) => profile),
      contexts: [InteractionContextType.Guild],
      dmPermission: false,
      options: [
        { ...named(({ profile }) => profile.view), type },
        { ...named(({ profile }) => profile.edit), type },
        {
          ...named(({ profile }) => profile.pause),
          type,
          options: [
            {
              ...named(({ profile }) => profile.pause.until),
              type: ApplicationCommandOptionType.String,
              required: true,
              maxLength: DATE_LIMIT,
            },
          ],
        },
        { ...named(({ profile }) => profile.resume), type },
        { ...named(({ profile }) => profile.leave), type },
      ],
    });
  }

  override chatInputRun(interaction: Command.ChatInputCommandInteraction) {
    const { app } = this.container;
    const guild = null;
    return runSubcommand(interaction, {
      [view.name]: () =>
        act(interaction, { guild, run: (actor) => app.viewProfile(actor, {}), view: renderProfile }),
      [edit.name]: () => openJoiningForm(interaction, guild),
      [pause.name]: () => {
        const until = interaction.options.getString(pause.until.name, true).slice(0, DATE_LIMIT);
        return act(interaction, {
          guild,
          run: (actor) => app.pauseProfile(actor, { until }),
          view: renderProfilePaused,
        });
      },
      [resume.name]: () =>
        act(interaction, {
          guild,
          run: (actor) => app.resumeProfile(actor, {}),
          view: (_resumed, showing) => renderProfileResumed(showing),
        }),
      [leave.name]: () => act(interaction, { guild, run: (actor) => app.leave(actor, {}), view: renderLeft }),
    });
  }
}
