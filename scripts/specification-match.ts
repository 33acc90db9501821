import { EJSON } from 'bson';
import { type Document, Long, ObjectId } from 'mongodb';
import { NotRun } from './specification-format.ts';

/** What a test has kept by name to compare with. */
export interface Kept {
  lsid(session: string): unknown;
  entity(name: string): unknown;
}

/** Whether a value is as expected; `open` allows further fields in this document, though not in those inside it. */
export function match(expected: unknown, actual: unknown, what: string, open: boolean, kept: Kept): void {
  const failure = () =>
    new Error(
      `${what} should be ${EJSON.stringify(expected as Document)} and is ${EJSON.stringify(actual as Document)}`,
    );
  if (
    typeof expected !== 'object' ||
    expected === null ||
    expected instanceof ObjectId ||
    '_bsontype' in expected ||
    expected instanceof Date
  ) {
    if (
      typeof expected === 'number'
        ? Number(actual) !== expected
        : EJSON.stringify(expected as Document) !== EJSON.stringify((actual ?? null) as Document)
    )
      throw failure();
    return;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) throw failure();
    for (const [i, element] of expected.entries()) match(element, actual[i], `${what}[${i}]`, open, kept);
    return;
  }
  const [operator, operand] = Object.entries(expected)[0] ?? [];
  if (operator === '$$unsetOrMatches') {
    if (actual !== undefined && actual !== null) match(operand, actual, what, open, kept);
    return;
  }
  if (operator === '$$type') {
    if (!([operand].flat() as string[]).some((type) => isOfType(actual, type))) throw failure();
    return;
  }
  const other = { $$sessionLsid: kept.lsid, $$matchesEntity: kept.entity }[operator ?? ''];
  if (other !== undefined || operator === '$$matchAsRoot') {
    match(other ? other.call(kept, operand) : operand, actual, what, open || other === undefined, kept);
    return;
  }
  if (operator === '$$matchesHexBytes') {
    if (!Buffer.isBuffer(actual) || actual.toString('hex') !== operand) throw failure();
    return;
  }
  if (operator === '$$lte') {
    if (!(Number(actual) <= operand)) throw failure();
    return;
  }
  if (operator?.startsWith('$$') && operator !== '$$exists')
    throw new NotRun(`the matching operator ${operator}`);
  if (typeof actual !== 'object' || actual === null) throw failure();
  // The driver keeps a sort pattern as a map.
  const document: Document = actual instanceof Map ? Object.fromEntries(actual) : actual;
  for (const [field, value] of Object.entries(expected)) {
    const exists = (value as Document | null)?.['$$exists'] as boolean | undefined;
    if (exists === undefined) match(value, document[field], `${what}.${field}`, false, kept);
    else if (exists !== (document[field] !== undefined)) throw failure();
  }
  if (!open)
    for (const field of Object.keys(document))
      if (!(field in expected) && document[field] !== undefined) throw failure();
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'objectId') return value instanceof ObjectId;
  if (type === 'date') return value instanceof Date;
  if (['int', 'long', 'double', 'number'].includes(type))
    return typeof value === 'number' || Long.isLong(value);
  if (type === 'array') return Array.isArray(value);
  return typeof value === (type === 'bool' ? 'boolean' : type);
}
