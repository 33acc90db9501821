import type { InteractionHandler } from '@sapphire/framework';
import type { ModalSubmitInteraction } from 'discord.js';
import { z } from 'zod';
import { LANGUAGES, SUPPORTS, VALUES } from '#domain/matching/profile';
import type { InputField } from '#domain/refusal';
import { act } from '../act.ts';
import { andThen } from '../and-then.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { admit, formAnswers } from '../form-answers.ts';
import { renderJoined } from '../views/replies/joined.ts';

const DAY_PARTS = 21;
const answers = z.object({
  zone: z.string().trim().min(1).max(60),
  languages: z.array(z.enum(LANGUAGES)).min(1).max(LANGUAGES.length),
  freeTimes: z
    .array(
      z.coerce
        .number()
        .int()
        .min(0)
        .max(DAY_PARTS - 1),
    )
    .min(1)
    .max(DAY_PARTS),
  values: z.array(z.enum(VALUES)).min(1).max(5),
  supportWanted: z.array(z.enum(SUPPORTS)).min(1).max(SUPPORTS.length),
});
const FIELDS: Readonly<Record<string, InputField>> = {
  zone: 'zone',
  languages: 'languages',
  freeTimes: 'free-times',
  values: 'values',
};
const fieldOf = (key: string): InputField => FIELDS[key] ?? 'support';

export class JoinForm extends ClickHandler<'join-form'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'form', ['join-form']);
  }

  override run(interaction: ModalSubmitInteraction, { guild }: ClickOf<'join-form'>) {
    return act(interaction, {
      guild,
      run: (actor) =>
        andThen(admit(answers, formAnswers(interaction), fieldOf), (form) =>
          this.container.app.join(actor, form),
        ),
      view: renderJoined,
    });
  }
}
