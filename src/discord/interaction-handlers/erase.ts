import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderErased } from '../views/replies/erase.ts';

/** The second, deliberate step of `/data erase`. */
export class EraseClick extends ClickHandler<'erase-yes'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['erase-yes']);
  }

  override run(interaction: ButtonInteraction, { guild }: ClickOf<'erase-yes'>) {
    return act(interaction, {
      guild,
      run: (actor) => this.container.app.eraseMe(actor, {}),
      view: (_erased, showing) => renderErased(showing),
    });
  }
}
