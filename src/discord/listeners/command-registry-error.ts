import { type Command, Events, Listener } from '@sapphire/framework';
import { funnelError } from '../error-funnel.ts';

/** One command could not be put together. */
export class CommandRegistryErrorListener extends Listener<
  typeof Events.CommandApplicationCommandRegistryError
> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.CommandApplicationCommandRegistryError });
  }

  run(error: unknown, command: Command): Promise<void> {
    this.container.onRegistryError(error);
    return funnelError(error, ['register', command.name]);
  }
}
