import { setTimeout } from 'node:timers/promises';
import { Binary, Timestamp } from 'bson';
import { type Doc, double } from '#query-language/bson-values';
import { CommandError, fail, refuse } from '#query-language/command-error';
import { compileVariables, Scope } from '#query-language/expression';
import { isNumeric, toDouble } from '#query-language/numbers';
import { catalogCommands } from './commands/catalog-commands.ts';
import type { Command, Invocation } from './commands/command.ts';
import * as field from './commands/fields.ts';
import { handshakeCommands } from './commands/handshake-commands.ts';
import { readCommands } from './commands/read-commands.ts';
import { writeCommands } from './commands/write-commands.ts';
import { Cursors } from './cursors.ts';
import { type Session, Sessions, sessionTimeoutMinutes } from './sessions.ts';
import { type LogEntry, type Store, WriteConflict } from './store.ts';
import { Transaction } from './transaction.ts';

/** Fields that any command may carry. Those not acted upon do not change what a single server would answer. */
const everywhere = (
  'lsid txnNumber autocommit startTransaction $db $clusterTime $readPreference readConcern ' +
  'writeConcern comment maxTimeMS stmtId stmtIds apiVersion apiStrict apiDeprecationErrors'
).split(' ');

/** These two only say what becomes of their transaction. */
const commitTransaction: Command = { fields: 'recoveryToken', transactional: true, run: () => ({}) };
const abortTransaction: Command = { ...commitTransaction };

/** Every command there is, by its name on the wire; a map, since a name may be that of an object's own method. */
const commands = new Map<string, Command>([
  ...Object.entries({ ...handshakeCommands, ...readCommands, ...writeCommands, ...catalogCommands }),
  ...Object.entries({ commitTransaction, abortTransaction }),
]);

const transient = ['TransientTransactionError'];

type Call = Omit<Invocation, 'unit' | 'transaction'>;

/** Gives the answer to a command in another way, or later, than by `answer`. What it throws ends the connection. */
export type Intercept = (
  body: Doc,
  connectionId: number,
  answer: (connectionId: number) => Promise<Doc>,
) => Promise<Doc>;

/** Runs commands: by themselves, as retryable writes that happen once, or as parts of transactions. */
export class Dispatcher {
  readonly sessions = new Sessions();
  readonly #cursors = new Cursors();
  readonly #store: Store;
  readonly #now: () => number;
  readonly #intercept: Intercept;
  #operations = 0;
  address = '';

  constructor(store: Store, now: () => number, intercept: Intercept) {
    this.#store = store;
    this.#now = now;
    this.#intercept = intercept;
  }

  /** Ends what was left open: transactions after a minute, cursors and sessions after half an hour. */
  sweep(): void {
    const now = performance.now();
    this.sessions.sweep();
    this.#cursors.killWhere(({ usedAt }) => now - usedAt > sessionTimeoutMinutes * 60_000);
  }

  /** The reply to one command, also when it fails. */
  run(body: Doc, connectionId: number): Promise<Doc> {
    return this.#intercept(body, connectionId, (id) => this.#answer(body, id));
  }

