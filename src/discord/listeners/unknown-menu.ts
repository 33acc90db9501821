import { Events, Listener, type UnknownContextMenuCommandPayload } from '@sapphire/framework';
import { wordsFor } from '../words/words-for.ts';

/** A menu entry that Discord still lists and this version does not have. */
export class UnknownMenuListener extends Listener<typeof Events.UnknownContextMenuCommand> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.UnknownContextMenuCommand });
  }

  async run({ interaction }: UnknownContextMenuCommandPayload): Promise<void> {
    await this.container.respond.refuse(interaction, { kind: 'expired' }, wordsFor(interaction.locale));
  }
}
