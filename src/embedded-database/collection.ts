import type { Doc } from '#query-language/bson-values';
import { fail } from '#query-language/command-error';
import { valueKey } from '#query-language/compare-values';
import type { IndexDefinition } from './index-definition.ts';
import { OrderedIndex } from './ordered-index.ts';
import { OrderedMap } from './ordered-map.ts';

type KeyChanges = ReturnType<Collection['keyChanges']>;

/**
 * One state of a collection: its documents by record number, in the order they came, and its indexes. A copy
 * shares everything until one of the two is changed, which is what makes a snapshot cheap.
 */
export class Collection {
  readonly namespace: string;
  /** Another one whenever the set of indexes changes or the collection is made anew. */
  catalog = Symbol();
  records = new OrderedMap<number, Doc>(undefined, (a, b) => a - b);
  indexes = [new OrderedIndex({ name: '_id_', key: { _id: 1 }, unique: true })];

  constructor(namespace: string) {
    const name = namespace.slice(namespace.indexOf('.') + 1);
    if (!/^[^.$\0][^$\0]*$/.test(name) || name.startsWith('system.') || namespace.length > 255)
      fail(73, `Invalid namespace specified '${namespace}'`);
    this.namespace = namespace;
  }

  clone(): Collection {
    const indexes = this.indexes.map((index) => index.clone());
    const copy = Object.create(Collection.prototype) as Collection;
    return Object.assign(copy, this, { records: this.records.clone(), indexes });
  }

  /** The index entries that would go and come if a record changed. */
  keyChanges(before: Doc | undefined, after: Doc | undefined, indexes = this.indexes) {
    return indexes.map((index) => {
      const [old, next] = [index.keysOf(before), index.keysOf(after)];
      return { index, removed: without(old, next), added: without(next, old) };
    });
  }

  /** Puts, replaces or removes a record, in all indexes or, when a unique one objects, in none. */
  apply(record: number, after: Doc | undefined, changes?: KeyChanges): void {
    changes ??= this.keyChanges(this.records.get(record), after);
    for (const { index, added } of changes) {
      if (!index.definition.unique) continue;
      const taken = added.find((key) => index.holder(key, record) !== undefined);
      if (taken !== undefined) throw index.duplicateKey(this.namespace, taken);
    }
    for (const { index, removed, added } of changes) {
      for (const values of removed) index.tree.delete({ values, record });
      for (const values of added) index.tree.set({ values, record }, undefined);
    }
    if (after === undefined) this.records.delete(record);
    else this.records.set(record, after);
  }

  /** Adds indexes, filling them from the documents that are there: all of them, or none when one objects. */
  buildIndexes(definitions: readonly IndexDefinition[]): void {
    const built = definitions.map((definition) => new OrderedIndex(definition));
    for (const [record, document] of this.records.toArray())
      this.apply(record, document, this.keyChanges(undefined, document, built));
    this.indexes = [...this.indexes, ...built];
    this.catalog = Symbol();
  }

  dropIndex(name: string): void {
    if (name === '_id_') fail(72, 'cannot drop _id index');
    const others = this.indexes.filter(({ definition }) => definition.name !== name);
    if (others.length === this.indexes.length) fail(27, `index not found with name [${name}]`);
    this.indexes = others;
    this.catalog = Symbol();
  }
}

function without(keys: unknown[][], others: unknown[][]): unknown[][] {
  if (keys.length === 0 || others.length === 0) return keys;
  const taken = new Set(others.map(valueKey));
  return keys.filter((key) => !taken.has(valueKey(key)));
}
