import type { Connection } from 'mongoose';
import type { SendPace } from '#use-cases/ports/send-pace';
import { isDuplicateKey } from './guild-collection.ts';

/** Of Discord's 50 requests a second; the rest is left for interaction answers. */
export const SENDS_A_SECOND = 35;
const INTERVAL_MS = Math.ceil(1_000 / SENDS_A_SECOND);

type Pace = { _id: string; nextAt: Date; waitMs: number };

/**
 * One bucket for every process: a document that holds when the next send may leave, on the database's own
 * clock. Each reservation moves it on by one interval, so sends leave evenly and never in a burst.
 */
export class MongoSendPace implements SendPace {
  readonly #pace;

  constructor(connection: Connection) {
    this.#pace = connection.getClient().db(connection.name).collection<Pace>('pace');
  }

  async take(): Promise<number> {
    try {
      return await this.#reserve();
    } catch (error) {
      // Two processes made the document at once; it is there now.
      if (isDuplicateKey(error)) return this.#reserve();
      throw error;
    }
  }

  async #reserve(): Promise<number> {
    const sendAt = { $max: ['$nextAt', '$$NOW'] };
    const pace = await this.#pace.findOneAndUpdate(
      { _id: 'discord' },
      [
        {
          $set: {
            nextAt: { $add: [sendAt, INTERVAL_MS] },
            waitMs: { $subtract: [sendAt, '$$NOW'] },
          },
        },
      ],
      { upsert: true, returnDocument: 'after' },
    );
    return Number(pace?.waitMs ?? 0);
  }
}
