import type { Aggregate, PipelineStage, Query, Schema } from 'mongoose';

/** A query that names no single guild: always a bug, never a refusal. */
export class MissingGuild extends Error {
  override readonly name = 'MissingGuild';
  constructor(collection: string, operation: string) {
    super(`${operation} on "${collection}" names no guild; every stored document belongs to one community.`);
  }
}

const QUERIES = [
  'find',
  'findOne',
  'findOneAndUpdate',
  'findOneAndReplace',
  'findOneAndDelete',
  'countDocuments',
  'distinct',
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteOne',
  'deleteMany',
] as const;

/**
 * A schema plugin: no operation of a model reaches the database without naming one guild, aggregate and
 * bulkWrite included. `GuildCollection` always names it; this catches whatever goes round it.
 */
export function guildGuard(schema: Schema): void {
  for (const operation of QUERIES) {
    // `{ document: false }`: a hydrated document's own save is judged by the schema, which requires a guild.
    schema.pre(operation, { document: false, query: true }, function (this: Query<unknown, unknown>) {
      requireGuild(this.getFilter(), this.model.collection.name, operation);
    });
  }
  schema.pre(
    'estimatedDocumentCount',
    { document: false, query: true },
    function (this: Query<unknown, unknown>) {
      throw new MissingGuild(this.model.collection.name, 'estimatedDocumentCount');
    },
  );
  schema.pre('aggregate', function (this: Aggregate<unknown>) {
    const first: PipelineStage | undefined = this.pipeline()[0];
    const match = first !== undefined && '$match' in first ? first.$match : {};
    requireGuild(match, this.model().collection.name, 'aggregate');
  });
  schema.pre('bulkWrite', function (operations: readonly object[]) {
    for (const operation of operations) {
      for (const [name, part] of Object.entries(operation)) {
        requireGuild(part.document ?? part.filter ?? {}, this.collection.name, `bulkWrite ${name}`);
      }
    }
  });
}

function requireGuild(filter: Record<string, unknown>, collection: string, operation: string): void {
  const guild = filter['guild'];
  if (typeof guild !== 'string' || guild === '') throw new MissingGuild(collection, operation);
}
