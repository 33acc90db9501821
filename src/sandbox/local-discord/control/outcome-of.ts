import { MessageFlags } from 'discord-api-types/v10';
import { Callback, type Interaction, InteractionKind } from '../interactions/interaction.ts';
import type { Message } from '../world/entities.ts';
import type { World } from '../world/world.ts';
import { type Outcome, seenMessage, seenModal } from './seen.ts';

/**
 * Waits until the person has something to look at: the answer, the form, the edit that follows a deferral, or the
 * failure after three seconds. It listens and never polls; `patienceMs` bounds the wait after a deferral.
 */
export async function outcomeOf(
  world: World,
  interaction: Interaction,
  patienceMs: number,
): Promise<Outcome> {
  await until(interaction, () => interaction.answered !== null || interaction.failed, null);
  const interactionId = interaction.id;
  if (interaction.answered === null)
    return {
      kind: 'failed',
      interactionId,
      text:
        interaction.kind === InteractionKind.command
          ? 'The application did not respond'
          : 'This interaction failed',
    };
  switch (interaction.answered) {
    case Callback.modal:
      if (!interaction.modal) return { kind: 'nothing', interactionId };
      return { kind: 'modal', interactionId, modal: seenModal(interaction.modal) };
    case Callback.choices:
      return { kind: 'choices', interactionId, choices: interaction.choices ?? [] };
    case Callback.deferredMessage: {
      const isFilled = () => {
        const original = messageOf(world, interaction, interaction.originalId);
        return original === undefined || (original.flags & MessageFlags.Loading) === 0;
      };
      await until(interaction, isFilled, patienceMs);
      return shown(world, interaction, interaction.touchedId ?? interaction.originalId);
    }
    case Callback.deferredUpdate:
      await until(interaction, () => interaction.changes > 1, patienceMs);
      if (interaction.changes <= 1) return { kind: 'nothing', interactionId };
      return shown(world, interaction, interaction.touchedId);
    default:
      return shown(world, interaction, interaction.originalId);
  }
}

function shown(world: World, interaction: Interaction, id: string | null): Outcome {
  const message = messageOf(world, interaction, id);
  if (!message) return { kind: 'nothing', interactionId: interaction.id };
  const kind = interaction.message?.id === message.id ? 'updated' : 'message';
  return { kind, interactionId: interaction.id, message: seenMessage(world, message) };
}

function messageOf(world: World, interaction: Interaction, id: string | null): Message | undefined {
  const channel = world.channels.get(interaction.channelId);
  return channel?.ephemerals.get(id ?? '') ?? channel?.messages.get(id ?? '');
}

/** Resolves when the condition holds after a change of the interaction, or after `limitMs` if there is one. */
async function until(interaction: Interaction, holds: () => boolean, limitMs: number | null): Promise<void> {
  if (holds()) return;
  await new Promise<void>((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const finish = () => {
      interaction.listeners.delete(listener);
      clearTimeout(timer);
      resolve();
    };
    const listener = () => {
      if (holds()) finish();
    };
    interaction.listeners.add(listener);
    if (limitMs !== null) timer = setTimeout(finish, limitMs);
  });
}
