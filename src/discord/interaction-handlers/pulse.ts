import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderPulseTaken } from '../views/replies/checked-in.ts';

const ANSWERS = { 'pulse-yes': 'yes', 'pulse-slip': 'slipping', 'pulse-hand': 'hand' } as const;

/** Still on track? One tap. */
export class PulseClick extends ClickHandler<'pulse-yes' | 'pulse-slip' | 'pulse-hand'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['pulse-yes', 'pulse-slip', 'pulse-hand']);
  }

  override run(interaction: ButtonInteraction, { guild, action, subject }: ClickOf<keyof typeof ANSWERS>) {
    return act(interaction, {
      guild,
      run: (actor) => this.container.app.pulse(actor, { partnership: subject, answer: ANSWERS[action] }),
      view: ({ answer }, showing) => renderPulseTaken({ answer, partnership: subject }, showing),
    });
  }
}
