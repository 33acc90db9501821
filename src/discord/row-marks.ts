import { createHash } from 'node:crypto';
import type { RowId } from '#domain/ids';

/** What an effect's row leaves in Discord, so that a later attempt recognises its own work. */
export type RowMarks = {
  /** For `nonce`, at most 25 characters (https://docs.discord.com/developers/resources/message#create-message). */
  nonce: string;
  /**
   * For the numeric `id` of a message's first component: a positive 32-bit integer, high enough never to
   * meet the ids that Discord numbers the other components with (1, 2, 3, ...).
   */
  component: number;
  /** Five letters and digits that end a thread's name. */
  name: string;
};

const FIRST_COMPONENT_MARK = 0x100000;
const LAST_COMPONENT_MARK = 0x7fffffff;

/** The marks of one ledger row: the same for every attempt, different for every row. */
export function rowMarks(row: RowId): RowMarks {
  const digest = createHash('sha256').update(row).digest();
  return {
    nonce: digest.toString('base64url').slice(0, 24),
    component:
      FIRST_COMPONENT_MARK + (digest.readUInt32BE(24) % (LAST_COMPONENT_MARK - FIRST_COMPONENT_MARK + 1)),
    name: digest.readUInt32BE(28).toString(36).padStart(7, '0').slice(-5),
  };
}
