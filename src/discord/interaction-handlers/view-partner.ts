import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderPartnership } from '../views/replies/partnership.ts';

export class ViewPartnerClick extends ClickHandler<'view-partner'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['view-partner']);
  }

  override run(interaction: ButtonInteraction, { guild, subject }: ClickOf<'view-partner'>) {
    return act(interaction, {
      guild,
      run: (actor) => this.container.app.viewPartnership(actor, { partnership: subject }),
      view: renderPartnership,
    });
  }
}
