import BTreeModule from 'sorted-btree';
import type BTreeType from 'sorted-btree';

// The package is CommonJS: under Node's own loader its class is the property `default` of the module.
const BTree = (BTreeModule as unknown as { default?: unknown }).default ?? BTreeModule;

/** A map in the order of its keys; a copy is cheap, since both share what neither has changed. */
export const OrderedMap = BTree as typeof BTreeType.default;
export type OrderedMap<Key, Value = undefined> = BTreeType.default<Key, Value>;
