import { InteractionHandler, InteractionHandlerTypes } from '@sapphire/framework';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelType,
  ContainerBuilder,
  MessageFlags,
  type ModalSubmitInteraction,
  TextDisplayBuilder,
} from 'discord.js';

/** Defers, opens a private thread, posts a Components V2 message there and answers the person alone. */
export class CheckinForm extends InteractionHandler {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, { interactionHandlerType: InteractionHandlerTypes.ModalSubmit });
  }

  override async run(interaction: ModalSubmitInteraction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const words = interaction.fields.getTextInputValue('how');
    const { channel } = interaction;
    if (channel?.type !== ChannelType.GuildText) throw new Error('not in a text channel');
    const thread = await channel.threads.create({ name: 'pair', type: ChannelType.PrivateThread });
    const again = new ButtonBuilder()
      .setCustomId('again')
      .setLabel('Once more')
      .setStyle(ButtonStyle.Primary);
    const container = new ContainerBuilder()
      .addTextDisplayComponents(new TextDisplayBuilder().setContent(`${interaction.user} says: ${words}`))
      .addActionRowComponents(new ActionRowBuilder<ButtonBuilder>().addComponents(again));
    await thread.send({ flags: MessageFlags.IsComponentsV2, components: [container] });
    await interaction.editReply(`Posted in ${thread}.`);
  }
}
