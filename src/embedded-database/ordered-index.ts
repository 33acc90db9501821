import { EJSON } from 'bson';
import type { Doc } from '#query-language/bson-values';
import { CommandError } from '#query-language/command-error';
import { compareValues, valueKey } from '#query-language/compare-values';
import { Scope } from '#query-language/expression';
import { compileFilter, type Predicate } from '#query-language/filter';
import { keysOf } from '#query-language/sort-keys';
import { directionOf, type IndexDefinition } from './index-definition.ts';
import { OrderedMap } from './ordered-map.ts';

/**
 * A key in an index: the values of its fields and the record they belong to. A bound is a key with fewer values
 * and an infinite record, which stands before or after all keys that begin like it.
 */
interface IndexKey {
  values: readonly unknown[];
  record: number;
}

/** An index over one collection: an ordered tree of keys that is cheap to copy. */
export class OrderedIndex {
  readonly definition: IndexDefinition;
  readonly fields: readonly string[];
  readonly directions: readonly (1 | -1)[];
  readonly compare: (a: IndexKey, b: IndexKey) => number;
  /** What a document has to match to be in the index, which all do unless it is sparse or partial. */
  readonly filter: Doc;
  /** Whether a document may have several keys here; the planner then trusts only the first bound. */
  multikey = false;
  readonly paths: readonly (readonly string[])[];
  readonly includes: Predicate;
  readonly tree: OrderedMap<IndexKey>;

  constructor(definition: IndexDefinition) {
    const { key, sparse, partialFilterExpression } = definition;
    this.definition = definition;
    this.fields = Object.keys(key);
    const directions = Object.values(key).map(directionOf);
    this.directions = directions;
    this.compare = (a, b) => compareKeys(a, b, directions);
    this.tree = new OrderedMap<IndexKey>(undefined, this.compare);
    const present = { $or: this.fields.map((field) => ({ [field]: { $exists: true } })) };
    this.filter = partialFilterExpression ?? (sparse ? present : {});
    this.paths = this.fields.map((field) => field.split('.'));
    this.includes = compileFilter(this.filter, new Scope());
  }

  clone(): OrderedIndex {
    const copy = Object.create(OrderedIndex.prototype) as OrderedIndex;
    return Object.assign(copy, this, { tree: this.tree.clone() });
  }

  /** The keys of a document, each once; none when there is no document or a sparse or partial index leaves it out. */
  keysOf(document: Doc | undefined): unknown[][] {
    if (document === undefined || !this.includes(document, {})) return [];
    const keys = keysOf(document, this.paths);
    if (keys.length === 1) return keys;
    this.multikey = true;
    return [...new Map(keys.map((key) => [valueKey(key), key])).values()];
  }

  /** The record other than `record` that holds a key, or undefined. */
  holder(values: readonly unknown[], record: number): number | undefined {
    for (const other of this.range(values, values)) if (other !== record) return other;
    return undefined;
  }

  /** The records of the keys from `low` to `high`, both of which may be bounds, in the index's order or backwards. */
  *range(low: readonly unknown[], high: readonly unknown[], backward = false): Generator<number> {
    const first = { values: low, record: Number.NEGATIVE_INFINITY };
    const last = { values: high, record: Number.POSITIVE_INFINITY };
    const entries = backward ? this.tree.entriesReversed(last) : this.tree.entries(first);
    for (const [key] of entries) {
      if ((backward ? this.compare(first, key) : this.compare(key, last)) > 0) return;
      yield key.record;
    }
  }

  duplicateKey(namespace: string, values: readonly unknown[]): CommandError {
    const { name, key: keyPattern } = this.definition;
    const keyValue = Object.fromEntries(this.fields.map((field, i) => [field, values[i]]));
    const shown = this.fields.map((field, i) => `${field}: ${EJSON.stringify(values[i] ?? null)}`).join(', ');
    const message = `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: { ${shown} }`;
    return new CommandError(11000, message, { keyPattern, keyValue });
  }
}

function compareKeys(a: IndexKey, b: IndexKey, directions: readonly number[]): number {
  const length = Math.min(a.values.length, b.values.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a.values[i], b.values[i]);
    if (order !== 0) return order * (directions[i] as number);
  }
  return a.record < b.record ? -1 : Number(a.record > b.record);
}
