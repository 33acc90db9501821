import { randomUUID } from 'node:crypto';
import type { Doc } from './bson-values.ts';
import { fail } from './command-error.ts';
import { valueKey } from './compare-values.ts';
import { type IndexDefinition, newTree, OrderedIndex, type Tree } from './ordered-index.ts';

const idIndex: IndexDefinition = { name: '_id_', key: { _id: 1 }, unique: true };

/** What one change does to one index. */
export interface KeyChange {
  index: OrderedIndex;
  removed: unknown[][];
  added: unknown[][];
  /** Whether the record then has more than one key here. */
  many: boolean;
}

/**
 * One state of a collection: its documents by record number, in the order they came, and its indexes. A copy
 * shares everything until one of the two is changed, which is what makes a snapshot cheap.
 */
export class Collection {
  readonly namespace: string;
  /** Changes whenever the set of indexes does, or the collection is made anew. */
  catalogVersion = randomUUID();
  records: Tree<number, Doc> = newTree((a: number, b: number) => a - b);
  indexes: OrderedIndex[] = [new OrderedIndex(idIndex)];
  /** The number of the last snapshot that this state may be part of. */
  epoch = 0;

  constructor(namespace: string) {
    this.namespace = namespace;
  }

  clone(epoch: number): Collection {
    const copy = new Collection(this.namespace);
    copy.catalogVersion = this.catalogVersion;
    copy.records = this.records.clone();
    copy.indexes = this.indexes.map((index) => index.clone());
    copy.epoch = epoch;
    return copy;
  }

  /** The index entries that would go and come if a record changed. */
  keyChanges(before: Doc | undefined, after: Doc | undefined): KeyChange[] {
    return this.indexes.map((index) => {
      const old = before === undefined ? [] : index.keysOf(before);
      const next = after === undefined ? [] : index.keysOf(after);
      if (old.length === 0 || next.length === 0)
        return { index, removed: old, added: next, many: next.length > 1 };
      const oldKeys = new Set(old.map(valueKey));
      const nextKeys = new Set(next.map(valueKey));
      return {
        index,
        removed: old.filter((key) => !nextKeys.has(valueKey(key))),
        added: next.filter((key) => !oldKeys.has(valueKey(key))),
        many: next.length > 1,
      };
    });
  }

  /** Puts, replaces or removes a record, in all indexes or, when a unique one objects, in none. */
  apply(record: number, after: Doc | undefined, changes: KeyChange[]): void {
    for (const { index, added } of changes) {
      if (index.definition.unique !== true) continue;
      const taken = added.find((key) => index.holder(key, record) !== undefined);
      if (taken !== undefined) throw index.duplicateKey(this.namespace, taken);
    }
    for (const { index, removed, added, many } of changes) {
      for (const key of removed) index.remove(key, record);
      for (const key of added) index.add(key, record);
      if (many) index.multikey = true;
    }
    if (after === undefined) this.records.delete(record);
    else this.records.set(record, after);
  }

  /** Adds indexes, filling them from the documents that are there: all of them, or none when one objects. */
  buildIndexes(definitions: readonly IndexDefinition[]): void {
    this.indexes = [...this.indexes, ...definitions.map((definition) => this.#build(definition))];
    this.catalogVersion = randomUUID();
  }

  #build(definition: IndexDefinition): OrderedIndex {
    const index = new OrderedIndex(definition);
    for (const [record, document] of this.records.entries()) {
      const keys = index.keysOf(document);
      if (keys.length > 1) index.multikey = true;
      for (const key of keys) {
        if (definition.unique === true && index.holder(key, record) !== undefined)
          throw index.duplicateKey(this.namespace, key);
        index.add(key, record);
      }
    }
    return index;
  }

  dropIndex(name: string): void {
    if (name === '_id_') fail(72, 'cannot drop _id index');
    if (!this.indexes.some((index) => index.definition.name === name))
      fail(27, `index not found with name [${name}]`);
    this.indexes = this.indexes.filter((index) => index.definition.name !== name);
    this.catalogVersion = randomUUID();
  }
}
