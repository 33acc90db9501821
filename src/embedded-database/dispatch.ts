import type { Doc } from './bson-values.ts';
import { CommandError, fail, refuse } from './command-error.ts';
import { type Command, checkFields, countField, documentField, type Invocation } from './commands/command.ts';
import { catalogCommands } from './commands/catalog-commands.ts';
import { handshakeCommands } from './commands/handshake-commands.ts';
import { readCommands } from './commands/read-commands.ts';
import { writeCommands } from './commands/write-commands.ts';
import { Cursors } from './cursors.ts';
import { compileVariables, Scope } from './expression.ts';
import { isNumeric, toDouble } from './numbers.ts';
import { type Session, Sessions, sessionEntry, sessionTimeoutMinutes } from './sessions.ts';
import { DirectUnit, logEntries, type Store, WriteConflict } from './store.ts';
import { Transaction } from './transaction.ts';

/** Fields that any command may carry. Those not acted upon do not change what a single server would answer. */
const everywhere = (
  'lsid txnNumber autocommit startTransaction $db $clusterTime $readPreference readConcern ' +
  'writeConcern comment maxTimeMS stmtId stmtIds apiVersion apiStrict apiDeprecationErrors'
).split(' ');

/** Every command there is, but for those about sessions and transactions, by the name on the wire. */
const commands: ReadonlyMap<string, Command> = new Map<string, Command>(
  Object.entries({ ...handshakeCommands, ...readCommands, ...writeCommands, ...catalogCommands }),
);

const transientLabel = 'TransientTransactionError';

/** Runs commands: by themselves, as retryable writes that happen once, or as parts of transactions. */
export class Dispatcher {
  readonly sessions = new Sessions();
  readonly cursors = new Cursors();
  readonly #store: Store;
  readonly #now: () => number;
  address = '';

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Ends what was left open: transactions after a minute, cursors and sessions after half an hour. */
  sweep(): void {
    const now = performance.now();
    this.sessions.sweep();
    this.cursors.killWhere(({ usedAt }) => now - usedAt > sessionTimeoutMinutes * 60_000);
  }

  /** The reply to one command, also when it fails. */
  async run(body: Doc, connectionId: number): Promise<Doc> {
    try {
      return { ...(await this.#run(body, connectionId)), ok: 1 };
    } catch (error) {
      return errorReply(error);
    }
  }

  async #run(body: Doc, connectionId: number): Promise<Doc> {
    const name = Object.keys(body)[0] as string;
    const now = this.#now();
    if (name === 'endSessions' || name === 'killSessions') {
      for (const lsid of body[name] as unknown[]) this.sessions.end(lsid);
      return {};
    }
    if (name === 'commitTransaction') return this.#commit(this.sessions.get(body['lsid']), numberOf(body));
    if (name === 'abortTransaction') return this.#abort(this.sessions.get(body['lsid']), numberOf(body));
    const command = commands.get(name);
    if (command === undefined) fail(59, `no such command: '${name}'`);
    if (command.fields !== 'any') checkFields(name, body, [name, ...command.fields, ...everywhere]);
    checkConcerns(body);
    const database = typeof body['$db'] === 'string' ? body['$db'] : 'test';
    const clock = new Scope(undefined, { NOW: new Date(now) });
    const named = clock.with(compileVariables(documentField(body, 'let') ?? {})(clock));
    const scope = name === 'create' ? named : named.ordering(body['collation']);
    const shared = { body, database, scope, cursors: this.cursors, now, address: this.address, connectionId };
    if (body['autocommit'] === false)
      return this.#inTransaction(name, command, shared, this.sessions.get(body['lsid']));
    if (body['txnNumber'] === undefined || command.writes !== true) return this.#alone(command, shared);
    return this.#once(command, shared, this.sessions.get(body['lsid']));
  }

  /** A write with a number: it happens once, and asking again gives the first answer. */
  async #once(command: Command, shared: Shared, session: Session): Promise<Doc> {
    const txnNumber = numberOf(shared.body);
    if (txnNumber < session.txnNumber) throw tooOld(session, txnNumber);
    if (txnNumber > session.txnNumber || session.reply === undefined) {
      this.sessions.begin(session, txnNumber);
      session.reply = this.#alone(command, shared, session);
      // An attempt that failed did nothing; a further one is a new attempt.
      session.reply.catch(() => {
        if (session.txnNumber === txnNumber) session.reply = undefined;
      });
    }
    return session.reply;
  }

  async #alone(command: Command, shared: Shared, session?: Session): Promise<Doc> {
    const deadline = countField(shared.body, 'maxTimeMS') || Number.POSITIVE_INFINITY;
    const startedAt = performance.now();
    for (;;) {
      const direct = new DirectUnit(this.#store);
      try {
        const reply = command.run({ ...shared, unit: direct, direct, transaction: undefined });
        await this.#keep(direct, session, reply);
        return reply;
      } catch (error) {
        if (!(error instanceof WriteConflict) || error.holder === undefined) {
          // What was done before the error stays done, as on a server.
          await this.#keep(direct);
          throw error;
        }
        direct.undo();
        await waitFor(error.holder, deadline - (performance.now() - startedAt));
      }
    }
  }

