import { type ChatInputCommandErrorPayload, Events, Listener } from '@sapphire/framework';
import { funnelError } from '../error-funnel.ts';

export class ChatInputCommandErrorListener extends Listener<typeof Events.ChatInputCommandError> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ChatInputCommandError });
  }

  run(error: unknown, { command, interaction }: ChatInputCommandErrorPayload): Promise<void> {
    return funnelError(error, ['command', command.name], interaction);
  }
}
