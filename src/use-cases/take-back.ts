import type { ChannelId, MessageId, RowId } from '#domain/ids';
import type { Unit } from './ports/unit-of-work.ts';

/** Has a message of the bot's deleted, because it carries the words of somebody who erased them. */
export const takeBack = (
  unit: Unit,
  said: { id: RowId; subject: string; channel: ChannelId; message: MessageId },
  now: Date,
): Promise<RowId> =>
  unit.ledger.record({
    subject: said.subject,
    kind: 'delete-message',
    occurrence: said.id,
    refs: { channel: said.channel, message: said.message },
    target: { kind: 'none' },
    dueAt: now,
  });
