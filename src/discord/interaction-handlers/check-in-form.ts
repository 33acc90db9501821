import type { InteractionHandler } from '@sapphire/framework';
import type { ModalSubmitInteraction } from 'discord.js';
import { z } from 'zod';
import { CHECK_IN_TEXT_LIMIT } from '#domain/check-in/check-in';
import { SUPPORTS } from '#domain/matching/profile';
import type { InputField } from '#domain/refusal';
import { act } from '../act.ts';
import { andThen } from '../and-then.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { admit, formAnswers } from '../form-answers.ts';
import { renderCheckedIn } from '../views/replies/checked-in.ts';

const FEELING_LIMIT = 40;
const answers = z.object({
  progress: z.string().trim().min(1).max(CHECK_IN_TEXT_LIMIT),
  blockers: z.string().trim().max(CHECK_IN_TEXT_LIMIT),
  feeling: z
    .array(z.string().max(FEELING_LIMIT))
    .max(1)
    .transform(([feeling]) => feeling ?? ''),
  supportWanted: z
    .array(z.enum(SUPPORTS))
    .max(1)
    .transform(([support]) => support ?? null),
});
const FIELDS: Readonly<Record<string, InputField>> = {
  progress: 'progress',
  blockers: 'blockers',
  feeling: 'feeling',
};
const fieldOf = (key: string): InputField => FIELDS[key] ?? 'support-wanted';

export class CheckInForm extends ClickHandler<'checkin-form'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'form', ['checkin-form']);
  }

  override run(interaction: ModalSubmitInteraction, { guild, subject }: ClickOf<'checkin-form'>) {
    return act(interaction, {
      guild,
      run: (actor) =>
        andThen(admit(answers, formAnswers(interaction), fieldOf), (form) =>
          this.container.app.checkIn(actor, { partnership: subject, form }),
        ),
      view: (_posted, showing) => renderCheckedIn({ by: 'form' }, showing),
    });
  }
}
