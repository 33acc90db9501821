import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { ok } from '@sapphire/result';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { openForm } from '../form.ts';
import { voteForm } from '../views/modals/vote-form.ts';

export class VoteClick extends ClickHandler<'vote'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['vote']);
  }

  override run(interaction: ButtonInteraction, { guild, subject }: ClickOf<'vote'>) {
    return openForm(interaction, {
      guild,
      // The form shows nothing of the vote; whether it is open and theirs is judged when it is sent.
      query: () => Promise.resolve(ok({ vote: subject })),
      form: voteForm,
    });
  }
}
