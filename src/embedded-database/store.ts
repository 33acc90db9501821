import type { Doc } from './bson-values.ts';
import { Collection, type KeyChange } from './collection.ts';
import { fail } from './command-error.ts';
import { valueKey } from './compare-values.ts';
import type { IndexDefinition } from './ordered-index.ts';
import type { Transaction } from './transaction.ts';

/** One entry of the log, in the order it has to be replayed; the letters keep it short. */
export type LogEntry =
  | { op: 'put'; ns: string; id: number; doc: Doc }
  | { op: 'remove'; ns: string; id: number }
  | { op: 'catalog'; ns: string; indexes: IndexDefinition[] }
  | { op: 'drop'; ns: string }
  | { op: 'session'; session: string; txnNumber: number; reply: Doc };

/** Where log entries go; the promise is kept once they would survive a crash. */
export interface Log {
  append(entries: LogEntry[]): Promise<void>;
}

export interface Change {
  namespace: string;
  record: number;
  before: Doc | undefined;
  after: Doc | undefined;
}

/** What a command reads from and writes to: the store itself, or a transaction's view of it. */
export interface Unit {
  read(namespace: string): Collection | undefined;
  /** Puts (no `before`), replaces or removes (no `after`) a document. */
  change(namespace: string, record: number, before: Doc | undefined, after: Doc | undefined): void;
  newRecord(): number;
}

/** A write met one of an open transaction. Outside a transaction one waits for `holder` to end and tries again. */
export class WriteConflict extends Error {
  readonly holder: Transaction | undefined;

  constructor(holder?: Transaction) {
    super('Write conflict');
    this.holder = holder;
  }
}

/** All collections as they are now, and the locks of open transactions. */
export class Store {
  readonly collections = new Map<string, Collection>();
  readonly locks = new Map<string, Transaction>();
  /** Missing when everything is in memory only. */
  log: Log | undefined;
  #epoch = 0;
  #lastRecord = 0;

  newRecord(): number {
    return ++this.#lastRecord;
  }

  /** After a replay: records given from now on are new. */
  startRecordsAfter(record: number): void {
    this.#lastRecord = Math.max(this.#lastRecord, record);
  }

  /** The collections as they are now; later writes leave what this returns alone. */
  snapshot(): Map<string, Collection> {
    this.#epoch++;
    return new Map(this.collections);
  }

  /** A collection that may be changed in place: created, or copied when a snapshot still needs the old state. */
  writable(namespace: string): Collection {
    let collection = this.collections.get(namespace);
    if (collection === undefined) {
      checkNamespace(namespace);
      collection = new Collection(namespace);
      collection.epoch = this.#epoch;
      this.collections.set(namespace, collection);
    } else if (collection.epoch < this.#epoch) {
      collection = collection.clone(this.#epoch);
      this.collections.set(namespace, collection);
    }
    return collection;
  }

  /** Changes which collections and indexes there are; waits, by a conflict, for transactions that write there. */
  changeCatalog(namespace: string, change: (collection: Collection) => void): LogEntry {
    this.#refuseWhileLocked(namespace);
    const collection = this.writable(namespace);
    change(collection);
    return { op: 'catalog', ns: namespace, indexes: collection.indexes.map(({ definition }) => definition) };
  }

  /** Drops those of the collections that there are: all of them, or none while a transaction writes to one. */
  drop(namespaces: readonly string[]): LogEntry[] {
    const present = namespaces.filter((namespace) => this.collections.has(namespace));
    for (const namespace of present) this.#refuseWhileLocked(namespace);
    return present.map((ns) => {
      this.collections.delete(ns);
      return { op: 'drop', ns };
    });
  }

  #refuseWhileLocked(namespace: string): void {
    if (this.locks.size === 0) return;
    for (const [name, holder] of this.locks)
      if (name.startsWith(`${namespace}/`)) throw new WriteConflict(holder);
  }
}

function checkNamespace(namespace: string): void {
  const collection = namespace.slice(namespace.indexOf('.') + 1);
  if (!/^[^.$\0][^$\0]*$/.test(collection)) fail(73, `Invalid namespace specified '${namespace}'`);
  if (collection.startsWith('system.')) fail(73, `Invalid system namespace: ${namespace}`);
  if (namespace.length > 255) fail(73, 'Fully qualified namespace is too long');
}

/** The names of the locks that a change needs: its record, and each key it gives up or takes in a unique index. */
export function lockNames(namespace: string, record: number, changes: KeyChange[]): string[] {
  const names = [`${namespace}/${record}`];
  for (const { index, removed, added } of changes) {
    if (index.definition.unique !== true) continue;
    for (const key of [...removed, ...added])
      names.push(`${namespace}/${index.definition.name}/${valueKey(key)}`);
  }
  return names;
}

export function logEntries(changes: readonly Change[]): LogEntry[] {
  return changes.map(({ namespace, record, after }) =>
    after === undefined
      ? { op: 'remove', ns: namespace, id: record }
      : { op: 'put', ns: namespace, id: record, doc: after },
  );
}

/** Writes straight to the store, remembering them for the log and for taking them back. */
export class DirectUnit implements Unit {
  readonly changes: Change[] = [];
  readonly catalog: LogEntry[] = [];
  readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  read(namespace: string): Collection | undefined {
    return this.store.collections.get(namespace);
  }

  newRecord(): number {
    return this.store.newRecord();
  }

  change(namespace: string, record: number, before: Doc | undefined, after: Doc | undefined): void {
    const collection = this.store.writable(namespace);
    const changes = collection.keyChanges(before, after);
    if (this.store.locks.size > 0) {
      for (const name of lockNames(namespace, record, changes)) {
        const holder = this.store.locks.get(name);
        if (holder !== undefined) throw new WriteConflict(holder);
      }
    }
    collection.apply(record, after, changes);
    this.changes.push({ namespace, record, before, after });
  }

  /** Takes every change back, last first, before the command is tried again. */
  undo(): void {
    for (const { namespace, record, before, after } of this.changes.splice(0).reverse()) {
      const collection = this.store.writable(namespace);
      collection.apply(record, before, collection.keyChanges(after, before));
    }
  }
}
