import { type DestinationStream, pino } from 'pino';
import { safeError } from './safe-error.ts';

/** How a value may be shown; what does not fit is shown as `[removed]`. */
const SHAPES = {
  /** A word of ours: an identifier without the length of somebody's id. */
  word: (value: unknown) => (isText(value) && WORD.test(value) && !SNOWFLAKE.test(value) ? value : REMOVED),
  /** One or two such words, as in `chat-input-command join`. */
  place: (value: unknown) =>
    isText(value) && value.split(' ').length <= 2 && value.split(' ').every((word) => WORD.test(word))
      ? value.replace(SNOWFLAKE, REMOVED)
      : REMOVED,
  /** An id of a community, a message, an interaction or a row; people have no field of this shape. */
  id: (value: unknown) => (isText(value) && WORD.test(value) ? value : REMOVED),
  number: (value: unknown) => (typeof value === 'number' ? value : REMOVED),
  code: (value: unknown) => (typeof value === 'number' ? value : SHAPES.word(value)),
  error: (value: unknown) => safeError(value),
  /** What a framework says by itself: shortened, without what it quotes and without ids. */
  said: (value: unknown) => (Array.isArray(value) ? value : [value]).map(withoutQuotes),
} as const;

/**
 * Everything that may stand in a log line beside its sentence: references and codes, no prose and no
 * person, so that erasing somebody needs no search of the logs. A field that is not listed is left out.
 */
const FIELDS = {
  /** The short reference that a person was shown with "something went wrong". */
  reference: 'word',
  where: 'place',
  useCase: 'word',
  job: 'word',
  piece: 'word',
  event: 'word',
  kind: 'word',
  step: 'word',
  state: 'word',
  outcome: 'word',
  role: 'word',
  database: 'word',
  signal: 'word',
  version: 'word',
  guild: 'id',
  row: 'id',
  interaction: 'id',
  code: 'code',
  status: 'number',
  shard: 'number',
  attempt: 'number',
  attempts: 'number',
  count: 'number',
  port: 'number',
  ms: 'number',
  error: 'error',
  sapphire: 'said',
} as const satisfies Record<string, keyof typeof SHAPES>;

export type LogFields = { [Name in keyof typeof FIELDS]?: unknown };

/** Says what happened, as JSON lines. `message` is a constant sentence: what varies goes into a field. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  fatal(fields: LogFields, message: string): void;
}

const REMOVED = '[removed]';
const WORD = /^[\w.:/-]{1,80}$/;
const SNOWFLAKE = /\d{15,}/;
const TOKEN = /[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g;

/**
 * A logger that cannot be talked into repeating anybody: unknown fields are left out, text that is not
 * an identifier is removed, errors lose their messages, and known secrets and whatever looks like a bot
 * token are struck from the finished line.
 */
export function createLogger(options: {
  level: string;
  /** Written into every line, such as the role of this process. */
  base?: Record<string, string>;
  /** Values that must never be seen, such as the token and the database's address. */
  secrets?: readonly string[];
  destination?: DestinationStream;
}): Logger {
  const secrets = (options.secrets ?? []).filter((secret) => secret.length >= 6);
  const destination = options.destination ?? pino.destination(1);
  const redacted: DestinationStream = {
    write: (line) => {
      let clean = line.replace(TOKEN, '[removed]');
      for (const secret of secrets) clean = clean.replaceAll(secret, '[removed]');
      destination.write(clean);
    },
  };
  const lines = pino(
    {
      level: options.level,
      base: options.base ?? {},
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    redacted,
  );
  return {
    debug: (fields, message) => lines.debug(safeFields(fields), message),
    info: (fields, message) => lines.info(safeFields(fields), message),
    warn: (fields, message) => lines.warn(safeFields(fields), message),
    error: (fields, message) => lines.error(safeFields(fields), message),
    fatal: (fields, message) => lines.fatal(safeFields(fields), message),
  };
}

/** Names of fields that were left out are told, so that a missing one is noticed. */
function safeFields(fields: object): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  const left: unknown[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const shape = isField(name) ? FIELDS[name] : null;
    if (shape === null) left.push(SHAPES.word(name));
    else safe[name] = value === null ? null : SHAPES[shape](value);
  }
  return left.length > 0 ? { ...safe, left } : safe;
}

function isField(name: string): name is keyof typeof FIELDS {
  return Object.hasOwn(FIELDS, name);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function withoutQuotes(value: unknown): unknown {
  if (!isText(value)) return safeError(value);
  return value
    .replaceAll(/(["'`]).*?\1/gs, '…')
    .replaceAll(/\d{15,}/g, '…')
    .slice(0, 200);
}
