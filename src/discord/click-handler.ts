import { container, InteractionHandler, InteractionHandlerTypes, type Option } from '@sapphire/framework';
import { err, type Result } from '@sapphire/result';
import type { Interaction } from 'discord.js';
import type { Action, BadId, Click } from './custom-ids.ts';

const TYPES = {
  button: InteractionHandlerTypes.Button,
  select: InteractionHandlerTypes.SelectMenu,
  form: InteractionHandlerTypes.ModalSubmit,
} as const;

export type ClickOf<A extends Action> = Extract<Click, { action: A }>;

/**
 * A piece for one idea behind buttons, selects or submitted forms: it names its actions, and `run` is given
 * the click that the custom id stood for. A custom id that is forged, expired or nobody's is left to the
 * piece `stray-click`.
 */
export abstract class ClickHandler<A extends Action> extends InteractionHandler {
  readonly actions: readonly Action[];

  constructor(context: InteractionHandler.LoaderContext, on: keyof typeof TYPES, actions: readonly A[]) {
    super(context, { interactionHandlerType: TYPES[on] });
    this.actions = actions;
  }

  override parse(interaction: Interaction): Option<ClickOf<A>> {
    return clickOn(interaction).match({
      ok: (click) => (this.handles(click) ? this.some(click) : this.none()),
      err: () => this.none(),
    });
  }

  handles(click: Click): click is ClickOf<A> {
    return this.actions.includes(click.action);
  }
}

const parsed = new WeakMap<object, Result<Click, BadId>>();

/** What a custom id stands for; Sapphire asks every piece in turn, so the answer is kept for the interaction. */
export function clickOn(interaction: Interaction): Result<Click, BadId> {
  const known = parsed.get(interaction);
  if (known) return known;
  if (!interaction.isMessageComponent() && !interaction.isModalSubmit()) return err('forged');
  const click = container.customIds.parse(interaction.customId, container.now());
  parsed.set(interaction, click);
  return click;
}
