import { Events, Listener } from '@sapphire/framework';
import { funnelError } from '../error-funnel.ts';

/** Discord refused the list of commands. */
export class BulkOverwriteErrorListener extends Listener<
  typeof Events.ApplicationCommandRegistriesBulkOverwriteError
> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ApplicationCommandRegistriesBulkOverwriteError });
  }

  run(error: unknown, guild: string | null): Promise<void> {
    this.container.onRegistryError(error);
    return funnelError(error, ['register', guild === null ? 'everywhere' : 'in-server']);
  }
}
