import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { err, ok, type Result } from '@sapphire/result';
import { z } from 'zod';
import { DEVELOPMENT_KEY, type MasterKey, parseMasterKeys } from './master-keys.ts';

/** Everything Alongside wants to know from outside; frozen, and silent about its secrets when printed. */
export type Config = {
  readonly environment: 'production' | 'development' | 'test';
  /** One process for everything, or one side of it (reliability.md). */
  readonly role: 'all' | 'gateway' | 'worker';
  readonly discord: {
    readonly token: string;
    /** Where Discord's REST API is, without its version; null means Discord itself. */
    readonly apiUrl: string | null;
  };
  /** The embedded one lives in a folder; without one, as the demo has it, it is gone with the process. */
  readonly database:
    | { readonly kind: 'mongodb'; readonly uri: string }
    | { readonly kind: 'embedded'; readonly directory: string | null };
  /** At least one. The first wraps new keys; the others only open what they once wrapped. */
  readonly masterKeys: readonly [MasterKey, ...MasterKey[]];
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Where `/live`, `/ready` and `/metrics` listen; null when nobody asked for them. */
  readonly health: { readonly host: string; readonly port: number } | null;
};

/** A key that cannot be used as it is, and what it wants; never what it holds. */
export type ConfigProblem = { key: string; wants: string };

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Each of these may also be given as a file's path in `<KEY>_FILE`, as container secrets are. */
const SECRETS = ['DISCORD_TOKEN', 'MONGODB_URI', 'MASTER_KEYS'] as const;

const WANTS = {
  NODE_ENV: 'production (the default), development or test',
  ROLE: 'all (the default), gateway or worker',
  DISCORD_TOKEN: "the bot's token from https://discord.com/developers/applications, without spaces",
  DISCORD_API_URL: 'an https address (http only on this machine), such as https://discord.com/api',
  DATABASE: 'embedded, or nothing at all when MONGODB_URI is set',
  DATA_DIRECTORY: 'a folder for the embedded database, such as ./.alongside',
  MONGODB_URI: 'mongodb:// or mongodb+srv:// and the address of a replica set',
  MASTER_KEYS:
    'name:key, where the key is 32 random bytes in base64 (openssl rand -base64 32); several with commas, the current one first',
  LOG_LEVEL: `one of ${LOG_LEVELS.join(', ')}`,
  HEALTH_HOST: 'an address to listen on: 127.0.0.1 (the default), or 0.0.0.0 for every network',
  HEALTH_PORT: 'a port from 0 to 65535, or nothing for no health server',
};
type Key = keyof typeof WANTS;

const SCHEMA = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  ROLE: z.enum(['all', 'gateway', 'worker']).default('all'),
  DISCORD_TOKEN: z.string().regex(/^\S+$/),
  DISCORD_API_URL: z.string().refine(isSafeAddress).optional(),
  DATABASE: z.literal('embedded').optional(),
  DATA_DIRECTORY: z.string().default('./.alongside'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/\S+$/)
    .optional(),
  MASTER_KEYS: z
    .string()
    .transform((text, context) => {
      const keys = parseMasterKeys(text);
      if (keys === null) context.addIssue('unreadable');
      return keys ?? z.NEVER;
    })
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  HEALTH_HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1'),
  HEALTH_PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .optional(),
});

/**
 * Reads the whole configuration at once, so that a start stops with every problem instead of the first.
 * An empty value counts as none (compose files pass those). Without a token or a database, and in
 * production without a master key, it refuses; development and test then use a key that everybody knows.
 */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Result<Config, ConfigProblem[]> {
  const { given, problems } = collect(env, readFile);
  const parsed = SCHEMA.safeParse(given);
  const unreadable = new Set(problems.map((problem) => problem.key));
  for (const key of new Set(parsed.error?.issues.map((issue) => String(issue.path[0])))) {
    if (!unreadable.has(key)) problems.push({ key, wants: WANTS[key as Key] });
  }

  const embedded = given.DATABASE === 'embedded';
  if (!embedded && given.DATABASE === undefined && given.MONGODB_URI === undefined) {
    if (!unreadable.has('MONGODB_URI')) {
      problems.push({ key: 'MONGODB_URI', wants: `${WANTS.MONGODB_URI}; or set DATABASE=embedded` });
    }
  }
  if (embedded && given.MONGODB_URI !== undefined) {
    problems.push({ key: 'DATABASE', wants: 'to be alone: unset either DATABASE or MONGODB_URI' });
  }
  if (embedded && (given.ROLE ?? 'all') !== 'all') {
    problems.push({ key: 'ROLE', wants: 'all with DATABASE=embedded: only one process can use it' });
  }
  const production = (given.NODE_ENV ?? 'production') === 'production';
  if (production && given.MASTER_KEYS === undefined && !unreadable.has('MASTER_KEYS')) {
    problems.push({ key: 'MASTER_KEYS', wants: WANTS.MASTER_KEYS });
  }
  if (problems.length > 0 || !parsed.success) return err(problems);

  const values = parsed.data;
  return ok(
    sealed({
      environment: values.NODE_ENV,
      role: values.ROLE,
      discord: Object.freeze({ token: values.DISCORD_TOKEN, apiUrl: values.DISCORD_API_URL ?? null }),
      database: Object.freeze(
        values.MONGODB_URI === undefined
          ? { kind: 'embedded', directory: values.DATA_DIRECTORY }
          : { kind: 'mongodb', uri: values.MONGODB_URI },
      ),
      masterKeys: values.MASTER_KEYS ?? [DEVELOPMENT_KEY],
      logLevel: values.LOG_LEVEL,
      health:
        values.HEALTH_PORT === undefined
          ? null
          : Object.freeze({ host: values.HEALTH_HOST, port: values.HEALTH_PORT }),
    }),
  );
}

/** One line for each problem, for whoever starts the bot. */
export function describeProblems(problems: readonly ConfigProblem[]): string {
  return problems.map(({ key, wants }) => `  ${key} wants ${wants}.`).join('\n');
}

/** The known keys that hold something, with secrets fetched from their files. */
function collect(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): { given: Partial<Record<Key, string>>; problems: ConfigProblem[] } {
  const given: Partial<Record<Key, string>> = {};
  const problems: ConfigProblem[] = [];
  for (const key of Object.keys(WANTS) as Key[]) {
    const value = env[key]?.trim();
    if (value) given[key] = value;
  }
  for (const key of SECRETS) {
    const path = env[`${key}_FILE`]?.trim();
    if (!path) continue;
    if (given[key] !== undefined) {
      problems.push({ key, wants: `to be given once: here or in ${key}_FILE, not both` });
      continue;
    }
    try {
      const text = readFile(path).trim();
      if (text) given[key] = text;
      else problems.push({ key, wants: `a file in ${key}_FILE that is not empty` });
    } catch {
      problems.push({ key, wants: `a file in ${key}_FILE that this process can read` });
    }
  }
  return { given, problems };
}

/** The token travels to this address: in the clear only as far as this machine. */
function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

/** Freezes the config and makes it print without what must not be seen. */
function sealed(config: Config): Config {
  const shown = () => ({
    environment: config.environment,
    role: config.role,
    database: config.database.kind,
    masterKeys: config.masterKeys.map((key) => key.id),
    logLevel: config.logLevel,
    health: config.health,
  });
  Object.defineProperty(config, 'toJSON', { value: shown });
  Object.defineProperty(config, inspect.custom, { value: shown });
  Object.freeze(config.masterKeys);
  return Object.freeze(config);
}
