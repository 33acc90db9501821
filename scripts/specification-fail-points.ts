import { setTimeout as wait } from 'node:timers/promises';
import { EJSON } from 'bson';
import * as field from '#embedded-database/commands/fields';
import { errorReply, type Intercept } from '#embedded-database/dispatcher';
import { type Doc, isDocument } from '#query-language/bson-values';
import { CommandError, refuse } from '#query-language/command-error';

const duringWrites = 'onPrimaryTransactionalWrite';
/** What each of them knows. */
const known: Record<string, string> = {
  failCommand:
    'failCommands appName errorCode errorLabels closeConnection writeConcernError blockConnection blockTimeMS',
  [duringWrites]: 'failBeforeCommitExceptionCode',
};
/** How often it is meant. */
const modes = ['off', 'alwaysOn', 'times'];
/** The codes that a server calls retryable, and those after which a transaction may be tried again. */
const retryable = [6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436];
const transient = [...retryable, 24, 112, 239, 246, 251, 267];

/**
 * MongoDB's fail points `failCommand` and, of its older versions, `onPrimaryTransactionalWrite`, in front of an
 * embedded database: a command is answered late, not at all, or with an error, as `configureFailPoint` says; the
 * one that was configured last is meant. Source: source/unified-test-format and source/retryable-writes of
 * MongoDB's specifications.
 */
export function failPoints(): Intercept {
  /** What clients call themselves, by their connections. */
  const appNames = new Map<number, unknown>();
  let point = '';
  let data: Doc = {};
  let times = 0;
  /** The writes that were done without an answer. */
  const done = new Set<string>();

  const configure = (body: Doc): void => {
    const given = field.document(body, 'data') ?? {};
    const mode: Doc = isDocument(body['mode']) ? body['mode'] : { [String(body['mode'])]: 1 };
    const name = String(body['configureFailPoint']);
    const fields = known[name]?.split(' ') ?? refuse(`the fail point '${name}'`);
    const unknown = [
      ...Object.keys(mode).filter((key) => !modes.includes(key)),
      ...Object.keys(given).filter((key) => !fields.includes(key)),
    ];
    if (unknown.length > 0) refuse(`'${unknown[0]}' in a fail point`);
    point = name;
    times = 'off' in mode ? 0 : (field.count(mode, 'times') ?? Number.POSITIVE_INFINITY);
    data = given;
  };

  return async (body, connectionId, answer) => {
    const [name = ''] = Object.keys(body);
    const client = field.document(field.document(body, 'client') ?? {}, 'application');
    if (client !== undefined) appNames.set(connectionId, client['name']);
    if (name === 'configureFailPoint') {
      try {
        configure(body);
        return { ok: 1 };
      } catch (error) {
        return errorReply(error);
      }
    }
    // A client may end its connection, and come back for its transaction by another one.
    const inTransaction = body['autocommit'] === false;
    const proceed = () => answer(inTransaction ? 0 : connectionId);
    if (point === duringWrites) {
      const { lsid, txnNumber, documents, updates, deletes } = body;
      const write = EJSON.stringify({ lsid, txnNumber });
      // To answer again is not to write.
      if (inTransaction || txnNumber === undefined || done.has(write) || times <= 0) return proceed();
      // It is met by every statement.
      times -= ((documents ?? updates ?? deletes ?? [body]) as unknown[]).length;
      if (!('failBeforeCommitExceptionCode' in data)) {
        await proceed();
        done.add(write);
      }
      throw new Error('closed by the fail point');
    }
    // It may also say ismaster where isMaster is meant.
    const named = String(data['failCommands']).toLowerCase().split(',').includes(name.toLowerCase());
    const meant = named && [undefined, appNames.get(connectionId)].includes(data['appName']);
    if (!meant || times-- <= 0) return proceed();
    if (field.boolean(data, 'blockConnection')) await wait(field.count(data, 'blockTimeMS'));
    if (field.boolean(data, 'closeConnection')) throw new Error('closed by the fail point');
    const code = field.count(data, 'errorCode');
    const writeConcernError = field.document(data, 'writeConcernError');
    const labels = data['errorLabels'] as string[] | undefined;
    const errorLabels = labels ?? labelsOf(name, body, code, Number(writeConcernError?.['code']));
    if (code === undefined) return { ...(await proceed()), writeConcernError, errorLabels };
    return errorReply(new CommandError(code, "Failing command by 'failCommand'", {}, errorLabels));
  };
}

/** The labels that a server gives by itself. */
function labelsOf(name: string, body: Doc, code = 0, concernCode = 0): string[] | undefined {
  const inTransaction = body['autocommit'] === false;
  const ends = name === 'commitTransaction' || name === 'abortTransaction';
  const repeatable = ends || (!inTransaction && body['txnNumber'] !== undefined);
  if (repeatable && retryable.includes(code || concernCode)) return ['RetryableWriteError'];
  return inTransaction && transient.includes(code) ? ['TransientTransactionError'] : undefined;
}
