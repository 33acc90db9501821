import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderProfileResumed } from '../views/replies/profile-state.ts';

export class ComeBackClick extends ClickHandler<'come-back'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['come-back']);
  }

  override run(interaction: ButtonInteraction, { guild }: ClickOf<'come-back'>) {
    return act(interaction, {
      guild,
      run: (actor) => this.container.app.resumeProfile(actor, {}),
      view: (_resumed, showing) => renderProfileResumed(showing),
    });
  }
}
