import type { Doc } from '#query-language/bson-values';
import { valueKey } from '#query-language/compare-values';
import { Collection } from './collection.ts';
import { type LogEntry, type Store, WriteConflict } from './store.ts';

/**
 * A transaction with snapshot isolation: it reads the state of its beginning and its own writes, nobody else sees
 * these before it commits, and the first of two writers of a document or a unique key wins. The other one's write
 * is a conflict at once, so a commit can no longer fail over data. A command outside of a client's transaction has
 * one of its own and commits at once.
 */
export class Transaction {
  readonly store: Store;
  readonly startedAt = performance.now();
  #end = (): void => undefined;
  /** Kept when the transaction has ended, either way. */
  readonly ended = new Promise<void>((resolve) => {
    this.#end = resolve;
  });
  /** What the log has to keep of it. */
  readonly entries: LogEntry[] = [];
  readonly #base: ReadonlyMap<string, Collection>;
  readonly #own = new Map<string, Collection>();
  readonly #locked = new Set<string>();

  constructor(store: Store) {
    this.store = store;
    this.#base = store.collections;
  }

  read(namespace: string): Collection | undefined {
    return this.#own.get(namespace) ?? this.#base.get(namespace);
  }

  /** Puts (no `before`), replaces or removes (no `after`) a document. */
  change(namespace: string, record: number, before: Doc | undefined, after: Doc | undefined): void {
    const base = this.#base.get(namespace);
    const current = this.#current(namespace);
    const own = this.#own.get(namespace) ?? base?.clone() ?? new Collection(namespace);
    const changes = own.keyChanges(before, after);
    const met = [record];
    const names = [`${namespace}/${record}`];
    for (const [i, { index, removed, added }] of changes.entries()) {
      if (!index.definition.unique) continue;
      const prefix = `${namespace}/${index.definition.name}/`;
      for (const key of [...removed, ...added]) names.push(prefix + valueKey(key));
      if (current !== base)
        for (const key of added) met.push(current?.indexes[i]?.holder(key, record) ?? record);
    }
    const holder = names.map((name) => this.store.locks.get(name)).find((held) => held && held !== this);
    if (holder !== undefined) throw new WriteConflict(holder);
    if (met.some((other) => current?.records.get(other) !== base?.records.get(other)))
      throw new WriteConflict();
    own.apply(record, after, changes);
    this.#own.set(namespace, own);
    for (const name of names) {
      this.store.locks.set(name, this);
      this.#locked.add(name);
    }
    this.entries.push({ op: after ? 'put' : 'remove', ns: namespace, id: record, doc: after });
  }

  /** The committed state; a collection that was dropped, made or re-indexed since cannot be written to. */
  #current(namespace: string): Collection | undefined {
    const current = this.store.collections.get(namespace);
    if (current?.catalog !== this.#base.get(namespace)?.catalog) throw new WriteConflict();
    return current;
  }

  /** Makes all writes visible at once: by its own states or, where others have committed since, on top of theirs. */
  commit(): void {
    const states = [...this.#own].map(([namespace, own]) => {
      const current = this.#current(namespace);
      if (current === undefined || current === this.#base.get(namespace)) return own;
      const merged = current.clone();
      for (const entry of this.entries)
        if ('id' in entry && entry.ns === namespace) merged.apply(entry.id, entry.doc);
      return merged;
    });
    for (const state of states) this.store.put(state);
    this.#release();
    this.#end();
  }

  /** Takes every write back. */
  undo(): void {
    this.entries.length = 0;
    this.#release();
  }

  abort(): void {
    this.undo();
    this.#end();
  }

  #release(): void {
    this.#own.clear();
    for (const name of this.#locked) this.store.locks.delete(name);
    this.#locked.clear();
  }
}
