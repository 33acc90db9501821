import BTreeModule from 'sorted-btree';
import type BTreeType from 'sorted-btree';
import { type Doc, has, isDocument } from './bson-values.ts';
import { CommandError } from './command-error.ts';
import { compareValues, valueKey } from './compare-values.ts';
import { Scope } from './expression.ts';
import { compileFilter, type Predicate } from './filter.ts';
import { indexKeys, sortDirection } from './paths.ts';

// The package is CommonJS: under Node's own loader its class is the property `default` of the module.
const BTree = ((BTreeModule as unknown as { default?: unknown }).default ??
  BTreeModule) as typeof BTreeType.default;
export type Tree<K, V> = InstanceType<typeof BTreeType.default<K, V>>;

export function newTree<K, V>(compare: (a: K, b: K) => number): Tree<K, V> {
  return new BTree<K, V>(undefined, compare);
}

export interface IndexDefinition {
  name: string;
  key: Doc;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Doc;
  expireAfterSeconds?: number;
}

/**
 * A key in an index: the values of its fields and the record they belong to. A bound is a key with fewer values
 * and an infinite record, which stands before or after all keys that begin like it.
 */
export interface IndexKey {
  values: readonly unknown[];
  record: number;
}

/** An index over one collection: an ordered tree of keys that is cheap to copy. */
export class OrderedIndex {
  readonly definition: IndexDefinition;
  readonly fields: readonly string[];
  readonly directions: readonly (1 | -1)[];
  /** Whether any document ever had an array here; the planner then trusts only the first bound. */
  multikey = false;
  #paths: readonly (readonly string[])[];
  #includes: Predicate | undefined;
  #tree: Tree<IndexKey, undefined>;

  constructor(definition: IndexDefinition) {
    this.definition = definition;
    this.fields = Object.keys(definition.key);
    this.directions = Object.values(definition.key).map(sortDirection);
    this.#paths = this.fields.map((field) => field.split('.'));
    const partial = definition.partialFilterExpression;
    this.#includes = partial === undefined ? undefined : compileFilter(partial, new Scope());
    this.#tree = newTree((a, b) => this.#compare(a, b));
  }

  clone(): OrderedIndex {
    const copy = new OrderedIndex(this.definition);
    copy.multikey = this.multikey;
    copy.#tree = this.#tree.clone();
    return copy;
  }

  /** The keys of a document, each once; none when a sparse or partial index leaves the document out. */
  keysOf(document: Doc): unknown[][] {
    if (this.#includes !== undefined && !this.#includes(document, {})) return [];
    if (this.definition.sparse === true && !this.#paths.some((path) => isPresent(document, path))) return [];
    const keys = indexKeys(document, this.#paths);
    if (keys.length === 1) return keys;
    return [...new Map(keys.map((key) => [valueKey(key), key])).values()];
  }

  /** The record other than `record` that holds a key, or undefined. */
  holder(values: readonly unknown[], record: number): number | undefined {
    for (const [key] of this.#tree.entries({ values, record: Number.NEGATIVE_INFINITY })) {
      if (!sameValues(key.values, values)) return undefined;
      if (key.record !== record) return key.record;
    }
    return undefined;
  }

  add(values: readonly unknown[], record: number): void {
    this.#tree.set({ values, record }, undefined);
  }

  remove(values: readonly unknown[], record: number): void {
    this.#tree.delete({ values, record });
  }

  /** All keys from `low` to `high`, both of which may be bounds, in the order of the index or backwards. */
  *range(low: readonly unknown[], high: readonly unknown[], backward: boolean): Generator<IndexKey> {
    const first = { values: low, record: Number.NEGATIVE_INFINITY };
    const last = { values: high, record: Number.POSITIVE_INFINITY };
    const entries = backward ? this.#tree.entriesReversed(last) : this.#tree.entries(first);
    for (const [key] of entries) {
      if (backward ? this.#compare(key, first) < 0 : this.#compare(key, last) > 0) return;
      yield key;
    }
  }

  duplicateKey(namespace: string, values: readonly unknown[]): CommandError {
    const keyValue: Doc = Object.fromEntries(this.fields.map((field, i) => [field, values[i]]));
    const shown = this.fields.map((field, i) => `${field}: ${display(values[i])}`).join(', ');
    const { name, key: keyPattern } = this.definition;
    const message = `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: { ${shown} }`;
    return new CommandError(11000, message, { keyPattern, keyValue });
  }

  #compare(a: IndexKey, b: IndexKey): number {
    const length = Math.min(a.values.length, b.values.length);
    for (let i = 0; i < length; i++) {
      const order = compareValues(a.values[i], b.values[i]);
      if (order !== 0) return order * (this.directions[i] as number);
    }
    if (a.values.length < b.values.length) return a.record < 0 ? -1 : 1;
    if (a.values.length > b.values.length) return b.record < 0 ? 1 : -1;
    return a.record < b.record ? -1 : a.record > b.record ? 1 : 0;
  }
}

function sameValues(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((value, i) => compareValues(value, b[i]) === 0);
}

function isPresent(value: unknown, path: readonly string[]): boolean {
  const [part, ...rest] = path;
  if (part === undefined) return value !== undefined;
  if (Array.isArray(value))
    return value.some((element) => isPresent(element, path)) || isPresent(value[Number(part)], rest);
  return isDocument(value) && has(value, part) && isPresent(value[part], rest);
}

function display(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  const type = (value as { _bsontype?: string } | null)?._bsontype;
  if (type === 'ObjectId') return `ObjectId('${String(value)}')`;
  return type === undefined ? JSON.stringify(value ?? null) : String(value);
}
