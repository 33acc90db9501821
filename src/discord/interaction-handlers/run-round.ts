import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderRoundReport } from '../views/replies/round-report.ts';

/** Runs the round that was previewed. */
export class RunRoundClick extends ClickHandler<'run-round'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['run-round']);
  }

  override run(interaction: ButtonInteraction, { guild }: ClickOf<'run-round'>) {
    return act(interaction, {
      guild,
      run: (actor) => this.container.app.runRound(actor, {}),
      view: (report, showing) => renderRoundReport(report, { stage: 'run' }, showing),
    });
  }
}
