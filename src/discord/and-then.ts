import { err, type Result } from '@sapphire/result';
import type { Refusal } from '#domain/refusal';

/** Goes on with what was allowed; a refusal stays one. */
export function andThen<In, Out>(
  given: Result<In, Refusal>,
  next: (value: In) => Promise<Result<Out, Refusal>>,
): Promise<Result<Out, Refusal>> {
  return given.match({ ok: next, err: (refusal) => Promise.resolve(err(refusal)) });
}
