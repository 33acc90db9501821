import type { Doc } from './bson-values.ts';
import { Collection } from './collection.ts';
import { type Change, lockNames, type Store, type Unit, WriteConflict } from './store.ts';

/**
 * A transaction with snapshot isolation: it reads the state of its beginning and its own writes, nobody else sees
 * these before it commits, and the first of two writers of a document or a unique key wins. The other one's write
 * is a conflict at once, so a commit can no longer fail over data.
 */
export class Transaction implements Unit {
  readonly changes: Change[] = [];
  readonly startedAt = performance.now();
  /** Kept when the transaction has ended, either way. */
  readonly ended: Promise<void>;
  #end: () => void = () => undefined;
  readonly #store: Store;
  readonly #base: ReadonlyMap<string, Collection>;
  readonly #own = new Map<string, Collection>();
  readonly #locks: string[] = [];

  constructor(store: Store) {
    this.#store = store;
    this.#base = store.snapshot();
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  read(namespace: string): Collection | undefined {
    return this.#own.get(namespace) ?? this.#base.get(namespace);
  }

  newRecord(): number {
    return this.#store.newRecord();
  }

  change(namespace: string, record: number, before: Doc | undefined, after: Doc | undefined): void {
    this.#refuseStaleCatalog(namespace);
    let own = this.#own.get(namespace);
    if (own === undefined) {
      own = this.#base.get(namespace)?.clone(0) ?? new Collection(namespace);
      this.#own.set(namespace, own);
    }
    const changes = own.keyChanges(before, after);
    const names = lockNames(namespace, record, changes);
    for (const name of names) {
      const holder = this.#store.locks.get(name);
      if (holder !== undefined && holder !== this) throw new WriteConflict();
    }
    const current = this.#store.collections.get(namespace);
    const base = this.#base.get(namespace);
    const changedSince = (other: number): boolean => current?.records.get(other) !== base?.records.get(other);
    if (changedSince(record)) throw new WriteConflict();
    for (const [i, { index, added }] of changes.entries()) {
      if (index.definition.unique !== true) continue;
      for (const key of added) {
        const holder = current?.indexes[i]?.holder(key, record);
        if (holder !== undefined && changedSince(holder)) throw new WriteConflict();
      }
    }
    own.apply(record, after, changes);
    for (const name of names) {
      if (this.#store.locks.get(name) === this) continue;
      this.#store.locks.set(name, this);
      this.#locks.push(name);
    }
    this.changes.push({ namespace, record, before, after });
  }

  /** Makes all writes visible at once. */
  commit(): void {
    for (const namespace of this.#own.keys()) this.#refuseStaleCatalog(namespace);
    this.#release();
    for (const { namespace, record, before, after } of this.changes) {
      const collection = this.#store.writable(namespace);
      collection.apply(record, after, collection.keyChanges(before, after));
    }
    this.#end();
  }

  /** Leaves no trace: the writes were only ever in this transaction's own copies. */
  abort(): void {
    this.#release();
    this.#end();
  }

  #release(): void {
    for (const name of this.#locks.splice(0)) this.#store.locks.delete(name);
  }

  /** A collection that was dropped, made or re-indexed since the snapshot cannot be written to. */
  #refuseStaleCatalog(namespace: string): void {
    const current = this.#store.collections.get(namespace);
    if (current?.catalogVersion !== this.#base.get(namespace)?.catalogVersion) throw new WriteConflict();
  }
}
