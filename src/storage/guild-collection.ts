import type { Model } from 'mongoose';
import type { GuildId } from '#domain/ids';
import type { StoredDocument } from './documents/document-schema.ts';
import { StaleVersion, type UnitSession } from './unit-session.ts';

/** A filter without the guild: the collection adds it. Unknown paths are refused by the schema. */
export type Filter = { [path: string]: unknown } & { guild?: never };

/** A document as repositories write it; guild and schema version are the collection's business. */
export type NewDocument<D extends StoredDocument> = Omit<D, 'guild' | 'schemaVersion'>;

type Sort = { [path: string]: 1 | -1 };

/** Version of the shape documents are written in; migrations move older ones forward. */
export const SCHEMA_VERSION = 1;

/**
 * The one way from a repository to a collection: every operation is bound to the unit's guild and
 * session, and answers plain objects.
 */
export class GuildCollection<D extends StoredDocument> {
  readonly #model: Model<D>;
  readonly #unit: UnitSession;

  constructor(model: Model<D>, unit: UnitSession) {
    this.#model = model;
    this.#unit = unit;
  }

  get guild(): GuildId {
    return this.#unit.guild;
  }

  find(filter: Filter, options: { sort?: Sort; limit?: number } = {}): Promise<D[]> {
    return this.#unit.operate(async (session) => {
      const found = await this.#model.find(this.#own(filter), null, { ...options, session }).lean();
      return found as D[];
    });
  }

  findOne(filter: Filter, options: { sort?: Sort } = {}): Promise<D | null> {
    return this.#unit.operate(async (session) => {
      const found = await this.#model.findOne(this.#own(filter), null, { ...options, session }).lean();
      return found as D | null;
    });
  }

  count(filter: Filter): Promise<number> {
    return this.#unit.operate((session) => this.#model.countDocuments(this.#own(filter), { session }).exec());
  }

  /** Inserts; a unique index may refuse. */
  async insert(document: NewDocument<D>): Promise<void> {
    await this.#unit.operate((session) =>
      this.#model.insertOne(this.#complete(document) as object, { session }),
    );
  }

  /** Replaces the whole document. True when one matched (or was inserted). */
  async replace(
    filter: Filter,
    document: NewDocument<D>,
    options: { upsert?: boolean } = {},
  ): Promise<boolean> {
    const { matchedCount, upsertedCount } = await this.#unit.operate(async (session) => {
      const replaced = this.#model
        .replaceOne(this.#own(filter), this.#complete(document), { ...options, session, runValidators: true })
        .exec();
      return options.upsert ? orAgain(replaced) : replaced;
    });
    return matchedCount + upsertedCount > 0;
  }

  /**
   * Inserts a versioned document when `expectedVersion` is null, else replaces the one of that version.
   * What is stored carries the next version (1 at first), whatever the entity said. Throws StaleVersion,
   * which runs the unit again, when the stored version is another.
   */
  async save(
    document: NewDocument<D> & { _id: string; version: number },
    expectedVersion: number | null,
  ): Promise<void> {
    if (expectedVersion === null) return this.insert({ ...document, version: 1 });
    const next = { ...document, version: expectedVersion + 1 };
    if (!(await this.replace({ _id: document._id, version: expectedVersion }, next))) {
      throw new StaleVersion(
        `${this.#model.collection.name}: version ${expectedVersion} is not the stored one.`,
      );
    }
  }

  /** Inserts unless there is one of that id (`$setOnInsert`), and answers the one that stands. */
  async setOnce(document: NewDocument<D> & { _id: string }): Promise<{ document: D; inserted: boolean }> {
    const complete = this.#complete(document);
    const { _id, guild, ...rest } = complete;
    const earlier = await this.#unit.operate((session) =>
      orAgain(
        this.#model
          .findOneAndUpdate({ _id, guild } as object, { $setOnInsert: rest } as object, {
            upsert: true,
            returnDocument: 'before',
            runValidators: true,
            session,
          })
          .lean()
          .exec(),
      ),
    );
    return earlier === null
      ? { document: complete, inserted: true }
      : { document: earlier as D, inserted: false };
  }

  /** Sets fields on every match and answers how many matched. */
  async set(filter: Filter, fields: { [path: string]: unknown }): Promise<number> {
    const { matchedCount } = await this.#unit.operate((session) =>
      this.#model
        .updateMany(this.#own(filter), { $set: fields } as object, { session, runValidators: true })
        .exec(),
    );
    return matchedCount;
  }

  async remove(filter: Filter): Promise<void> {
    await this.#unit.operate((session) => this.#model.deleteMany(this.#own(filter), { session }).exec());
  }

  #own(filter: Filter): object {
    return { ...filter, guild: this.guild };
  }

  /** Refuses an entity of another community: a bug that must not be written. */
  #complete(document: NewDocument<D>): D {
    const given = 'guild' in document ? document.guild : this.guild;
    if (given !== this.guild) throw new Error('An entity of another community was about to be stored.');
    return { ...document, guild: this.guild, schemaVersion: SCHEMA_VERSION } as unknown as D;
  }
}

/**
 * An upsert that met a document inserted at the same moment: being there already is no refusal, and the next
 * run of the unit finds it.
 */
async function orAgain<T>(upsert: Promise<T>): Promise<T> {
  try {
    return await upsert;
  } catch (error) {
    if (isDuplicateKey(error)) throw new StaleVersion('Inserted elsewhere at the same moment.');
    throw error;
  }
}

/** Whether a unique index refused a write. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11000;
}
