import type { InteractionHandler } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { act } from '../act.ts';
import { andThen } from '../and-then.ts';
import { charterVersion } from '../charter-version.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { renderCharterSigned } from '../views/replies/charter.ts';

/** "Sounds good" is about the version it stands under, not about whatever is current. */
export class SignClick extends ClickHandler<'sign'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'button', ['sign']);
  }

  override run(interaction: ButtonInteraction, { guild, subject, extra }: ClickOf<'sign'>) {
    return act(interaction, {
      guild,
      run: (actor) =>
        andThen(charterVersion(extra), (version) =>
          this.container.app.signCharter(actor, { partnership: subject, version }),
        ),
      view: renderCharterSigned,
    });
  }
}
