import { type ContextMenuCommandErrorPayload, Events, Listener } from '@sapphire/framework';
import { funnelError } from '../error-funnel.ts';

export class ContextMenuCommandErrorListener extends Listener<typeof Events.ContextMenuCommandError> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ContextMenuCommandError });
  }

  run(error: unknown, { command, interaction }: ContextMenuCommandErrorPayload): Promise<void> {
    return funnelError(error, ['menu', command.name], interaction);
  }
}
