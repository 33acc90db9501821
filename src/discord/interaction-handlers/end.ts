import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderEndConfirm } from '../views/replies/pause-and-end.ts';

/** Asks once before a farewell. */
export class EndClick extends ClickHandler<'end'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['end']);
  }

  override run(interaction: ButtonInteraction, { guild, subject }: ClickOf<'end'>) {
    const { app, now } = this.container;
    return act(interaction, {
      guild,
      run: (actor) => app.findPartnership(actor, { partnership: subject }),
      view: ({ partnership }, showing) => renderEndConfirm({ partnership, now: now() }, showing),
    });
  }
}
