import type { Message } from '../world/entities.ts';
import type { AnyComponent } from '../world/message-text.ts';

export const InteractionKind = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;

/** What the bot answered first; Discord's interaction callback types. */
export const Callback = {
  pong: 1,
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;

/** A form that the bot opened for one person. */
export interface OpenModal {
  readonly interactionId: string;
  readonly customId: string;
  readonly title: string;
  readonly components: readonly AnyComponent[];
}

/** One interaction from a person's act to the end of its token. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  /** Discord's interaction type, one of `InteractionKind`. */
  readonly kind: number;
  readonly userId: string;
  readonly channelId: string;
  readonly guildId: string | null;
  /** The message whose component was used, also for a form that such a component opened. */
  readonly message: Message | null;
  /** Wire form of `interaction_metadata`, which answers carry. */
  readonly metadata: Record<string, unknown>;
  /** Wall time in milliseconds: the three seconds and the fifteen minutes count from here. */
  readonly startedAt: number;
  /** The callback type, once the bot answered. */
  answered: number | null;
  /** The three seconds passed without an answer: the person sees that the interaction failed. */
  failed: boolean;
  /** The message that `@original` means. */
  originalId: string | null;
  /** Every message sent or editable through the token. */
  readonly messageIds: string[];
  modal: OpenModal | null;
  choices: { name: string; value: string | number }[] | null;
  /** The newest message that the bot sent or edited through this interaction, null if it was deleted. */
  touchedId: string | null;
  /** How often something happened to it, its first answer included. */
  changes: number;
}
