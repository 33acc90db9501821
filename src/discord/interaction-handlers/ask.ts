import type { InteractionHandler } from '@sapphire/framework';
import type { StringSelectMenuInteraction } from 'discord.js';
import { z } from 'zod';
import { PRESET_QUESTIONS } from '#domain/proposal/proposal';
import { act } from '../act.ts';
import { andThen } from '../and-then.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { admit } from '../form-answers.ts';
import { renderQuestionAsked } from '../views/replies/proposal-answered.ts';

/** One of three questions before saying yes. */
export class AskSelect extends ClickHandler<'ask'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'select', ['ask']);
  }

  override run(interaction: StringSelectMenuInteraction, { guild, subject }: ClickOf<'ask'>) {
    return act(interaction, {
      guild,
      run: (actor) =>
        andThen(
          admit(z.enum(PRESET_QUESTIONS), interaction.values[0], () => 'reason'),
          (question) => this.container.app.askQuestion(actor, { proposal: subject, question }),
        ),
      view: renderQuestionAsked,
    });
  }
}
