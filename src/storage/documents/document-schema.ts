import { Schema, type SchemaDefinition } from 'mongoose';
import type { GuildId } from '#domain/ids';
import { guildGuard } from '../guild-guard.ts';

/** What every stored document carries. */
export type StoredDocument = { _id: string; guild: GuildId; schemaVersion: number };

/** How an entity is stored: its id is the `_id`. */
export type Stored<Entity extends { id: string }> = Omit<Entity, 'id'> & {
  _id: Entity['id'];
  guild: GuildId;
  schemaVersion: number;
};

export const text = { type: String } as const;
export const needed = { type: String, required: true } as const;
export const neededNumber = { type: Number, required: true } as const;
export const neededDate = { type: Date, required: true } as const;
export const texts = { type: [String], required: true } as const;
export const numbers = { type: [Number], required: true } as const;

/**
 * A schema of one collection. Unknown paths throw, in documents and in queries alike; indexes are made by
 * migrations, not by models.
 */
export function documentSchema(collection: string, fields: SchemaDefinition): Schema {
  const schema = new Schema(
    { _id: needed, guild: needed, schemaVersion: neededNumber, ...fields },
    {
      collection,
      strict: 'throw',
      strictQuery: 'throw',
      versionKey: false,
      id: false,
      minimize: false,
      autoIndex: false,
      autoCreate: false,
    },
  );
  schema.plugin(guildGuard);
  return schema;
}

/** A part of a document, without an id of its own. */
export function partSchema(fields: SchemaDefinition): Schema {
  return new Schema(fields, { _id: false, id: false, strict: 'throw', minimize: false });
}

/** A sealed text (encryption/seal.ts), or null. Nothing in it is indexed. */
export const sealed = {
  type: partSchema({ kid: needed, iv: needed, ct: text, tag: needed }),
  default: null,
};
