/** The part of pino that this room needs: structured fields first, then a fixed sentence. No content, names or tokens. */
export type Logger = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** An error as a log may hold it: what kind and where. Messages of drivers and validators quote what people wrote. */
export function describeError(error: unknown): { name: string; code: number | string | null; at: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, code: null, at: [] };
  const code: unknown = Reflect.get(error, 'code');
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    code: typeof code === 'number' || typeof code === 'string' ? code : null,
    at: frames.slice(0, 12).map((line) => line.trim()),
  };
}
