import { Events, type InteractionHandlerError, Listener } from '@sapphire/framework';
import { funnelError } from '../error-funnel.ts';

export class InteractionHandlerErrorListener extends Listener<typeof Events.InteractionHandlerError> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.InteractionHandlerError });
  }

  run(error: unknown, { handler, interaction }: InteractionHandlerError): Promise<void> {
    return funnelError(error, ['handler', handler.name], interaction);
  }
}
