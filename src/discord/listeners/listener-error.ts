import { Events, Listener, type ListenerErrorPayload } from '@sapphire/framework';
import { funnelError } from '../error-funnel.ts';

/** The framework's own listener that registers the commands; a timeout there is only told here. */
const REGISTERS_COMMANDS = 'CoreReady';

export class ListenerErrorListener extends Listener<typeof Events.ListenerError> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ListenerError });
  }

  run(error: unknown, { piece }: ListenerErrorPayload): Promise<void> {
    if (piece.name === REGISTERS_COMMANDS) this.container.onRegistryError(error);
    return funnelError(error, ['listener', piece.name]);
  }
}
