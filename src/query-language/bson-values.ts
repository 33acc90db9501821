import {
  type Binary,
  calculateObjectSize,
  type DBRef,
  Double,
  deserialize,
  type Long,
  serialize,
} from 'bson';
import { fail, refuse } from './command-error.ts';

/**
 * A document as it is kept in memory: BSON values, never changed after they are stored.
 *
 * Numbers: an int32 and any double that cannot be mistaken for one are plain numbers, which is exactly how the
 * JavaScript serializer tells them apart. A double such as 1.0 stays a Double, an int64 is a bigint, so that every
 * type survives. A value that is `undefined` is a field that is missing.
 */
export type Doc = { [field: string]: unknown };

export const maxDocumentBytes = 16 * 1024 * 1024;

/** A double in the form described at `Doc`. */
export function double(value: number): unknown {
  return isInt32(value) ? new Double(value) : value;
}

/** Refuses a date that JavaScript cannot hold. */
export function validDate(date: Date): Date {
  return Number.isNaN(date.getTime()) ? refuse('dates more than 8.64e15 ms from 1970') : date;
}

function isInt32(value: number): boolean {
  return Object.is(value, value | 0);
}

/** True for a sub-document: not an array, a date or any other BSON value. */
export function isDocument(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function has(document: Doc, field: string): boolean {
  return Object.hasOwn(document, field);
}

/** What JavaScript puts before all other names: indexes of arrays, which end below 2^32 - 1. */
const isNumbered = (field: string) => /^(0|[1-9]\d*)$/.test(field) && Number(field) < 2 ** 32 - 1;

/** Sets a field, also one named `__proto__`; one that JavaScript would not put behind the others is refused. */
export function setField(document: Doc, field: string, value: unknown): void {
  const isNew = isNumbered(field) && !has(document, field);
  if (isNew && Object.keys(document).some((other) => !(Number(other) < Number(field))))
    refuse(`the field '${field}' behind others, since its name is a number`);
  if (field === '__proto__') {
    Object.defineProperty(document, field, { value, writable: true, enumerable: true, configurable: true });
  } else document[field] = value;
}

/**
 * Parses a document; a kind of value that nobody here compares or calculates with is refused by name, as is a field
 * whose name is a number and which does not stand before all others, where JavaScript would put it.
 */
export function decode(bytes: Uint8Array): Doc {
  const found = { numbered: false };
  const document = canonical(deserialize(bytes, { promoteValues: false, bsonRegExp: true }), found) as Doc;
  if (found.numbered && Buffer.compare(encode(document), bytes) !== 0)
    refuse('a field behind others whose name is a number');
  return document;
}

/** Serializes a document; `undefined` stands for a missing field and is left out. */
export function encode(document: Doc): Uint8Array {
  return serialize(document, { ignoreUndefined: true });
}

/** Refuses a document that is too large, as MongoDB does. */
export function checkSize(document: Doc): void {
  const size = calculateObjectSize(document);
  if (size <= maxDocumentBytes) return;
  fail(10334, `BSONObj size: ${size} is invalid. Size must be between 0 and ${maxDocumentBytes}`);
}

/** Brings what was parsed into the form described at `Doc`, in place. */
function canonical(value: unknown, found: { numbered: boolean }): unknown {
  if (value === undefined) refuse('values of the type undefined');
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return validDate(value);
  if (Array.isArray(value) || isDocument(value)) {
    const holder = value as Doc;
    const keys = Object.keys(holder);
    found.numbered ||= !Array.isArray(value) && keys.length > 1 && isNumbered(keys[0] as string);
    for (const key of keys) {
      const inner = canonical(holder[key], found);
      if (inner !== holder[key]) setField(holder, key, inner);
    }
    return value;
  }
  const { _bsontype: type } = value as { _bsontype: string };
  if (type === 'Int32') return (value as Double).value;
  if (type === 'Long') return (value as Long).toBigInt();
  if (type === 'Double') return double((value as Double).value);
  // What looks like a reference to another document is a document as any other.
  if (type === 'DBRef') return canonical((value as DBRef).toJSON(), found);
  // A binary's bytes are a part of the whole message, which must not be kept alive by them.
  if (type === 'Binary') (value as Binary).buffer = Uint8Array.from((value as Binary).buffer);
  else if (!Object.hasOwn(classNames, type)) refuse(`values of the type ${type}`);
  return value;
}

const classNames: Readonly<Record<string, string>> = {
  ObjectId: 'objectId',
  Binary: 'binData',
  Double: 'double',
  Timestamp: 'timestamp',
  BSONRegExp: 'regex',
};

/** The name that `$type` gives to a value; 'missing' for `undefined`. */
export function typeName(value: unknown): string {
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  if (typeof value === 'bigint') return 'long';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (isDocument(value)) return 'object';
  return classNames[(value as { _bsontype: string })._bsontype] as string;
}
