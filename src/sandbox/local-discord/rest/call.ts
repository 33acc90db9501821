import type { Interactions } from '../interactions/interactions.ts';
import type { World } from '../world/world.ts';

/** A file of a multipart request; `name` is the file's own name and `field` the form field, such as `files[0]`. */
export interface UploadedFile {
  field: string;
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** A request that passed authorization, limits and the rule table; `body` is parsed JSON or undefined. */
export interface Call {
  readonly world: World;
  readonly interactions: Interactions;
  /** Where uploaded files can be fetched again, without a slash at the end. */
  readonly filesUrl: string;
  readonly gatewayUrl: () => { url: string; shards: number };
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

/** What goes back; without a body it is a 204. */
export interface Answer {
  status: number;
  body?: unknown;
}

export type Handler = (call: Call) => Answer;

/** Keys are Discord's own templates: `'GET /channels/:channel'`. */
export type Routes = Readonly<Record<string, Handler>>;

export function ok(body: unknown, status = 200): Answer {
  return { status, body };
}

export const NO_CONTENT: Answer = { status: 204 };

/** A path parameter that the route's template guarantees. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

/** The body as the shape that the rule table already checked it to have. */
export function bodyOf<Shape>(call: Call): Shape {
  return (call.body ?? {}) as Shape;
}
