import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderSetupCheck } from '../views/replies/setup.ts';

export class CheckSetupClick extends ClickHandler<'check-setup'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['check-setup']);
  }

  override run(interaction: ButtonInteraction, { guild }: ClickOf<'check-setup'>) {
    return act(interaction, {
      guild,
      run: (actor) => this.container.app.checkSetup(actor, {}),
      view: renderSetupCheck,
    });
  }
}
