import { MessageFlags } from 'discord-api-types/v10';
import type { LogEntry } from '../event-log.ts';
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
  const interactionId = interaction.id;
  const source = interaction.message;
  let sourceChanged = false;
  await until(world, null, () => interaction.answered !== null || interaction.failed);
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
      await until(world, patienceMs, () => {
        const original = messageOf(world, interaction, interaction.originalId);
        return original === undefined || (original.flags & MessageFlags.Loading) === 0;
      });
      return shown(world, interaction, interaction.touchedId ?? interaction.originalId);
    }
    case Callback.deferredUpdate:
      // What follows may come through the token, or as an ordinary edit of the message.
      await until(world, patienceMs, (entry) => {
        if (entry && isChangeOf(entry, source)) sourceChanged = true;
        return interaction.changes > 1 || sourceChanged;
      });
      if (interaction.changes > 1) return shown(world, interaction, interaction.touchedId);
      return sourceChanged
        ? shown(world, interaction, source?.id ?? null)
        : { kind: 'nothing', interactionId };
    default:
      return shown(world, interaction, interaction.originalId);
  }
}

function isChangeOf(entry: LogEntry, message: Message | null): boolean {
  return entry.kind === 'message' && entry.change === 'edited' && entry.messageId === message?.id;
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

/** Resolves when the condition holds, asked anew with each entry of the log, or after `limitMs` if there is one. */
async function until(
  world: World,
  limitMs: number | null,
  holds: (entry: LogEntry | null) => boolean,
): Promise<void> {
  if (holds(null)) return;
  await new Promise<void>((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const unsubscribe = world.log.subscribe((entry) => {
      if (!holds(entry)) return;
      unsubscribe();
      clearTimeout(timer);
      resolve();
    });
    if (limitMs === null) return;
    timer = setTimeout(() => {
      unsubscribe();
      resolve();
    }, limitMs);
  });
}
