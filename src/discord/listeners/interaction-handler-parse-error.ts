import { Events, type InteractionHandlerParseError, Listener } from '@sapphire/framework';
import { funnelError } from '../error-funnel.ts';

export class InteractionHandlerParseErrorListener extends Listener<
  typeof Events.InteractionHandlerParseError
> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.InteractionHandlerParseError });
  }

  run(error: unknown, { handler, interaction }: InteractionHandlerParseError): Promise<void> {
    return funnelError(error, ['parse', handler.name], interaction);
  }
}
