import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderRated } from '../views/replies/rated.ts';

/** Supported or pressured, privately; the second opens private choices. */
export class RateClick extends ClickHandler<'supported' | 'pressured'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['supported', 'pressured']);
  }

  override run(
    interaction: ButtonInteraction,
    { guild, action, subject }: ClickOf<'supported' | 'pressured'>,
  ) {
    return act(interaction, {
      guild,
      run: (actor) => this.container.app.rateSupport(actor, { partnership: subject, rating: action }),
      view: ({ rating }, showing) => renderRated({ rating, partnership: subject }, showing),
    });
  }
}