  async #answer(body: Doc, connectionId: number): Promise<Doc> {
    const run = async (): Promise<Doc> => {
      const concern = concernError(body);
      return { ...(await this.#run(body, connectionId)), ...concern, ok: double(1) };
    };
    const reply = await run().catch(errorReply);
    // What a member of a replica set tells of its time, by which clients ask for what they have written.
    const clusterTime = new Timestamp({ t: Math.floor(Date.now() / 1000), i: ++this.#operations });
    const signature = { hash: new Binary(Buffer.alloc(20)), keyId: 0n };
    return { ...reply, operationTime: clusterTime, $clusterTime: { clusterTime, signature } };
  }

  async #run(body: Doc, connectionId: number): Promise<Doc> {
    const [name = ''] = Object.keys(body);
    if (name === 'endSessions') {
      for (const lsid of body[name] as unknown[]) this.sessions.get(lsid).abort();
      return {};
    }
    const command = commands.get(name) ?? fail(59, `no such command: '${name}'`);
    const refused = command.refused?.split(' ') ?? [];
    if (command.fields !== 'any')
      field.mustBeKnown(name, body, [name, ...command.fields.split(' '), ...refused, ...everywhere]);
    field.refuseOptions(name, body, refused);
    checkReadConcern(body);
    if (body['apiStrict'] === true && ['buildInfo', 'distinct', 'isMaster'].includes(name))
      fail(323, `Provided apiStrict:true, but the command ${name} is not in API Version 1`);
    const here = { address: this.address, now: this.#now(), connectionId };
    const clock = new Scope(undefined, { NOW: new Date(here.now) });
    const variables = compileVariables(field.document(body, 'let') ?? {})(clock);
    const scope = clock.with(variables).ordering(body['collation']);
    const database = String(body['$db'] ?? 'test');
    if (!/^[^/\\. "$\0]{1,63}$/.test(database)) fail(73, `Invalid database name: '${database}'`);
    const call: Call = { body, database, scope, cursors: this.#cursors, sessions: this.sessions, here };
    const { txnNumber } = body;
    const inTransaction = body['autocommit'] === false;
    if (!inTransaction && (txnNumber === undefined || command.writes !== true))
      return this.#alone(command, call);
    if (!isNumeric(txnNumber)) fail(72, "'txnNumber' is missing or not a number");
    const session = this.sessions.get(body['lsid']);
    const number = toDouble(txnNumber);
    if (inTransaction) return this.#inTransaction(command, call, session, number);
    return this.#alone(command, call, { session, number });
  }

  /**
   * Runs a command outside of transactions, waiting for those that hold what it writes to. A write with a number
   * happens once, and asking again gives the first answer; an attempt that failed did nothing and may be repeated.
   */
  async #alone(command: Command, call: Call, once?: { session: Session; number: number }): Promise<Doc> {
    const deadline = performance.now() + (field.count(call.body, 'maxTimeMS') || Number.POSITIVE_INFINITY);
    for (;;) {
      if (once !== undefined) {
        once.session.advance(once.number);
        if (once.session.answer !== undefined) return this.#answerAgain(once.session);
      }
      const unit = new Transaction(this.#store);
      try {
        const reply = command.run({ ...call, unit, transaction: undefined });
        if (once !== undefined) once.session.answer = reply;
        unit.commit();
        await this.#log(unit.entries, once?.session);
        return reply;
      } catch (error) {
        if (!(error instanceof WriteConflict) || error.holder === undefined) {
          // What was done before the error stays done, as on a server.
          unit.commit();
          await this.#log(unit.entries);
          throw error;
        }
        unit.abort();
        await waitFor(error.holder, deadline - performance.now());
      }
    }
  }

  /** Runs a command of a transaction; any error ends that. */
  async #inTransaction(command: Command, call: Call, session: Session, number: number): Promise<Doc> {
    const [name = ''] = Object.keys(call.body);
    const ends = command === commitTransaction || command === abortTransaction;
    const isFirst = call.body['startTransaction'] === true;
    if (isFirst && ends) fail(263, `Cannot run '${name}' as the first operation of a transaction.`);
    if (!isFirst && call.body['readConcern'] !== undefined)
      fail(72, 'Only the first command in a transaction may specify a readConcern');
    if (!ends && call.body['writeConcern'] !== undefined)
      fail(72, `${name} in a transaction may not specify a writeConcern`);
    if (isFirst) {
      if (number === session.txnNumber) fail(50911, `Cannot start a transaction: ${number} was used before`);
      session.advance(number);
      session.transaction = new Transaction(this.#store);
    }
    const { transaction, answer } = session;
    if (number === session.txnNumber && answer !== undefined) {
      if (command === commitTransaction) return this.#answerAgain(session);
      fail(256, `Transaction ${number} has been committed.`);
    }
    if (number !== session.txnNumber || transaction === undefined)
      throw new CommandError(251, `There is no transaction ${number} in progress.`, {}, transient);
    session.connectionId = call.here.connectionId;
    try {
      if (['create', 'createIndexes'].includes(name)) refuse(`'${name}' in a transaction`);
      if (command.transactional !== true) fail(263, `Cannot run '${name}' in a multi-document transaction.`);
      const reply = command.run({ ...call, unit: transaction, transaction });
      if (command === commitTransaction) {
        transaction.commit();
        Object.assign(session, { answer: reply, transaction: undefined });
      }
      if (ends || reply['writeErrors'] !== undefined) this.#leave(session, transaction);
      if (command === commitTransaction) await this.#log(transaction.entries, session);
      return reply;
    } catch (error) {
      this.#leave(session, transaction);
      throw error;
    }
  }

  /** Ends a transaction with its cursors; of one that is committed there is nothing left to abort. */
  #leave(session: Session, transaction: Transaction): void {
    this.#cursors.killWhere((cursor) => cursor.transaction === transaction);
    session.abort();
  }

  /** Waits until a log has the entries, and with them the answer that a client may ask for again. */
  async #log(entries: LogEntry[], session?: Session): Promise<void> {
    if (entries.length === 0) return;
    await this.#store.log?.append(session === undefined ? entries : [...entries, session.entry()]);
  }

  async #answerAgain(session: Session): Promise<Doc> {
    const { answer = {} } = session;
    await this.#log([session.entry()]);
    return answer;
  }
}

/** A single server gives every read concern, and has what was written before, but no snapshots of other times. */
function checkReadConcern(body: Doc): void {
  const { level, afterClusterTime: _, ...others } = field.document(body, 'readConcern') ?? {};
  for (const other of Object.keys(others)) refuse(`'${other}' in a read concern`);
  const isolated = body['autocommit'] === false;
  const levels = ['local', 'majority', 'snapshot', ...(isolated ? [] : ['available', 'linearizable'])];
  if (!levels.includes(String(level ?? 'local')))
    fail(isolated ? 72 : 2, `A read concern cannot be '${level}' here`);
  if (level === 'snapshot' && !isolated) refuse('a snapshot outside of a transaction');
}

/** What is written stands also where more servers than there are should have confirmed it. */
function concernError(body: Doc): Doc {
  const { w = 1 } = field.document(body, 'writeConcern') ?? {};
  if (w === 'majority' || (isNumeric(w) && toDouble(w) <= 1)) return {};
  const { code, codeName, message: errmsg } = new CommandError(100, 'Not enough data-bearing nodes');
  return { writeConcernError: { code, codeName, errmsg } };
}

async function waitFor({ ended }: Transaction, milliseconds: number): Promise<void> {
  if (milliseconds === Number.POSITIVE_INFINITY) return ended;
  const late = setTimeout(Math.max(0, milliseconds), undefined, { ref: false });
  return Promise.race([ended, late.then(() => fail(50, 'operation exceeded time limit'))]);
}

/** What a client is told of an error. */
export function errorReply(error: unknown): Doc {
  if (error instanceof WriteConflict)
    return errorReply(new CommandError(112, `Caused by :: ${error.message}. Please retry.`, {}, transient));
  if (error instanceof CommandError) {
    const { code, codeName, message: errmsg, extra, labels } = error;
    const errorLabels = labels.length > 0 ? labels : undefined;
    return { ok: double(0), errmsg, code, codeName, ...extra, errorLabels };
  }
  return errorReply(new CommandError(8, `The embedded database failed: ${String((error as Error).stack)}`));
}
