import type { InteractionHandler } from '@sapphire/framework';
import type { ModalSubmitInteraction } from 'discord.js';
import { z } from 'zod';
import { CHOICES, type Level } from '#domain/vote/vote';
import { act } from '../act.ts';
import { andThen } from '../and-then.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { admit, formAnswers } from '../form-answers.ts';
import { renderBallotSealed } from '../views/replies/ballot-sealed.ts';

const REASON_LIMIT = 1000;
/** A select of exactly one word of five. */
const level = z.tuple([z.enum(['1', '2', '3', '4', '5'])]).transform(([step]) => Number(step) as Level);
const ballot = z.object({
  choice: z.enum(CHOICES),
  energy: level,
  momentum: level,
  reason: z
    .string()
    .trim()
    .max(REASON_LIMIT)
    .transform((reason) => reason || null),
});

export class VoteForm extends ClickHandler<'vote-form'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'form', ['vote-form']);
  }

  override run(interaction: ModalSubmitInteraction, { guild, subject }: ClickOf<'vote-form'>) {
    return act(interaction, {
      guild,
      run: (actor) =>
        andThen(
          admit(ballot, formAnswers(interaction), () => 'reason'),
          (cast) => this.container.app.castBallot(actor, { vote: subject, ...cast }),
        ),
      view: renderBallotSealed,
    });
  }
}
