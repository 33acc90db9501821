import type { Connection } from 'mongoose';
import type { GuildId, RowId } from '#domain/ids';
import type { LedgerRow } from '#domain/ledger/ledger-row';
import type { LedgerClaims } from '#use-cases/ports/ledger';
import type { LedgerDocument } from './documents/ledger.ts';
import type { Models } from './documents/models.ts';
import { ledgerRowOf } from './ledger-row-of.ts';

/** Longer than the worst REST call: discord.js gives up after 15 s and retries three times. */
export const LEASE_MS = 75_000;

const LEASE_RAN_OUT = { $lte: ['$leaseUntil', '$$NOW'] };

/**
 * `LedgerClaims` in MongoDB. A claim is one conditional update; whether a lease ran out is judged by the
 * server's clock, so processes whose clocks disagree still agree on who holds a row.
 */
export class MongoLedgerClaims implements LedgerClaims {
  readonly #ledger: Models['ledger'];
  readonly #everyGuild;
  readonly #leaseMs: number;

  constructor(connection: Connection, models: Models, leaseMs = LEASE_MS) {
    this.#ledger = models.ledger;
    // The driver's own collection goes round the guild guard: the sweep and what asks on its behalf look at every community.
    this.#everyGuild = connection
      .getClient()
      .db(connection.name)
      .collection<LedgerDocument>(models.ledger.collection.name);
    this.#leaseMs = leaseMs;
  }

  async claim(
    guild: GuildId,
    id: RowId,
    now: Date,
  ): Promise<{ row: LedgerRow; fence: number; resumed: boolean } | null> {
    const claimed = await this.#ledger
      .findOneAndUpdate(
        {
          _id: id,
          guild,
          $or: [
            { state: 'waiting', wakeAt: { $lte: now } },
            { state: 'claimed', $expr: LEASE_RAN_OUT },
          ],
        } as object,
        [
          {
            $set: {
              state: 'claimed',
              leaseUntil: { $add: ['$$NOW', this.#leaseMs] },
              fence: { $add: ['$fence', 1] },
              attempts: { $add: ['$attempts', 1] },
              // Once unsure, unsure until it is settled for good: a look in Discord costs less than a double.
              unsure: { $or: ['$unsure', { $eq: ['$state', 'claimed'] }] },
              resumed: { $or: ['$unsure', { $eq: ['$state', 'claimed'] }] },
            },
          },
        ],
        { returnDocument: 'after', updatePipeline: true },
      )
      .lean();
    if (claimed === null) return null;
    const { fence, resumed } = claimed as LedgerDocument;
    return { row: ledgerRowOf(claimed as LedgerDocument), fence, resumed };
  }

  async overdue(now: Date, limit: number): Promise<{ guild: GuildId; id: RowId }[]> {
    const found: { guild: GuildId; id: RowId }[] = [];
    for (const filter of [
      { state: 'claimed' as const, $expr: LEASE_RAN_OUT },
      { state: 'waiting' as const, wakeAt: { $lte: now } },
    ]) {
      if (found.length === limit) break;
      const rows = await this.#everyGuild
        .find(filter, { projection: { guild: 1 } })
        .sort({ wakeAt: 1, _id: 1 })
        .limit(limit - found.length)
        .toArray();
      found.push(...rows.map(({ _id, guild }) => ({ guild, id: _id })));
    }
    return found;
  }

  async nextWake(): Promise<Date | null> {
    const row = await this.#everyGuild.findOne(
      { state: 'waiting' },
      { sort: { wakeAt: 1, _id: 1 }, projection: { wakeAt: 1 } },
    );
    return row?.wakeAt ?? null;
  }

  unsettled(now: Date): Promise<number> {
    return this.#everyGuild.countDocuments({
      $or: [{ state: 'claimed' }, { state: 'waiting', wakeAt: { $lte: now } }],
    });
  }
}
