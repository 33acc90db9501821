import { Events, Listener } from '@sapphire/framework';
import { describeError } from '../logger.ts';

/** A lost gateway connection; the client reconnects by itself, and nobody waits for an answer. */
export class ShardErrorListener extends Listener<typeof Events.ShardError> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ShardError });
  }

  run(error: Error, shard: number): void {
    this.container.log.warn({ shard, error: describeError(error) }, 'the gateway connection broke');
  }
}