  async #keep(direct: DirectUnit, session?: Session, reply?: Doc): Promise<void> {
    const entries = [...direct.catalog, ...logEntries(direct.changes)];
    if (entries.length === 0 || this.#store.log === undefined) return;
    if (session !== undefined) {
      session.answer = reply;
      entries.push(sessionEntry(session));
    }
    await this.#store.log.append(entries);
  }

  #inTransaction(name: string, command: Command, shared: Shared, session: Session): Doc {
    session.connectionId = shared.connectionId;
    const txnNumber = numberOf(shared.body);
    if (shared.body['startTransaction'] === true) {
      if (txnNumber < session.txnNumber) throw tooOld(session, txnNumber);
      if (txnNumber === session.txnNumber)
        fail(50911, `Cannot start a transaction: the number ${txnNumber} was used before`);
      this.sessions.begin(session, txnNumber);
      session.transaction = new Transaction(this.#store);
    }
    const { transaction } = session;
    if (transaction === undefined || txnNumber !== session.txnNumber)
      throw noSuchTransaction(session, txnNumber);
    if (command.transactional !== true) {
      this.sessions.abort(session);
      fail(263, `Cannot run '${name}' in a multi-document transaction.`);
    }
    try {
      const reply = command.run({ ...shared, unit: transaction, direct: undefined, transaction });
      if (reply['writeErrors'] !== undefined) this.#abandon(session);
      return reply;
    } catch (error) {
      this.#abandon(session);
      throw error;
    }
  }

  /** Any error ends a transaction. */
  #abandon(session: Session): void {
    const { transaction } = session;
    if (transaction !== undefined) this.cursors.killWhere((cursor) => cursor.transaction === transaction);
    this.sessions.abort(session);
  }

  async #commit(session: Session, txnNumber: number): Promise<Doc> {
    const { transaction } = session;
    if (txnNumber === session.txnNumber && session.outcome === 'committed')
      return (await session.reply) ?? {};
    if (txnNumber !== session.txnNumber || transaction === undefined)
      throw noSuchTransaction(session, txnNumber);
    try {
      transaction.commit();
    } catch (error) {
      this.#abandon(session);
      throw error;
    }
    session.transaction = undefined;
    session.outcome = 'committed';
    this.cursors.killWhere((cursor) => cursor.transaction === transaction);
    session.reply = this.#keepCommit(session, transaction);
    return session.reply;
  }

  async #keepCommit(session: Session, transaction: Transaction): Promise<Doc> {
    session.answer = {};
    const entries = logEntries(transaction.changes);
    if (entries.length > 0) await this.#store.log?.append([...entries, sessionEntry(session)]);
    return {};
  }

  #abort(session: Session, txnNumber: number): Doc {
    if (txnNumber === session.txnNumber && session.outcome === 'committed')
      fail(256, `Transaction ${txnNumber} has been committed.`);
    if (txnNumber !== session.txnNumber || session.transaction === undefined)
      throw noSuchTransaction(session, txnNumber);
    this.#abandon(session);
    return {};
  }
}

type Shared = Omit<Invocation, 'unit' | 'direct' | 'transaction'>;

function numberOf(body: Doc): number {
  const { txnNumber } = body;
  if (!isNumeric(txnNumber)) fail(72, "'txnNumber' is missing or not a number");
  return toDouble(txnNumber);
}

function tooOld(session: Session, txnNumber: number): CommandError {
  return new CommandError(
    225,
    `Cannot start transaction ${txnNumber}: a newer one, ${session.txnNumber}, has started`,
  );
}

function noSuchTransaction(session: Session, txnNumber: number): CommandError {
  const aborted = txnNumber === session.txnNumber && session.outcome === 'aborted';
  const message = aborted
    ? `Transaction ${txnNumber} has been aborted.`
    : `Given transaction number ${txnNumber} does not match any in-progress transactions`;
  return new CommandError(251, message, {}, [transientLabel]);
}

/** A single server gives every read concern, and every write concern that needs one server. */
function checkConcerns(body: Doc): void {
  const readConcern = documentField(body, 'readConcern') ?? {};
  if (readConcern['atClusterTime'] !== undefined || readConcern['afterClusterTime'] !== undefined)
    refuse('cluster times in a read concern');
  const { w } = documentField(body, 'writeConcern') ?? {};
  if (w === undefined || w === 'majority' || (isNumeric(w) && toDouble(w) <= 1)) return;
  fail(100, 'Not enough data-bearing nodes');
}

async function waitFor(transaction: Transaction, milliseconds: number): Promise<void> {
  if (milliseconds === Number.POSITIVE_INFINITY) return transaction.ended;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const give = () => reject(new CommandError(50, 'operation exceeded time limit'));
    timer = setTimeout(give, Math.max(0, milliseconds));
  });
  return Promise.race([transaction.ended, late]).finally(() => clearTimeout(timer));
}

/** What a client is told of an error. */
export function errorReply(error: unknown): Doc {
  if (error instanceof WriteConflict) {
    return errorReply(
      new CommandError(112, `Caused by :: ${error.message}. Please retry.`, {}, [transientLabel]),
    );
  }
  if (error instanceof CommandError) {
    const { code, codeName, message: errmsg, extra, labels } = error;
    return { ok: 0, errmsg, code, codeName, ...extra, ...(labels.length > 0 && { errorLabels: labels }) };
  }
  return errorReply(new CommandError(8, `The embedded database failed: ${String((error as Error).stack)}`));
}
