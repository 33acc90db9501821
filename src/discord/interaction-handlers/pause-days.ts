import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { z } from 'zod';
import { act } from '../act.ts';
import { andThen } from '../and-then.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { admit } from '../form-answers.ts';
import { renderPauseChosen } from '../views/replies/pause-and-end.ts';

const length = z.enum(['7', '14', '21', '28']).transform((days) => Number(days) as 7 | 14 | 21 | 28);

export class PauseDaysClick extends ClickHandler<'pause-days'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['pause-days']);
  }

  override run(interaction: ButtonInteraction, { guild, subject, extra }: ClickOf<'pause-days'>) {
    return act(interaction, {
      guild,
      run: (actor) =>
        andThen(
          admit(length, extra, () => 'date'),
          (days) => this.container.app.choosePauseEnd(actor, { partnership: subject, days }),
        ),
      view: renderPauseChosen,
    });
  }
}
