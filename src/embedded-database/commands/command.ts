import { type Doc, isDocument, typeName } from '../bson-values.ts';
import { compileCollation } from '../collation.ts';
import { CommandError, fail, refuse } from '../command-error.ts';
import type { Cursors } from '../cursors.ts';
import type { Scope } from '../expression.ts';
import { isNumeric, isWhole, toDouble } from '../numbers.ts';
import type { DirectUnit, Unit } from '../store.ts';
import type { Transaction } from '../transaction.ts';

/** One call of a command: what was asked, and what it may read and change. */
export interface Invocation {
  body: Doc;
  database: string;
  unit: Unit;
  /** The unit again, when there is no transaction. */
  direct: DirectUnit | undefined;
  transaction: Transaction | undefined;
  /** The variables an expression sees: `NOW`, and what the command gives by `let`. */
  scope: Scope;
  cursors: Cursors;
  now: number;
  /** The address this server listens on. */
  address: string;
  connectionId: number;
}

export interface Command {
  /**
   * The fields it knows beyond those that every command may carry; any other one is an error. Only a handshake may
   * carry anything: there clients tell what they can do, and a server takes what it knows.
   */
  fields: readonly string[] | 'any';
  /** Whether it writes, so that its changes have to be durable before it answers. */
  writes?: boolean;
  /** Whether a transaction may run it. */
  transactional?: boolean;
  run(invocation: Invocation): Doc;
}

/** The namespace of the collection that a command names as its own value. */
export function namespaceOf({ body, database }: Invocation): string {
  const [command] = Object.entries(body)[0] as [string, unknown];
  const name = body[command];
  if (typeof name !== 'string') {
    fail(73, `collection name has invalid type ${typeName(name)}`);
  }
  if (name === '') fail(73, `Invalid namespace specified '${database}.'`);
  return `${database}.${name}`;
}

export function documentField(body: Doc, name: string): Doc | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!isDocument(value)) throw wrongType(name, value, 'object');
  return value;
}

export function documentsField(body: Doc, name: string): Doc[] {
  const value = body[name];
  if (!Array.isArray(value)) throw wrongType(name, value, 'array');
  for (const entry of value as unknown[]) if (!isDocument(entry)) throw wrongType(name, entry, 'object');
  return value as Doc[];
}

export function countField(body: Doc, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!isNumeric(value) || !isWhole(value)) throw wrongType(name, value, 'int');
  const count = toDouble(value);
  if (count < 0) fail(51024, `BSON field '${name}' value must be >= 0, actual value '${count}'`);
  return count;
}

export function booleanField(body: Doc, name: string): boolean {
  const value = body[name];
  if (isNumeric(value)) return toDouble(value) !== 0;
  if (value !== undefined && value !== null && typeof value !== 'boolean')
    throw wrongType(name, value, 'bool');
  return value === true;
}

function wrongType(name: string, value: unknown, wanted: string): CommandError {
  return new CommandError(14, `BSON field '${name}' is of type '${typeName(value)}', expected '${wanted}'`);
}

/** Refuses fields that are not known, because ignoring one could change what the command means. */
export function checkFields(what: string, body: Doc, known: readonly string[]): void {
  for (const field of Object.keys(body)) {
    if (!known.includes(field)) fail(40415, `BSON field '${what}.${field}' is an unknown field.`);
  }
}

/** Refuses by name the options in the list that are switched on. */
export function refuseOptions(what: string, body: Doc, unsupported: readonly string[]): void {
  const used = unsupported.find((option) => ![undefined, null, false].includes(body[option] as never));
  if (used !== undefined) refuse(`'${used}' in ${what}`);
}

/** Collections and indexes are in binary order. */
export function refuseCollation(what: string, { collation }: Doc): void {
  if (compileCollation(collation) !== undefined) refuse(`a collation in ${what}`);
}
