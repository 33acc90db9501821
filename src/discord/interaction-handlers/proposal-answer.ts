import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderProposalAnswered } from '../views/replies/proposal-answered.ts';

/** Yes or not this time; the other hears the same either way. */
export class ProposalAnswerClick extends ClickHandler<'accept' | 'decline'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['accept', 'decline']);
  }

  override run(interaction: ButtonInteraction, { guild, action, subject }: ClickOf<'accept' | 'decline'>) {
    return act(interaction, {
      guild,
      run: (actor) => this.container.app.answerProposal(actor, { proposal: subject, answer: action }),
      view: renderProposalAnswered,
    });
  }
}
