import type { InteractionHandler } from '@sapphire/framework';
import { Stray } from '../stray.ts';

export class StrayForm extends Stray {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'form');
  }
}
