import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#use-cases/ports/audit-log';
import type { AuditDocument } from './documents/audit.ts';
import type { GuildCollection } from './guild-collection.ts';

/** `AuditLog` in MongoDB: inserts only. */
export class MongoAuditLog implements AuditLog {
  readonly #audit: GuildCollection<AuditDocument>;

  constructor(audit: GuildCollection<AuditDocument>) {
    this.#audit = audit;
  }

  async add({ by, act, at }: { by: string; act: string; at: Date }): Promise<void> {
    await this.#audit.insert({ _id: randomUUID(), by, act, at });
  }
}
