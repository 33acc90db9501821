import { type ApplicationCommandRegistry, Command } from '@sapphire/framework';
import {
  type ChatInputCommandInteraction,
  LabelBuilder,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';

/** A command as the bot has them, for the test that Sapphire and the local Discord understand each other. */
export class CheckinCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    registry.registerChatInputCommand((builder) => builder.setName('checkin').setDescription('How is it?'));
  }

  override async chatInputRun(interaction: ChatInputCommandInteraction): Promise<void> {
    const how = new TextInputBuilder().setCustomId('how').setStyle(TextInputStyle.Short);
    const label = new LabelBuilder().setLabel('How is it?').setTextInputComponent(how);
    await interaction.showModal(
      new ModalBuilder().setCustomId('checkin').setTitle('Check-in').addLabelComponents(label),
    );
  }
}
