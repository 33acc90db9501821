import { accessSync, constants, mkdirSync } from 'node:fs';
import { mongo } from 'mongoose';
import { type Config, readEnvironment } from '#config/environment';
import { loadEnvironmentFile } from '#config/load-environment-file';

/** What one look at one thing found. `hint` is advice; `missing` keeps the bot from working. */
type Finding = { state: 'fine' | 'hint' | 'missing'; what: string };

const fine = (what: string): Finding => ({ state: 'fine', what });
const hint = (what: string): Finding => ({ state: 'hint', what });
const missing = (what: string): Finding => ({ state: 'missing', what });

const PATIENCE_MS = 5_000;
/** Discord's answers to a click are due in three seconds; a clock further off than this breaks promises. */
const SKEW_LIMIT_MS = 2_000;

/** `npm run doctor`: looks at everything a start needs and says in plain words what is missing. */
async function main(): Promise<void> {
  try {
    loadEnvironmentFile();
  } catch {
    tell(missing('The file .env is there, but cannot be read.'));
  }
  tell(checkNode(process.versions.node));
  await readEnvironment(process.env).match({
    err: async (problems) => {
      for (const { key, wants } of problems) tell(missing(`${key} wants ${wants}.`));
      tell(
        hint('The rest can be looked at once the configuration is complete: .env.example explains each key.'),
      );
    },
    ok: async (config) => {
      tell(fine('The configuration is complete.'));
      tell(checkMasterKeys(config));
      (await checkDatabase(config)).forEach(tell);
      (await checkDiscord(config)).forEach(tell);
    },
  });
  console.log(process.exitCode ? '\nSomething is missing; see above.' : '\nReady to start.');
}

function tell({ state, what }: Finding): void {
  console.log(`${{ fine: 'ok     ', hint: 'note   ', missing: 'MISSING' }[state]} ${what}`);
  if (state === 'missing') process.exitCode = 1;
}

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return fine(`Node ${version}.`);
  return missing(`Node ${version} is too old; 20.19 or newer is needed.`);
}

function checkMasterKeys({ masterKeys, environment }: Config): Finding {
  if (masterKeys[0].id === 'development') {
    return hint(`No MASTER_KEYS: in ${environment}, words are encrypted with a key that everybody knows.`);
  }
  const ids = masterKeys.map((key) => key.id).join(', ');
  return hint(
    `Keep a copy of the master keys (${ids}), and not beside the backups: without them no word is readable.`,
  );
}

async function checkDatabase({ database }: Config): Promise<Finding[]> {
  if (database.kind === 'embedded')
    return database.directory === null ? [] : [checkFolder(database.directory)];
  let client: mongo.MongoClient;
  try {
    client = new mongo.MongoClient(database.uri, { serverSelectionTimeoutMS: PATIENCE_MS });
  } catch {
    // Its message would quote the address, and with it the password.
    return [missing('MONGODB_URI has the right beginning, but cannot be understood.')];
  }
  try {
    const hello = await client.db('admin').command({ hello: 1 });
    const { version } = await client.db('admin').command({ buildInfo: 1 });
    const findings = [checkMongoVersion(String(version))];
    if (hello['setName'] === undefined && hello['msg'] !== 'isdbgrid') {
      findings.push(
        missing(
          'MongoDB is not a replica set, and without one it has no transactions (start it with --replSet).',
        ),
      );
      return findings;
    }
    findings.push(await checkTransaction(client));
    const localTime: unknown = hello['localTime'];
    if (localTime instanceof Date) findings.push(checkSkew('the database', localTime.getTime()));
    return findings;
  } catch (error) {
    const code =
      error instanceof mongo.MongoServerError && error.code === 18 ? ': wrong name or password' : '';
    return [
      missing(`The database does not answer (${error instanceof Error ? error.name : 'no reason'}${code}).`),
    ];
  } finally {
    await client.close();
  }
}

function checkFolder(directory: string): Finding {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.R_OK | constants.W_OK);
    return fine(`The embedded database can write to ${directory}. Back that folder up.`);
  } catch {
    return missing(`The embedded database cannot write to ${directory} (DATA_DIRECTORY).`);
  }
}

function checkMongoVersion(version: string): Finding {
  return Number.parseInt(version, 10) >= 6
    ? fine(`MongoDB ${version} answers.`)
    : missing(`MongoDB ${version} is too old; 6.0 or newer is needed.`);
}

/** Writes in a transaction and rolls it back: nothing stays. */
async function checkTransaction(client: mongo.MongoClient): Promise<Finding> {
  const session = client.startSession();
  try {
    session.startTransaction();
    await client.db().collection('doctor').insertOne({ seen: true }, { session });
    await session.abortTransaction();
    return fine('The database writes in transactions.');
  } catch (error) {
    const code = error instanceof mongo.MongoServerError ? ` (${error.codeName ?? error.code})` : '';
    return missing(`The database does not let this account write in a transaction${code}.`);
  } finally {
    await session.endSession();
  }
}

async function checkDiscord({ discord }: Config): Promise<Finding[]> {
  const api = `${discord.apiUrl ?? 'https://discord.com/api'}/v10`;
  let answer: Response;
  try {
    answer = await fetch(`${api}/users/@me`, {
      headers: { authorization: `Bot ${discord.token}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    return [
      missing(`Discord cannot be reached at ${new URL(api).host}: is there a way out to the internet?`),
    ];
  }
  const findings: Finding[] = [];
  if (answer.status === 401) {
    findings.push(
      missing(
        'Discord does not know this DISCORD_TOKEN. Reset it in the developer portal and copy it whole.',
      ),
    );
  } else if (!answer.ok) {
    findings.push(missing(`Discord answers ${answer.status}. Try again in a while.`));
  } else {
    const { username } = (await answer.json()) as { username?: unknown };
    findings.push(fine(`Discord knows this token as ${String(username)}.`));
  }
  const date = Date.parse(answer.headers.get('date') ?? '');
  // The header has whole seconds: half of one is the best guess.
  if (!Number.isNaN(date)) findings.push(checkSkew('Discord', date + 500));
  return findings;
}

function checkSkew(whose: string, theirs: number): Finding {
  const off = Date.now() - theirs;
  if (Math.abs(off) <= SKEW_LIMIT_MS) return fine(`The clock agrees with ${whose}'s.`);
  const seconds = Math.round(Math.abs(off) / 1_000);
  return missing(
    `The clock is ${seconds} s ${off > 0 ? 'ahead of' : 'behind'} ${whose}'s: let it be set over the network (NTP).`,
  );
}

await main();
