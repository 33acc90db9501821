import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { openForm } from '../form.ts';
import { charterForm } from '../views/modals/charter-form.ts';

/** Suggest a change, or a slower rhythm: the form starts from the current version. */
export class CharterEditClick extends ClickHandler<'charter-edit' | 'slower'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['charter-edit', 'slower']);
  }

  override run(
    interaction: ButtonInteraction,
    { guild, action, subject }: ClickOf<'charter-edit' | 'slower'>,
  ) {
    return openForm(interaction, {
      guild,
      query: (actor) => this.container.app.readCharter(actor, { partnership: subject }),
      form: (charter, showing) =>
        charterForm({ ...charter, partnership: subject, slower: action === 'slower' }, showing),
    });
  }
}
