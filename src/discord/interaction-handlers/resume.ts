import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderPartnershipResumed } from '../views/replies/pause-and-end.ts';

export class ResumeClick extends ClickHandler<'resume'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['resume']);
  }

  override run(interaction: ButtonInteraction, { guild, subject }: ClickOf<'resume'>) {
    return act(interaction, {
      guild,
      run: (actor) => this.container.app.resumePartnership(actor, { partnership: subject }),
      view: (_resumed, showing) => renderPartnershipResumed(showing),
    });
  }
}
