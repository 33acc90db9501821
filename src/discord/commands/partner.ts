import { Command } from '@sapphire/framework';
import { ApplicationCommandOptionType, InteractionContextType } from 'discord.js';
import { act } from '../act.ts';
import { COMMANDS, named } from '../command-words.ts';
import { runSubcommand } from '../subcommands.ts';
import { renderCharterReading } from '../views/replies/charter.ts';
import { renderRested } from '../views/replies/checked-in.ts';
import { renderPartnership } from '../views/replies/partnership.ts';
import { renderEndConfirm } from '../views/replies/pause-and-end.ts';
import { onThePartnershipMeant } from '../which-partnership.ts';

const { view, charter, rest, end } = COMMANDS.partner;

export class PartnerCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: COMMANDS.partner.name });
  }

  override registerApplicationCommands(registry: Command.Registry) {
    const type = ApplicationCommandOptionType.Subcommand as const;
    registry.registerChatInputCommand({
      ...named(({ partner }) => partner),
      contexts: [InteractionContextType.Guild],
      dmPermission: false,
      options: [
        { ...named(({ partner }) => partner.view), type },
        { ...named(({ partner }) => partner.charter), type },
        { ...named(({ partner }) => partner.rest), type },
        { ...named(({ partner }) => partner.end), type },
      ],
    });
  }

  override chatInputRun(interaction: Command.ChatInputCommandInteraction) {
    const { app, now } = this.container;
    const guild = null;
    return runSubcommand(interaction, {
      [view.name]: () =>
        act(interaction, {
          guild,
          run: (actor) => onThePartnershipMeant(actor, app.viewPartnership),
          view: renderPartnership,
          choose: 'view-partner',
        }),
      [charter.name]: () =>
        act(interaction, {
          guild,
          run: (actor) =>
            onThePartnershipMeant(actor, async (who, { partnership }) =>
              (await app.readCharter(who, { partnership })).map((page) => ({ ...page, partnership })),
            ),
          view: renderCharterReading,
          choose: 'charter-edit',
        }),
      [rest.name]: () =>
        act(interaction, {
          guild,
          run: (actor) => onThePartnershipMeant(actor, app.restAWeek),
          view: renderRested,
          choose: 'rest',
        }),
      [end.name]: () =>
        act(interaction, {
          guild,
          run: (actor) => app.findPartnership(actor, { partnership: null }),
          view: ({ partnership }, showing) => renderEndConfirm({ partnership, now: now() }, showing),
          choose: 'end',
        }),
    });
  }
}
