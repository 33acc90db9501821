/** The part of pino that this room needs: structured fields first, then a fixed sentence. No content, names or tokens. */
export type Logger = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/**
 * An error as a log may hold it: what kind and where, without the values that messages of validators and
 * drivers like to quote, and without the request body that discord.js keeps on its errors.
 */
export function describeError(error: unknown): {
  name: string;
  code: number | string | null;
  message: string;
  at: string[];
} {
  if (!(error instanceof Error)) return { name: typeof error, code: null, message: '', at: [] };
  const code: unknown = Reflect.get(error, 'code');
  return {
    name: error.name,
    code: typeof code === 'number' || typeof code === 'string' ? code : null,
    message: error.message.replaceAll(/(["'`]).*?\1/gs, '…').slice(0, 300),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .map((line) => line.trim()),
  };
}
