import { setTimeout as wait } from 'node:timers/promises';
import { booleanField, countField, documentField } from '#embedded-database/commands/command';
import { errorReply, type Intercept } from '#embedded-database/dispatcher';
import { type Doc, isDocument } from '#query-language/bson-values';
import { CommandError, refuse } from '#query-language/command-error';

const known =
  'failCommand off alwaysOn times failCommands appName errorCode errorLabels closeConnection writeConcernError ' +
  'blockConnection blockTimeMS';
/** The codes that a server calls retryable, and those after which a transaction may be tried again. */
const retryable = [6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436];
const transient = [...retryable, 24, 112, 239, 246, 251, 267];

/**
 * MongoDB's fail point `failCommand`, in front of an embedded database: a command is answered late, not at all, or
 * with an error, as `configureFailPoint` says. Source: source/unified-test-format of MongoDB's specifications.
 */
export function failPoints(): Intercept {
  /** What clients call themselves, by their connections. */
  const appNames = new Map<number, unknown>();
  let data: Doc = {};
  let times = 0;

  const configure = (body: Doc): void => {
    const given = documentField(body, 'data') ?? {};
    const mode: Doc = isDocument(body['mode']) ? body['mode'] : { [String(body['mode'])]: 1 };
    const used = [String(body['configureFailPoint']), ...Object.keys({ ...mode, ...given })];
    const unknown = used.find((name) => !known.split(' ').includes(name));
    if (unknown !== undefined) refuse(`'${unknown}' in a fail point`);
    times = 'off' in mode ? 0 : (countField(mode, 'times') ?? Number.POSITIVE_INFINITY);
    data = given;
  };

  return async (body, connectionId, answer) => {
    const [name = ''] = Object.keys(body);
    const client = documentField(documentField(body, 'client') ?? {}, 'application');
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
    // It may also say ismaster where isMaster is meant.
    const named = String(data['failCommands']).toLowerCase().split(',').includes(name.toLowerCase());
    const meant = named && [undefined, appNames.get(connectionId)].includes(data['appName']);
    if (!meant || times-- <= 0) return proceed();
    if (booleanField(data, 'blockConnection')) await wait(countField(data, 'blockTimeMS'));
    if (booleanField(data, 'closeConnection')) throw new Error('closed by the fail point');
    const code = countField(data, 'errorCode');
    const writeConcernError = documentField(data, 'writeConcernError');
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
