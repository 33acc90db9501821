import type { InteractionHandler } from '@sapphire/framework';
import type { StringSelectMenuInteraction } from 'discord.js';
import { z } from 'zod';
import { VALUES } from '#domain/matching/profile';
import { act } from '../act.ts';
import { andThen } from '../and-then.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { admit } from '../form-answers.ts';
import { renderJoined } from '../views/replies/joined.ts';

export class StarSelect extends ClickHandler<'star'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'select', ['star']);
  }

  override run(interaction: StringSelectMenuInteraction, { guild }: ClickOf<'star'>) {
    return act(interaction, {
      guild,
      run: (actor) =>
        andThen(
          admit(z.enum(VALUES), interaction.values[0], () => 'starred-value'),
          (value) => this.container.app.starValue(actor, { value }),
        ),
      view: ({ profile }, showing) => renderJoined({ profile, again: true }, showing),
    });
  }
}
