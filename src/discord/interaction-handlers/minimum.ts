import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderCheckedIn } from '../views/replies/checked-in.ts';

/** On low days one tap is enough. */
export class MinimumClick extends ClickHandler<'minimum'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['minimum']);
  }

  override run(interaction: ButtonInteraction, { guild, subject }: ClickOf<'minimum'>) {
    return act(interaction, {
      guild,
      run: (actor) => this.container.app.minimumCheckIn(actor, { partnership: subject }),
      view: (_posted, showing) => renderCheckedIn({ by: 'minimum' }, showing),
    });
  }
}
