import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderEnded } from '../views/replies/pause-and-end.ts';

/** The second, deliberate step of an ending. */
export class EndForGoodClick extends ClickHandler<'end-yes'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['end-yes']);
  }

  override run(interaction: ButtonInteraction, { guild, subject }: ClickOf<'end-yes'>) {
    return act(interaction, {
      guild,
      run: (actor) => this.container.app.endPartnership(actor, { partnership: subject }),
      view: (_ended, showing) => renderEnded(showing),
    });
  }
}
