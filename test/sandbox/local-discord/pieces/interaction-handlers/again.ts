import { InteractionHandler, InteractionHandlerTypes } from '@sapphire/framework';
import { type ButtonInteraction, ContainerBuilder, TextDisplayBuilder } from 'discord.js';

/** Acknowledges a button without a trace and changes its message afterwards. */
export class AgainButton extends InteractionHandler {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, { interactionHandlerType: InteractionHandlerTypes.Button });
  }

  override async run(interaction: ButtonInteraction): Promise<void> {
    await interaction.deferUpdate();
    const text = new TextDisplayBuilder().setContent('Thank you.');
    await interaction.editReply({ components: [new ContainerBuilder().addTextDisplayComponents(text)] });
    await interaction.user.send('See you tomorrow.');
  }
}
