import { type Doc, typeName } from '#query-language/bson-values';
import { fail } from '#query-language/command-error';
import type { Scope } from '#query-language/expression';
import type { Cursors } from '../cursors.ts';
import type { Sessions } from '../sessions.ts';
import type { Transaction } from '../transaction.ts';

/** One call of a command: what was asked, and what it may read and change. */
export interface Invocation {
  body: Doc;
  database: string;
  /** What it reads from and writes to: a transaction of its client's or, when it stands alone, one of its own. */
  unit: Transaction;
  /** The client's transaction that it is a part of. */
  transaction: Transaction | undefined;
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
