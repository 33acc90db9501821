/**
 * A request that Discord would refuse, and the answer it would give.
 *
 * `errors` is the nested tree that accompanies 50035 (`{ field: { 0: { _errors: [{ code, message }] } } }`).
 * `source` names the page of discord-api-docs that states the broken rule: it is for the log of the
 * local Discord and for the reader, and is not part of the answer on the wire.
 */
export type Breach = { status: number; code: number; message: string; errors?: unknown; source: string };

/** One refusal that concerns the request as a whole, with one of Discord's JSON error codes. */
export function breach(code: number, message: string, source: string, status = 400): Breach {
  return { status, code, message, source };
}
