import { container, InteractionHandler, InteractionHandlerTypes, type Option } from '@sapphire/framework';
import type { Interaction } from 'discord.js';
import type { Refusal } from '#domain/refusal';
import { ClickHandler, clickOn } from './click-handler.ts';
import { refusalOfBadId } from './custom-ids.ts';
import type { Answerable } from './respond.ts';
import { wordsFor } from './words/words-for.ts';

/**
 * Answers what no other piece takes: custom ids that are forged or expired, and actions that this version
 * does not know any more.
 */
export abstract class Stray extends InteractionHandler {
  constructor(context: InteractionHandler.LoaderContext, on: 'component' | 'form') {
    const type =
      on === 'form' ? InteractionHandlerTypes.ModalSubmit : InteractionHandlerTypes.MessageComponent;
    super(context, { interactionHandlerType: type });
  }

  override parse(interaction: Interaction): Option<Refusal> {
    return clickOn(interaction).match({
      err: (problem) => this.some(refusalOfBadId(problem)),
      ok: (click) => {
        const known = this.store.some((piece) => piece instanceof ClickHandler && piece.handles(click));
        return known ? this.none() : this.some<Refusal>({ kind: 'expired' });
      },
    });
  }

  override async run(interaction: Interaction & Answerable, refusal: Refusal): Promise<void> {
    await container.respond.refuse(interaction, refusal, wordsFor(interaction.locale));
  }
}
