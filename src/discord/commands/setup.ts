import { Command } from '@sapphire/framework';
import { ApplicationCommandOptionType, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import { z } from 'zod';
import type { RoleId } from '#domain/ids';
import type { PresetName } from '#domain/preset';
import { act } from '../act.ts';
import { andThen } from '../and-then.ts';
import { COMMANDS, localised, named } from '../command-words.ts';
import { admit } from '../form-answers.ts';
import { runSubcommand } from '../subcommands.ts';
import { renderSetupCheck, renderSetupStarted } from '../views/replies/setup.ts';
import { en } from '../words/en.ts';

const PRESETS = ['soft', 'boundary', 'executive'] as const satisfies readonly PresetName[];
const { start, check } = COMMANDS.setup;

export class SetupCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: COMMANDS.setup.name });
  }

  override registerApplicationCommands(registry: Command.Registry) {
    registry.registerChatInputCommand({
      ...named(({ setup }) => setup),
      contexts: [InteractionContextType.Guild],
      dmPermission: false,
      defaultMemberPermissions: PermissionFlagsBits.ManageGuild,
      options: [
        {
          ...named(({ setup }) => setup.start),
          type: ApplicationCommandOptionType.Subcommand,
          options: [
            {
              ...named(({ setup }) => setup.start.preset),
              type: ApplicationCommandOptionType.String,
              choices: PRESETS.map((preset) => ({
                name: en.labels.presets[preset].label,
                nameLocalizations: localised(({ labels }) => labels.presets[preset].label),
                value: preset,
              })),
            },
            {
              ...named(({ setup }) => setup.start.facilitatorRole),
              type: ApplicationCommandOptionType.Role,
            },
            { ...named(({ setup }) => setup.start.roundsRole), type: ApplicationCommandOptionType.Role },
          ],
        },
        { ...named(({ setup }) => setup.check), type: ApplicationCommandOptionType.Subcommand },
      ],
    });
  }

  override chatInputRun(interaction: Command.ChatInputCommandInteraction) {
    const { app } = this.container;
    const { options } = interaction;
    return runSubcommand(interaction, {
      [start.name]: () =>
        act(interaction, {
          guild: null,
          run: (actor) =>
            andThen(
              admit(z.enum(PRESETS), options.getString(start.preset.name) ?? 'soft', () => 'support'),
              (preset) =>
                app.setUp(actor, {
                  preset,
                  facilitatorRole: roleId(options.getRole(start.facilitatorRole.name)),
                  roundsRole: roleId(options.getRole(start.roundsRole.name)),
                }),
            ),
          view: renderSetupStarted,
        }),
      [check.name]: () =>
        act(interaction, {
          guild: null,
          run: (actor) => app.checkSetup(actor, {}),
          view: renderSetupCheck,
        }),
    });
  }
}

function roleId(role: { id: string } | null): RoleId | null {
  return (role?.id as RoleId | undefined) ?? null;
}
