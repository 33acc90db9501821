import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { openForm } from '../form.ts';
import { skillsForm, stylesForm, supportForm } from '../views/modals/improve-forms.ts';

const FORMS = { styles: stylesForm, support: supportForm, skills: skillsForm } as const;

/** One of the short forms that make better matches. */
export class ImproveClick extends ClickHandler<'styles' | 'support' | 'skills'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['styles', 'support', 'skills']);
  }

  override run(interaction: ButtonInteraction, { guild, action }: ClickOf<'styles' | 'support' | 'skills'>) {
    return openForm(interaction, {
      guild,
      query: (actor) => this.container.app.viewProfile(actor, {}),
      form: ({ profile }, showing) => FORMS[action](profile, showing),
    });
  }
}
