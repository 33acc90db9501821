import { err } from '@sapphire/result';
import type { App } from '#use-cases/app';

/** An app of which a test says what it answers; everything else refuses with `not-set-up`, and every call is kept. */
export function aFakeApp() {
  const calls: { verb: string; actor: unknown; input: unknown }[] = [];
  const answers: Partial<App> = {};
  const app = new Proxy({} as App, {
    get: (_target, verb: string) => async (actor: unknown, input: unknown) => {
      calls.push({ verb, actor, input });
      const answer = Reflect.get(answers, verb) as ((actor: unknown, input: unknown) => unknown) | undefined;
      return answer ? answer(actor, input) : err({ kind: 'not-set-up' });
    },
  });
  return { app, answers, calls };
}

export const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** A logger that keeps what it is told. */
export function aLogger() {
  const lines: { level: string; fields: Record<string, unknown>; message: string }[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields: fields as Record<string, unknown>, message });
  };
  return { lines, logger: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } };
}
