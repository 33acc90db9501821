import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { openForm } from '../form.ts';
import { checkInForm } from '../views/modals/check-in-form.ts';

export class CheckInClick extends ClickHandler<'check-in'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['check-in']);
  }

  override run(interaction: ButtonInteraction, { guild, subject }: ClickOf<'check-in'>) {
    return openForm(interaction, {
      guild,
      query: (actor) => this.container.app.findPartnership(actor, { partnership: subject }),
      form: checkInForm,
    });
  }
}
