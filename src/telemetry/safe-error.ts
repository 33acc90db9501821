/** What may be told of an error: its kind, its codes and where it came from. */
export type SafeError = {
  name: string;
  code?: string | number;
  status?: number;
  stack?: string[];
  cause?: SafeError;
};

const WORD = /^[\w.-]{1,60}$/;
const FRAME = /^\s+at [^\n]{1,300}$/;

/**
 * Describes an error without its message: messages of drivers, validators and parsers quote what they
 * choked on (a duplicate key, a reflection that was too long, a webhook address with its token). Name,
 * code and frames find the bug as well. At most four causes deep and twelve frames each.
 */
export function safeError(error: unknown, depth = 0): SafeError {
  if (!(error instanceof Error)) return described(error);
  const { code, status, codeName } = error as { code?: unknown; status?: unknown; codeName?: unknown };
  const known = [code, codeName].find(isCode);
  const frames = framesOf(error);
  return {
    name: WORD.test(error.name) ? error.name : 'Error',
    ...(known === undefined ? {} : { code: known }),
    ...(typeof status === 'number' ? { status } : {}),
    ...(frames.length > 0 ? { stack: frames } : {}),
    ...(error.cause instanceof Error && depth < 3 ? { cause: safeError(error.cause, depth + 1) } : {}),
  };
}

/** What another room has described already keeps its name, code and frames, and loses its message too. */
function described(value: unknown): SafeError {
  const { name, code, at } = (value ?? {}) as { name?: unknown; code?: unknown; at?: unknown };
  if (typeof name !== 'string' || !WORD.test(name)) return { name: typeof value };
  const frames = Array.isArray(at) ? at.filter((line) => /^at [^\n]{1,300}$/.test(String(line))) : [];
  return {
    name,
    ...(isCode(code) ? { code } : {}),
    ...(frames.length > 0 ? { stack: frames.slice(0, 12) } : {}),
  };
}

function isCode(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && WORD.test(value));
}

/** The unbroken run of frames at the end: lines of a message in front of it are left out. */
function framesOf(error: Error): string[] {
  let stack = String(error.stack ?? '');
  const at = error.message === '' ? -1 : stack.indexOf(error.message);
  if (at >= 0) stack = stack.slice(at + error.message.length);
  const frames: string[] = [];
  for (const line of stack.split('\n').reverse()) {
    if (!FRAME.test(line)) break;
    frames.unshift(line.trim());
  }
  return frames.slice(0, 12);
}
