import type { InteractionHandler } from '@sapphire/framework';
import { Stray } from '../stray.ts';

export class StrayClick extends Stray {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'component');
  }
}
