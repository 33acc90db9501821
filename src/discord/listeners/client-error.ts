import { Events, Listener } from '@sapphire/framework';
import { funnelError } from '../error-funnel.ts';

/** Whatever the client could not attribute, the gateway's own errors among it. */
export class ClientErrorListener extends Listener<typeof Events.Error> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.Error });
  }

  run(error: Error): Promise<void> {
    return funnelError(error, ['client']);
  }
}
