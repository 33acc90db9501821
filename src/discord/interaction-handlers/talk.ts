import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderTalk } from '../views/replies/rated.ts';

/** How to reach somebody who looks after circles. Nobody is told that it was asked. */
export class TalkClick extends ClickHandler<'talk'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['talk']);
  }

  override run(interaction: ButtonInteraction, { guild, subject }: ClickOf<'talk'>) {
    return act(interaction, {
      guild,
      run: (actor) => this.container.app.findFacilitator(actor, { partnership: subject }),
      view: renderTalk,
    });
  }
}
