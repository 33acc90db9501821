import { Events, Listener, type UnknownChatInputCommandPayload } from '@sapphire/framework';
import { wordsFor } from '../words/words-for.ts';

/** A command that Discord still lists and this version does not have. */
export class UnknownCommandListener extends Listener<typeof Events.UnknownChatInputCommand> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.UnknownChatInputCommand });
  }

  async run({ interaction }: UnknownChatInputCommandPayload): Promise<void> {
    await this.container.respond.refuse(interaction, { kind: 'expired' }, wordsFor(interaction.locale));
  }
}
