import { type Doc, isDocument, typeName } from '#query-language/bson-values';
import { compileCollation } from '#query-language/collation';
import { fail, refuse } from '#query-language/command-error';
import type { Scope } from '#query-language/expression';
import { isNumeric, isWhole, toDouble } from '#query-language/numbers';
import type { Cursors } from '../cursors.ts';
import type { Sessions } from '../sessions.ts';
import type { Transaction } from '../transaction.ts';

/** One call of a command: what was asked, and what it may read and change. */
export interface Invocation {
  body: Doc;
  database: string;
  /** What it reads from and writes to: a transaction of its client's or, when it stands alone, one of its own. */
  unit: Transaction;
  alone: boolean;
  /** The variables an expression sees: `NOW`, and what the command gives by `let`. */
  scope: Scope;
  cursors: Cursors;
  sessions: Sessions;
  /** What the server tells of itself: the address it listens on, its clock, and which connection this is. */
  here: { address: string; now: number; connectionId: number };
}

export interface Command {
  /**
   * The names of the fields it knows beyond those that every command may carry; any other one is an error, since
   * ignoring it could change what the command means. Only a handshake takes anything: there clients tell what
   * they can do.
   */
  fields: string | 'any';
  /** The names of fields it knows and cannot act upon; they are refused unless they are switched off. */
  refused?: string;
  /** Whether it writes, so that its changes have to be durable before it answers. */
  writes?: boolean;
  /** Whether a transaction may run it. */
  transactional?: boolean;
  run(invocation: Invocation): Doc;
}

/** The namespace of the collection that a command names as its own value. */
export function namespaceOf({ body, database }: Invocation): string {
  const name = Object.values(body)[0];
  if (typeof name === 'string' && name !== '') return `${database}.${name}`;
  fail(73, `Invalid namespace specified: '${database}.' and a collection name of the type ${typeName(name)}`);
}

/** A field that has to be a document where there is one; null is as good as none, here and below. */
export function documentField(body: Doc, name: string): Doc | undefined {
  const value = body[name] ?? undefined;
  return value === undefined || isDocument(value) ? value : wrongType(name, value, 'object');
}

export function documentsField(body: Doc, name: string): Doc[] {
  const value = body[name];
  return Array.isArray(value) && value.every(isDocument) ? value : wrongType(name, value, 'array of objects');
}

export function countField(body: Doc, name: string): number | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!isNumeric(value) || !isWhole(value)) return wrongType(name, value, 'int');
  return toDouble(value) >= 0 ? toDouble(value) : fail(51024, `BSON field '${name}' value must be >= 0`);
}

export function booleanField(body: Doc, name: string): boolean {
  const value = body[name] ?? false;
  if (isNumeric(value)) return toDouble(value) !== 0;
  return typeof value === 'boolean' ? value : wrongType(name, value, 'bool');
}

function wrongType(name: string, value: unknown, wanted: string): never {
  fail(14, `BSON field '${name}' is of type '${typeName(value)}', expected '${wanted}'`);
}

export function checkFields(what: string, body: Doc, known: readonly string[]): void {
  const unknown = Object.keys(body).find((field) => !known.includes(field));
  if (unknown !== undefined) fail(40415, `BSON field '${what}.${unknown}' is an unknown field.`);
}

/** Refuses by name the options in the list that are switched on. */
export function refuseOptions(what: string, body: Doc, unsupported: readonly string[]): void {
  const used = unsupported.find((option) => (body[option] ?? false) !== false);
  if (used !== undefined) refuse(`'${used}' in ${what}`);
}

/** Collections and indexes are in binary order. */
export function refuseCollation(what: string, { collation }: Doc): void {
  if (compileCollation(collation) !== undefined) refuse(`a collation in ${what}`);
}
