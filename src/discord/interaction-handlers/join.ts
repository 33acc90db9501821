import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { openJoiningForm } from '../joining.ts';

/** The joining panel, and changing one's answers later. */
export class JoinClick extends ClickHandler<'join' | 'edit-profile'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['join', 'edit-profile']);
  }

  override run(interaction: ButtonInteraction, { guild }: ClickOf<'join' | 'edit-profile'>) {
    return openJoiningForm(interaction, guild);
  }
}
