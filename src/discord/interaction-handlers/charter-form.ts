import type { InteractionHandler } from '@sapphire/framework';
import type { ModalSubmitInteraction } from 'discord.js';
import { z } from 'zod';
import { CHARTER_TEXT_LIMIT } from '#domain/charter/charter';
import type { InputField } from '#domain/refusal';
import { act } from '../act.ts';
import { andThen } from '../and-then.ts';
import { charterVersion } from '../charter-version.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { admit, formAnswers } from '../form-answers.ts';
import { renderCharterWritten } from '../views/replies/charter.ts';

const text = z.string().trim().min(1).max(CHARTER_TEXT_LIMIT);
const page = z.object({ values: text, norms: text, setback: text, lifeEvents: text, celebrate: text });
const FIELDS: Readonly<Record<string, InputField>> = {
  values: 'charter-values',
  norms: 'charter-norms',
  setback: 'charter-setback',
  lifeEvents: 'charter-life-events',
};
const fieldOf = (key: string): InputField => FIELDS[key] ?? 'charter-celebrate';

export class CharterForm extends ClickHandler<'charter-form'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'form', ['charter-form']);
  }

  override run(interaction: ModalSubmitInteraction, { guild, subject, extra }: ClickOf<'charter-form'>) {
    return act(interaction, {
      guild,
      run: (actor) =>
        andThen(charterVersion(extra), (basedOn) =>
          andThen(admit(page, formAnswers(interaction), fieldOf), (written) =>
            this.container.app.writeCharter(actor, { partnership: subject, basedOn, text: written }),
          ),
        ),
      view: renderCharterWritten,
    });
  }
}
