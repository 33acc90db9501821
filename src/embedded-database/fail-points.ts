import { setTimeout as wait } from 'node:timers/promises';
import { type Doc, isDocument } from '#query-language/bson-values';
import { CommandError, refuse } from '#query-language/command-error';
import { booleanField, type Command, countField, documentField } from './commands/command.ts';
import type { Sessions } from './sessions.ts';

const known =
  'failCommand off alwaysOn times failCommands appName errorCode errorLabels closeConnection writeConcernError ' +
  'blockConnection blockTimeMS';
/** The codes that a server calls retryable, and those after which a transaction may be tried again. */
const retryable = [6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436];
const transient = [...retryable, 24, 112, 239, 246, 251, 267];

/** Thrown where the connection is to be closed instead of an answer. */
export class ConnectionClosed extends Error {}

/** The fail point `failCommand`, for tests alone: a server has it only when it runs with enableTestCommands. */
export class FailPoints {
  /** What clients call themselves, by their connections. */
  readonly appNames = new Map<number, unknown>();
  #data: Doc = {};
  #times = 0;

  readonly command: Command = {
    fields: 'mode data',
    run: ({ body }) => {
      const data = documentField(body, 'data') ?? {};
      const mode: Doc = isDocument(body['mode']) ? body['mode'] : { [String(body['mode'])]: 1 };
      const used = [String(body['configureFailPoint']), ...Object.keys({ ...mode, ...data })];
      const unknown = used.find((name) => !known.split(' ').includes(name));
      if (unknown !== undefined) refuse(`'${unknown}' in a fail point`);
      this.#times = 'off' in mode ? 0 : (countField(mode, 'times') ?? Number.POSITIVE_INFINITY);
      this.#data = data;
      return {};
    },
  };

  /** Runs a command as the fail point has it: late, not at all, or with an error added to what it did. */
  async run(body: Doc, connectionId: number, sessions: Sessions, command: () => Promise<Doc>): Promise<Doc> {
    const data = this.#data;
    const client = documentField(documentField(body, 'client') ?? {}, 'application');
    if (client !== undefined) this.appNames.set(connectionId, client['name']);
    const [name = ''] = Object.keys(body);
    // A client may say ismaster where isMaster is meant.
    const named = String(data['failCommands']).toLowerCase().split(',').includes(name.toLowerCase());
    const meant = named && [undefined, this.appNames.get(connectionId)].includes(data['appName']);
    if (!meant || this.#times-- <= 0) return command();
    // Its client may end the connection, and come back for its transaction by another one.
    if (body['autocommit'] === false) sessions.get(body['lsid']).connectionId = 0;
    if (booleanField(data, 'blockConnection')) await wait(countField(data, 'blockTimeMS'));
    if (booleanField(data, 'closeConnection')) throw new ConnectionClosed();
    const code = countField(data, 'errorCode');
    const writeConcernError = documentField(data, 'writeConcernError');
    const given = data['errorLabels'] as string[] | undefined;
    const errorLabels = given ?? labelsOf(name, body, code, Number(writeConcernError?.['code']));
    if (code !== undefined) throw new CommandError(code, "Failing command by 'failCommand'", {}, errorLabels);
    return { ...(await command()), writeConcernError, errorLabels };
  }
}

/** The labels that a server gives by itself. */
function labelsOf(name: string, body: Doc, code = 0, concernCode = 0): string[] | undefined {
  const inTransaction = body['autocommit'] === false;
  const ends = name === 'commitTransaction' || name === 'abortTransaction';
  const repeatable = ends || (!inTransaction && body['txnNumber'] !== undefined);
  if (repeatable && retryable.includes(code || concernCode)) return ['RetryableWriteError'];
  return inTransaction && transient.includes(code) ? ['TransientTransactionError'] : undefined;
}
