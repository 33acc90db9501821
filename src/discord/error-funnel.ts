import { createHash } from 'node:crypto';
import { container } from '@sapphire/framework';
import type { BaseInteraction } from 'discord.js';
import { describeError } from './logger.ts';
import type { Answerable } from './respond.ts';
import { wordsFor } from './words/words-for.ts';

/**
 * Where every bug and outage of this room ends up: one line in the log with a short reference, and the same
 * reference, kindly, for whoever was waiting for an answer. Never throws.
 *
 * @param doing what was done and by which piece, such as `['command', 'join']`
 */
export async function funnelError(
  error: unknown,
  doing: readonly [what: string, piece?: string],
  interaction?: BaseInteraction,
): Promise<void> {
  const where = doing.map((word) => word?.replaceAll(' ', '-')).join(' ');
  const reference = referenceOf(interaction?.id ?? `${where} ${container.now().getTime()}`);
  container.log.error({ reference, where, error: describeError(error) }, 'something went wrong');
  if (!interaction || !isAnswerable(interaction)) return;
  try {
    await container.respond.apologise(interaction, reference, wordsFor(interaction.locale));
  } catch (unanswered) {
    container.log.warn({ reference, where, error: describeError(unanswered) }, 'the apology did not arrive');
  }
}

/** Six letters and digits, easy to read out; the same interaction always gives the same. */
export function referenceOf(seed: string): string {
  const digest = createHash('sha256').update(seed).digest();
  return digest.readUIntBE(0, 6).toString(36).padStart(6, '0').slice(-6).toUpperCase();
}

function isAnswerable(interaction: BaseInteraction): interaction is BaseInteraction & Answerable {
  return interaction.isRepliable();
}
