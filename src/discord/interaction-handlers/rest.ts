import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderRested } from '../views/replies/checked-in.ts';

/** No form, no reason, no token. */
export class RestClick extends ClickHandler<'rest'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['rest']);
  }

  override run(interaction: ButtonInteraction, { guild, subject }: ClickOf<'rest'>) {
    return act(interaction, {
      guild,
      run: (actor) => this.container.app.restAWeek(actor, { partnership: subject }),
      view: renderRested,
    });
  }
}
