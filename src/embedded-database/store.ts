import type { Doc } from '#query-language/bson-values';
import { Collection } from './collection.ts';
import type { IndexDefinition } from './index-definition.ts';
import type { Journal } from './journal.ts';
import { OrderedIndex } from './ordered-index.ts';
import type { Transaction } from './transaction.ts';

/** One entry of the log, in the order it has to be replayed; the letters keep it short. */
export type LogEntry =
  | { op: 'put' | 'remove'; ns: string; id: number; doc?: Doc | undefined }
  | { op: 'catalog'; ns: string; indexes: IndexDefinition[] }
  | { op: 'drop'; ns: string }
  | { op: 'session'; session: string; txnNumber: number; reply: Doc };

/** A write met one of an open transaction, `holder`, or one that was committed since its own transaction began. */
export class WriteConflict extends Error {
  readonly holder: Transaction | undefined;

  constructor(holder?: Transaction) {
    super('Write conflict');
    this.holder = holder;
  }
}

/** All collections as they are now, and the locks of open transactions. */
export class Store {
  /** Never changed in place, and no collection in it is: a commit puts new ones there. This makes a snapshot free. */
  collections: ReadonlyMap<string, Collection> = new Map();
  /** Who writes to a `namespace/record`, and whose a key of a unique index is: `namespace/index/key`. */
  readonly locks = new Map<string, Transaction>();
  /** Missing when everything is in memory only. */
  log: Journal | undefined;
  #lastRecord = 0;

  newRecord(): number {
    return ++this.#lastRecord;
  }

  put(collection: Collection): void {
    this.collections = new Map(this.collections).set(collection.namespace, collection);
  }

  /** Changes which collections and indexes there are; waits, by a conflict, for transactions that write there. */
  changeCatalog(namespace: string, change: (collection: Collection) => void): LogEntry {
    this.#refuseWhileWritten(namespace);
    const collection = this.collections.get(namespace)?.clone() ?? new Collection(namespace);
    change(collection);
    this.put(collection);
    return catalogEntry(collection);
  }

  /** Drops those of the collections that there are: all of them, or none while a transaction writes to one. */
  drop(namespaces: readonly string[]): LogEntry[] {
    const present = namespaces.filter((namespace) => this.collections.has(namespace));
    for (const namespace of present) this.#refuseWhileWritten(namespace);
    this.collections = new Map([...this.collections].filter(([namespace]) => !present.includes(namespace)));
    return present.map((ns) => ({ op: 'drop', ns }));
  }

  #refuseWhileWritten(namespace: string): void {
    for (const [name, holder] of this.locks)
      if (name.startsWith(`${namespace}/`)) throw new WriteConflict(holder);
  }

  /** Takes up an entry of a log but for the indexes, which are built when all entries are there. */
  replay(entry: Exclude<LogEntry, { op: 'session' }>): void {
    if (!this.collections.has(entry.ns)) this.put(new Collection(entry.ns));
    const collection = this.collections.get(entry.ns) as Collection;
    if (entry.op === 'drop') this.drop([entry.ns]);
    else if (entry.op === 'catalog')
      collection.indexes = entry.indexes.map((index) => new OrderedIndex(index));
    else if (entry.doc === undefined) collection.records.delete(entry.id);
    else collection.records.set(entry.id, entry.doc);
  }

  finishReplay(): void {
    for (const collection of this.collections.values()) {
      collection.buildIndexes(collection.indexes.splice(0).map(({ definition }) => definition));
      this.#lastRecord = Math.max(this.#lastRecord, collection.records.maxKey() ?? 0);
    }
  }

  /** The whole state as entries of a log. */
  *logEntries(): Generator<LogEntry> {
    for (const [ns, collection] of this.collections) {
      yield catalogEntry(collection);
      for (const [id, doc] of collection.records.entries()) yield { op: 'put', ns, id, doc };
    }
  }
}

function catalogEntry({ namespace, indexes }: Collection): LogEntry {
  return { op: 'catalog', ns: namespace, indexes: indexes.map(({ definition }) => definition) };
}
